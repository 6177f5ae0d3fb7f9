using Dashboard.Tests.Bench.Alerts;
using Dashboard.Tests.Bench.Kills;
using Dashboard.Tests.Bench.Security;

namespace Dashboard.Tests.Bench;

/// <summary>The benchmarks by name, each printing a table of medians.</summary>
internal static class Benches
{
    private static readonly Dictionary<string, Func<string[], Task>> All = new()
    {
        ["startup"] = StartupBench.RunAsync,
        ["page"] = PageBench.RunAsync,
        ["calls"] = CallsBench.RunAsync,
        ["rollback"] = RollbackBench.RunAsync,
        ["logs"] = LogsBench.RunAsync,
        ["alerts"] = AlertsBench.RunAsync,
        [AlertsProcess.Name] = AlertsProcess.RunAsync,
        ["verdict"] = VerdictBench.RunAsync,
        ["security"] = SecurityBench.RunAsync,
        [AuditProcess.Name] = AuditProcess.RunAsync,
        [RollbackProcess.Name] = RollbackProcess.RunAsync,
    };

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [var name, .. var rest] && All.TryGetValue(name, out var bench))
        {
            await bench(rest);
            return 0;
        }

        Console.Error.WriteLine($"bench NAME, where NAME is one of: {string.Join(", ", All.Keys)}");
        return 2;
    }
}
