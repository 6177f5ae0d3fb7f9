using Dashboard.Tests.Bench.Verdicts;

namespace Dashboard.Tests.Bench;

/// <summary><c>bench verdict [RUNS] [deployments|months|first|second]</c>: the tests that say whether something changed, and since when, against simple ones on the same series.</summary>
internal static class VerdictBench
{
    private const int Usual = 100, DeploymentsPerRun = 8, RunsPerMonth = 50;

    private static readonly (string Name, Action<int> Print)[] Tables =
    [
        ("deployments", runs => DeploymentTable.Print(DeploymentsPerRun * runs)),
        ("months", runs => MonthTable.Print(Math.Max(1, runs / RunsPerMonth))),
        ("first", runs => ChangeTable.Print("First family", FirstFamily.Rows, runs)),
        ("second", runs => ChangeTable.Print("Second family", SecondFamily.Rows, runs)),
    ];

    public static Task RunAsync(string[] args)
    {
        var runs = args.Select(arg => int.TryParse(arg, out var number) ? number : (int?)null).FirstOrDefault(number => number > 0) ?? Usual;
        foreach (var (name, print) in Tables.Where(table => Tables.All(other => !args.Contains(other.Name)) || args.Contains(table.Name)))
        {
            print(runs);
            Console.WriteLine();
        }

        return Task.CompletedTask;
    }
}
