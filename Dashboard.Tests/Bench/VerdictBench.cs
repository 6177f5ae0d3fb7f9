using Dashboard.Tests.Bench.Verdicts;

namespace Dashboard.Tests.Bench;

/// <summary><c>bench verdict [RUNS]</c>: the tests that say whether something changed, and since when, against simple ones on the same series.</summary>
internal static class VerdictBench
{
    private const int Usual = 200, DeploymentsPerRun = 8;

    public static Task RunAsync(string[] args)
    {
        var runs = args is [var given] && int.TryParse(given, out var number) ? number : Usual;
        DeploymentTable.Print(DeploymentsPerRun * runs);
        Console.WriteLine();
        ChangeTable.Print("First family", FirstFamily.Rows, runs);
        Console.WriteLine();
        ChangeTable.Print("Second family", SecondFamily.Rows, runs);
        return Task.CompletedTask;
    }
}
