namespace Dashboard.Tests.Bench;

/// <summary>The benchmarks of the log room by name.</summary>
internal static class LogsBench
{
    public static Task RunAsync(string[] args) => args switch
    {
        ["patterns", .. var files] => PatternsBench.RunAsync(files),
        ["tail"] => TailBench.RunAsync(),
        _ => Console.Error.WriteLineAsync("bench logs patterns [FILE], or bench logs tail"),
    };
}
