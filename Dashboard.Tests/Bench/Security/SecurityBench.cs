using System.Diagnostics;
using Dashboard.Audit;
using Dashboard.Tests.Store;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Tests.Bench.Security;

/// <summary>The figures of the trail: <c>bench security [tampering|kills|million|canaries]</c>, all without a name.</summary>
internal static class SecurityBench
{
    public static async Task RunAsync(string[] args)
    {
        if (args is [] or ["tampering", ..])
            await TamperAsync(1_000);
        if (args is [] or ["million", ..])
            Verify(1_000_000);
        if (args is [] or ["kills", ..])
            await KillAsync(10_000);
        if (args is [] or ["canaries", ..])
            await HuntAsync();
    }

    private static async Task HuntAsync()
    {
        await using var hunt = await CanaryHunt.StartAsync();
        foreach (var place in await hunt.RunAsync())
            Console.WriteLine($"canaries: {place.Place}: {place.Hits} hits in {place.Bytes:N0} bytes");
    }

    private static async Task TamperAsync(int times)
    {
        using var trails = await TamperedTrails.WriteAsync(200);
        var missed = trails.Missed(times, seed: 7);
        Console.WriteLine($"tampering: {times - missed.Count} of {times} found ({string.Join(", ", Tampering.Kinds)}); the untouched trail is {(trails.IsWhole ? "whole" : "said to be broken")}");
        foreach (var what in missed)
            Console.WriteLine("  missed: " + what);
    }

    private static void Verify(int count)
    {
        using var temp = new TempDatabase();
        MillionRecords.Write(temp, count);
        for (var run = 0; run < 3; run++)
        {
            var started = Stopwatch.GetTimestamp();
            var code = AuditCommand.Run(["verify", "--db", temp.Path], new ConfigurationBuilder().Build(), TextReader.Null, Console.Out, Console.Error);
            Console.WriteLine($"million: audit verify ended with {code} after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        }
    }

    private static async Task KillAsync(int records)
    {
        var result = await KilledAudits.RunAsync(records, seed: 7);
        Console.WriteLine($"kills: {result.Acknowledged:N0} acknowledged entries, {result.Kills} writers killed with SIGKILL: {result.Lost} lost. {result.Verdict}");
    }
}
