using System.Globalization;
using Dashboard.Tests.Bench.Faults;
using Dashboard.Tests.Bench.Kills;

namespace Dashboard.Tests.Bench;

/// <summary>What the rollback promises, as figures: <c>bench rollback [people|kills|faults|click|readiness …] [--times N]</c>.</summary>
internal static class RollbackBench
{
    // How often each is done when nothing says so: rounds, kills at each point, nothing, rollbacks, minutes.
    private static readonly (string Name, int Times, Func<int, Task> RunAsync)[] Parts =
    [
        ("people", 5, PeopleBench.RunAsync),
        ("kills", 50, KillBench.RunAsync),
        ("faults", 1, FaultBench.RunAsync),
        ("click", 100, ClickBench.RunAsync),
        ("readiness", 5, ReadinessBench.RunAsync),
    ];

    public static async Task RunAsync(string[] args)
    {
        var at = Array.IndexOf(args, "--times");
        var times = at >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : (int?)null;
        foreach (var (name, usual, runAsync) in Parts.Where(part => args.All(arg => Parts.All(known => known.Name != arg)) || args.Contains(part.Name)))
        {
            Console.WriteLine($"-- {name}");
            await runAsync(times ?? usual);
            Console.WriteLine();
        }
    }
}
