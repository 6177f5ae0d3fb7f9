using Dapper;
using Dashboard.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Audit;

/// <summary>Removes what is older than is to be kept. An entry of the trail says up to where and with which hash, and the chain goes on from there.</summary>
public sealed class AuditRetention(Database database, AuditLog audit, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditRetention> log)
{
    public const string Action = "retention";
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            if (await LastToRemoveAsync(cancel) is { } last)
                await database.WriteAsync((connection, transaction) => RemoveAsync(connection, transaction, last), cancel);
        }
        catch (SqliteException error)
        {
            log.LogWarning("Old audit entries could not be removed: {Error}", error.Message);
        }
    }

    internal static bool Tells(string action, string? detail, long sequence, string hash) =>
        action == Action && detail?.EndsWith(new AuditHead(sequence, hash) + ".", StringComparison.Ordinal) == true;

    // By order and not by clock: a clock that jumped must not leave a gap. The newest entry always stays.
    private Task<AuditHead?> LastToRemoveAsync(CancellationToken cancel) => database.ReadAsync(async connection =>
    {
        var stays = await connection.ExecuteScalarAsync<long?>("SELECT min(sequence) FROM audit WHERE at >= @from", new { from = AuditChain.Text(time.GetUtcNow() - options.Value.Retention) })
            ?? await connection.ExecuteScalarAsync<long?>("SELECT max(sequence) FROM audit");
        var row = await connection.QueryFirstOrDefaultAsync<(long, string)?>("SELECT sequence, hash FROM audit WHERE sequence < @stays ORDER BY sequence DESC LIMIT 1", new { stays });
        return row is var (sequence, hash) ? new AuditHead(sequence, hash) : null;
    }, cancel);

    private async Task<int> RemoveAsync(SqliteConnection connection, SqliteTransaction transaction, AuditHead last)
    {
        var first = await connection.ExecuteScalarAsync<long>("SELECT min(sequence) FROM audit", transaction: transaction);
        var entry = await audit.WriteAsync(transaction, Actor.Dashboard, Action, null, "removed",
            detail: $"Entries {first} to {last.Sequence}, older than {options.Value.Retention.TotalDays:0} days. The chain goes on from {last}.");
        await connection.ExecuteAsync("INSERT INTO audit_checkpoints (sequence, hash, entry) VALUES (@Sequence, @Hash, @entry)", new { last.Sequence, last.Hash, entry = entry.Sequence }, transaction);
        return await connection.ExecuteAsync("DELETE FROM audit WHERE sequence <= @Sequence", new { last.Sequence }, transaction);
    }
}
