using Dashboard.Audit;
using Dashboard.Live;
using Dashboard.Tests.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Bench.Security;

/// <summary>A trail, the log that its writing left, and copies of it that were bent.</summary>
internal sealed class TamperedTrails : IDisposable
{
    private readonly TempDatabase temp = new();
    private readonly List<AuditHead> log = [];

    /// <param name="entries">How long the trail is.</param>
    public static async Task<TamperedTrails> WriteAsync(int entries)
    {
        var trails = new TamperedTrails();
        using var database = trails.temp.Open(AuditSchema.All);
        var heads = new Feed<AuditHead>();
        using var kept = heads.Subscribe(() => trails.log.Add(heads.Current.Value!));
        var audit = new AuditLog(database, TimeProvider.System, heads);
        for (var at = 0; at < entries; at++)
            await audit.WriteAsync(new Actor($"demo:{at % 3}", "Sam Okafor"), at % 2 == 0 ? "sign-in" : "rollback", at % 3 == 0 ? null : "production/shop/checkout", "accepted", at % 4 == 0 ? "errors since noon" : null, at % 5 == 0 ? null : $"detail {at}");
        SqliteConnection.ClearAllPools();
        return trails;
    }

    /// <returns>Those that were not found, in words.</returns>
    public List<string> Missed(int times, int seed)
    {
        var (random, missed) = (new Random(seed), new List<string>());
        for (var at = 0; at < times; at++)
        {
            var copy = $"{temp.Path}.{at}";
            File.Copy(temp.Path, copy);
            var tampered = new Tampering(random).Apply(copy, Tampering.Kinds[at % Tampering.Kinds.Length]);
            if (Verify(copy, tampered.NeedsLog ? log : []).IsWhole)
                missed.Add(tampered.What);
            File.Delete(copy);
        }

        return missed;
    }

    public bool IsWhole => Verify(temp.Path, log).IsWhole;

    public void Dispose() => temp.Dispose();

    private static AuditVerdict Verify(string path, IReadOnlyCollection<AuditHead> heads)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return new AuditVerification(connection, heads).Run(CancellationToken.None);
    }
}
