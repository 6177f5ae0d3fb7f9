using Dashboard.Logs;
using Dashboard.Tests.Browser;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Bench;

/// <summary>
/// As <see cref="TailBench"/>, with the whole of <c>/logs</c>: tabs on real circuits follow one group of 500 lines a second. A frame is a render batch
/// that reached the tab; its gap is the time since the tab's one before, while lines come. CloudWatch sends an update a second, so a frame is dropped for
/// more than a second when a gap is longer than two. One more viewer on the same session, without a page, counts the lines that come to all of them.
/// </summary>
internal static class ViewersBench
{
    private const string Page = $"/logs?group=production:{FloodedLogs.Group}&follow=1";
    private static readonly TimeSpan For = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(int viewers)
    {
        await MeasureAsync(1, TimeSpan.FromSeconds(3));
        var one = await MeasureAsync(1, For);
        var many = await MeasureAsync(viewers, For);
        Console.WriteLine($"{Environment.ProcessorCount} cores hold CloudWatch, the app and the tabs' ends of the circuits; 500 lines a second for {For.TotalSeconds:0} s");
        Console.WriteLine("viewers | AWS sessions | lines sent / come / dropped | tabs told of sampling / of lost lines | frames a tab | gap between frames, ms: median / p95 / longest of any tab (goal 2,000) | CPU, % of a core");
        foreach (var run in new[] { one, many })
            Console.WriteLine($"{run.Viewers,7} | {run.Sessions,12} | {run.Sent,10:N0} / {run.Delivered:N0} / {run.Dropped:N0} | {run.Sampled,20} / {run.Dropping,13} | {run.Frames,12:N0} | {run.Median:N0} / {run.P95:N0} / {run.Longest:N0} | {run.Processor.TotalSeconds / For.TotalSeconds * 100,16:N0}");
        if (viewers > 1)
            Console.WriteLine($"memory of one more viewer: {(many.Memory - one.Memory) / (viewers - 1) / 1e6:N2} MB, the tab's end of the circuit included");
    }

    private static async Task<Run> MeasureAsync(int count, TimeSpan length)
    {
        await using var logs = await FloodedLogs.StartAsync();
        await using var server = new DashboardServer(TimeProvider.System, logs.Url);
        using var person = await SignedIn.AsAsync(server.Uri, "on-call");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var tails = server.Services.GetRequiredService<LogTails>();
        using var counting = new TailBenchViewer(tails, LogQuery.Everything);
        using var over = new CancellationTokenSource();
        var counted = counting.WatchAsync(over.Token);
        var tabs = new List<FollowViewer>();
        while (tabs.Count < count)
            tabs.Add(await FollowViewer.OpenAsync(person, Page));
        await logs.Begun;
        await Task.Delay(TimeSpan.FromSeconds(3));
        var processor = Environment.CpuUsage.TotalTime;
        foreach (var tab in tabs)
            tab.Begin();
        await Task.Delay(length);
        foreach (var tab in tabs)
            tab.End();
        processor = Environment.CpuUsage.TotalTime - processor;
        var sessions = tails.Sessions;
        logs.Stop();
        await Task.Delay(TimeSpan.FromSeconds(3));
        await over.CancelAsync();
        await counted;
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var gaps = tabs.SelectMany(tab => tab.Gaps).Order().ToArray();
        var run = new Run(count, sessions, logs.Sent, counting.Delivered, counting.Dropped, tabs.Count(tab => tab.SaysSampled), tabs.Count(tab => tab.SaysDropped), gaps.Length / count, gaps[gaps.Length / 2], gaps[(int)(gaps.Length * 0.95)], gaps[^1], processor, memory);
        foreach (var tab in tabs)
            await tab.DisposeAsync();
        return run;
    }

    private sealed record Run(int Viewers, int Sessions, long Sent, long Delivered, long Dropped, int Sampled, int Dropping, int Frames, double Median, double P95, double Longest, TimeSpan Processor, long Memory);
}
