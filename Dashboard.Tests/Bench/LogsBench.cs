namespace Dashboard.Tests.Bench;

/// <summary>The benchmarks of the log room by name.</summary>
internal static class LogsBench
{
    public static Task RunAsync(string[] args) => args switch
    {
        ["patterns", .. var files] => PatternsBench.RunAsync(files),
        ["search"] => SearchBench.RunAsync(viewers: 20),
        ["search", var viewers] when int.TryParse(viewers, out var count) && count > 0 => SearchBench.RunAsync(count),
        ["scroll"] => ScrollBench.RunAsync(),
        ["tail"] => TailBench.RunAsync(),
        ["viewers"] => ViewersBench.RunAsync(viewers: 50),
        ["viewers", var viewers] when int.TryParse(viewers, out var count) && count > 0 => ViewersBench.RunAsync(count),
        ["cost"] => CostBench.RunAsync(),
        _ => Console.Error.WriteLineAsync("bench logs WHAT, where WHAT is one of: patterns [FILE], search [VIEWERS], scroll, tail, viewers [VIEWERS], cost"),
    };
}
