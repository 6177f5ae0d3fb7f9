namespace Dashboard.Tests.Bench.Kills;

/// <summary><c>kill -9</c> at every point of every move, and how the next process settles what was left.</summary>
internal static class KillBench
{
    /// <summary>The promise: settled this long after the restart.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(75);

    public static async Task RunAsync(int times)
    {
        Console.WriteLine($"kill -9 of the dashboard, {times} times at each point");
        Console.WriteLine($"{"move",-26} {"killed at",-46} {"runs",5} {"applied",8} {"not",5} {"superseded",11} {"double",7} {"without intent",15} {"untrue",7} {"settled, slowest",17}");
        using var starting = new SemaphoreSlim(Environment.ProcessorCount);
        var rows = KillStory.All.SelectMany(story => story.Points.Select(point => (story, point, runs: (Task<KillResult[]>)Task.WhenAll(Enumerable.Range(0, times).Select(_ => OnceAsync(story, point, starting)))))).ToArray();
        List<KillResult> all = [];
        foreach (var (story, point, running) in rows)
        {
            var runs = await running;
            all.AddRange(runs);
            Console.WriteLine($"{story.Move,-26} {point.Name,-46} {runs.Length,5} {Cells(runs)}");
            foreach (var problem in runs.Select(run => run.Problem).OfType<string>().Distinct())
                Console.WriteLine($"    {problem}");
        }

        Console.WriteLine($"{"all",-73} {all.Count,5} {Cells(all)}");
        Console.WriteLine($"settled later than {Promise.TotalSeconds:0} s after the restart: {all.Count(run => run.SettledAfter > Promise || !KillResult.IsSettled(run.State))}");
    }

    /// <param name="starting">Processes that start at the same time; those that only wait are not counted.</param>
    public static async Task<KillResult> OnceAsync(KillStory story, KillPoint point, SemaphoreSlim starting)
    {
        await starting.WaitAsync();
        var isStarting = true;
        await using var run = new KillRun(story, point);
        try
        {
            if (await run.KillAsync() is { } problem)
                return await run.ResultAsync(TimeSpan.Zero, problem);
            return await run.ResultAsync(await run.RestartAsync(Started), null);
        }
        finally
        {
            Started();
        }

        void Started()
        {
            if (isStarting)
                starting.Release();
            isStarting = false;
        }
    }

    private static string Cells(IReadOnlyCollection<KillResult> runs) =>
        $"{runs.Count(run => run.Sends > 0),8} {runs.Count(run => run.Sends == 0 && run.State != "Superseded"),5} {runs.Count(run => run.State == "Superseded"),11} {runs.Count(run => run.Sends > 1 || run.Registered > 1),7} {runs.Sum(run => run.WithoutIntent),15} {runs.Count(run => !run.IsTrue),7} {runs.Max(run => run.SettledAfter.TotalSeconds),15:0.0} s";
}
