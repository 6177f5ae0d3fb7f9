using Dashboard.Tests.Bench.Alerts;
using Dashboard.Tests.Bench.Kills;
using Dashboard.Tests.Bench.Security;
using Dashboard.Tests.Bench.Viewers;

namespace Dashboard.Tests.Bench;

/// <summary>The benchmarks by name, each printing a table of medians.</summary>
internal static class Benches
{
    private static readonly Dictionary<string, Func<string[], Task>> All = new()
    {
        ["startup"] = StartupBench.RunAsync,
        ["page"] = PageBench.RunAsync,
        ["calls"] = CallsBench.RunAsync,
        ["fleet"] = FleetBench.RunAsync,
        ["restart"] = RestartBench.RunAsync,
        ["soak"] = SoakBench.RunAsync,
        ["viewers"] = ViewersBenches.RunAsync,
        [ViewersHouse.Name] = ViewersHouse.RunAsync,
        ["rollback"] = RollbackBench.RunAsync,
        ["logs"] = LogsBench.RunAsync,
        ["alerts"] = AlertsBench.RunAsync,
        [AlertsProcess.Name] = AlertsProcess.RunAsync,
        ["verdict"] = VerdictBench.RunAsync,
        ["security"] = SecurityBench.RunAsync,
        [AuditProcess.Name] = AuditProcess.RunAsync,
        [RollbackProcess.Name] = RollbackProcess.RunAsync,
    };

    // In half an hour on two cores; the soak takes an hour of its own.
    private static readonly string[] Whole = ["startup", "page", "restart", "viewers", "fleet", "calls"];

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["all"])
            return await RunAllAsync();
        if (args is [var name, .. var rest] && All.TryGetValue(name, out var bench))
        {
            await bench(rest);
            return 0;
        }

        Console.Error.WriteLine($"bench NAME, where NAME is one of: {string.Join(", ", All.Keys)}");
        return 2;
    }

    private static async Task<int> RunAllAsync()
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:N0} GB, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        foreach (var name in Whole)
        {
            Console.WriteLine($"==== {name}, after {System.Diagnostics.Stopwatch.GetElapsedTime(since):mm\\:ss}");
            await All[name]([]);
        }

        Console.WriteLine($"==== done after {System.Diagnostics.Stopwatch.GetElapsedTime(since):mm\\:ss}");
        return 0;
    }
}
