using System.Diagnostics;
using Dapper;
using Dashboard.Audit;
using Dashboard.Tests.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Bench.Security;

/// <param name="Acknowledged">Entries whose writer was told that they are written.</param>
/// <param name="Lost">Those of them that are not in the file, or with another hash.</param>
internal sealed record KilledAuditsResult(int Acknowledged, int Kills, int Lost, AuditVerdict Verdict);

/// <summary>Writers of one trail, each killed at a random moment.</summary>
internal static class KilledAudits
{
    private const int LongestLifeMilliseconds = 250;

    public static async Task<KilledAuditsResult> RunAsync(int records, int seed)
    {
        using var temp = new TempDatabase();
        var (random, told, kills) = (new Random(seed), new List<AuditHead>(), 0);
        for (; told.Count < records; kills++)
            await LiveAsync(temp.Path, told, TimeSpan.FromMilliseconds(random.Next(LongestLifeMilliseconds)));
        using var connection = new SqliteConnection($"Data Source={temp.Path}");
        connection.Open();
        var kept = connection.Query<(long Sequence, string Hash)>("SELECT sequence, hash FROM audit").ToDictionary(row => row.Sequence, row => row.Hash);
        return new KilledAuditsResult(told.Count, kills, told.Count(head => kept.GetValueOrDefault(head.Sequence) != head.Hash), new AuditVerification(connection, told).Run(CancellationToken.None));
    }

    private static async Task LiveAsync(string path, List<AuditHead> told, TimeSpan life)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(AuditProcess).Assembly.Location, "bench", AuditProcess.Name, path]) { RedirectStandardOutput = true })!;
        Task? death = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            told.AddRange(AuditHead.In(line));
            death ??= Task.Run(async () =>
            {
                await Task.Delay(life);
                process.Kill();
            });
        }

        await process.WaitForExitAsync();
        await (death ?? throw new InvalidOperationException("The writer ended before it wrote."));
    }
}
