using System.Globalization;
using Dashboard.Tests.Bench.Kills;

namespace Dashboard.Tests.Bench;

/// <summary>What the rollback promises, as figures: <c>bench rollback [people|kills|faults|click|readiness …] [--times 50]</c>.</summary>
internal static class RollbackBench
{
    private static readonly (string Name, Func<int, Task> RunAsync)[] Parts =
    [
        ("kills", KillBench.RunAsync),
    ];

    public static async Task RunAsync(string[] args)
    {
        var at = Array.IndexOf(args, "--times");
        var times = at >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 50;
        foreach (var (name, runAsync) in Parts.Where(part => args.All(arg => Parts.All(known => known.Name != arg)) || args.Contains(part.Name)))
        {
            Console.WriteLine($"-- {name}");
            await runAsync(times);
            Console.WriteLine();
        }
    }
}
