using System.Globalization;
using Dashboard.Tests.Bench.Faults;
using Dashboard.Tests.Bench.Kills;

namespace Dashboard.Tests.Bench;

/// <summary>What the rollback promises, as figures: <c>bench rollback [people|kills|faults|click|readiness …] [--times N] [--minutes N]</c>.</summary>
internal static class RollbackBench
{
    // The number is rounds of people, kills at each point, rollbacks that are clicked, and minutes of the background.
    private static readonly (string Name, string Option, int Usual, Func<int, Task> RunAsync)[] Parts =
    [
        ("people", "--times", 5, PeopleBench.RunAsync),
        ("kills", "--times", 50, KillBench.RunAsync),
        ("faults", "", 1, _ => FaultBench.RunAsync()),
        ("click", "--times", 100, ClickBench.RunAsync),
        ("readiness", "--minutes", 5, ReadinessBench.RunAsync),
    ];

    public static async Task RunAsync(string[] args)
    {
        foreach (var (name, option, usual, runAsync) in Parts.Where(part => args.All(arg => Parts.All(known => known.Name != arg)) || args.Contains(part.Name)))
        {
            Console.WriteLine($"-- {name}");
            var at = Array.IndexOf(args, option);
            await runAsync(at >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : usual);
            Console.WriteLine();
        }
    }
}
