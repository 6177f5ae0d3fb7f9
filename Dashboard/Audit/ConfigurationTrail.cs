using Dapper;
using Dashboard.Aws;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

/// <summary>Records what is configured otherwise than at the last start, or since.</summary>
public sealed class ConfigurationTrail(IConfiguration configuration, Database database, AuditLog audit, ILogger<ConfigurationTrail> log, ConfiguredSecrets? secrets = null)
{
    public const string Action = "configuration";
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private const int ChangesAnEntry = 20;
    private IReadOnlyDictionary<string, string>? written;

    public async Task RunAsync(CancellationToken cancel)
    {
        var settings = AuditedSettings.Of(configuration, key => secrets?.ReferenceOf(key));
        try
        {
            written ??= await database.ReadAsync(ReadAsync, cancel);
            var changes = Changes(written, settings).ToList();
            if (changes.Count > 0)
                await database.WriteAsync((connection, transaction) => WriteAsync(connection, transaction, changes, settings), cancel);
            written = settings;
        }
        catch (SqliteException error)
        {
            log.LogWarning("Whether the configuration changed could not be recorded: {Error}", error.Message);
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(SqliteConnection connection) =>
        (await connection.QueryAsync<(string Key, string Value)>("SELECT key, value FROM audit_settings")).ToDictionary(row => row.Key, row => row.Value, StringComparer.OrdinalIgnoreCase);

    private async Task<int> WriteAsync(SqliteConnection connection, SqliteTransaction transaction, List<string> changes, IReadOnlyDictionary<string, string> settings)
    {
        foreach (var part in changes.Chunk(ChangesAnEntry))
            await audit.WriteAsync(transaction, Actor.Dashboard, Action, null, "changed", detail: string.Join("; ", part));
        await connection.ExecuteAsync("DELETE FROM audit_settings", transaction: transaction);
        return await connection.ExecuteAsync("INSERT INTO audit_settings (key, value) VALUES (@Key, @Value)", settings.Select(pair => new { pair.Key, pair.Value }), transaction);
    }

    private static IEnumerable<string> Changes(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
        from key in before.Keys.Union(now.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
        let was = before.GetValueOrDefault(key)
        let is_ = now.GetValueOrDefault(key)
        where was != is_
        select was is null ? $"{key} = {is_}" : is_ is null ? $"{key} is no longer set (was {was})" : $"{key} = {is_} (was {was})";
}
