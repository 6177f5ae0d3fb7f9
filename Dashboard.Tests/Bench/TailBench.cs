using System.Diagnostics;
using Dashboard.Logs;
using Dashboard.Tests.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Bench;

/// <summary>Fifty people follow one group of 500 lines a second for 20 seconds, each with a page's list of lines behind it, taking what is new every 250 ms as a page does.</summary>
internal static class TailBench
{
    private const int Viewers = 50;
    private static readonly TimeSpan For = TimeSpan.FromSeconds(20);

    public static async Task RunAsync()
    {
        // The first run warms the code up; of the others the difference is what one more viewer costs.
        await MeasureAsync(1, TimeSpan.FromSeconds(3));
        var one = await MeasureAsync(1, For);
        var many = await MeasureAsync(Viewers, For);

        Console.WriteLine("viewers | sessions | lines sent | delivered a viewer, least | dropped, all viewers | worst gap between deliveries, ms | delay of a line, median / worst, ms");
        foreach (var run in new[] { one, many })
            Console.WriteLine($"{run.Viewers,7} | {run.Sessions,8} | {run.Sent,10:N0} | {run.Least,26:N0} | {run.Dropped,20:N0} | {run.WorstGap,34:N0} | {run.MedianDelay:N0} / {run.WorstDelay:N0}");
        Console.WriteLine($"memory of one more viewer: {(many.Memory - one.Memory) / (Viewers - 1) / 1024.0:N0} kB, of all {Viewers}: {many.Memory / 1024.0 / 1024:N1} MB; processor time {many.Processor.TotalSeconds / For.TotalSeconds * 100:N0} % of one core, the sender's included");
    }

    private static async Task<Run> MeasureAsync(int count, TimeSpan length)
    {
        await using var logs = await FloodedLogs.StartAsync();
        await using var room = new ServiceCollection().AddLogsRoom(logs.Url, TimeProvider.System, ("Logs:LiveTailSessions", "15")).BuildServiceProvider();
        var tails = room.GetRequiredService<LogTails>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var processor = Environment.CpuUsage.TotalTime;
        var viewers = Enumerable.Range(0, count).Select(_ => new TailBenchViewer(tails)).ToArray();
        using var over = new CancellationTokenSource();
        var watching = viewers.Select(viewer => viewer.WatchAsync(over.Token)).ToArray();
        await logs.Begun;
        await Task.Delay(length);
        logs.Stop();
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        await over.CancelAsync();
        await Task.WhenAll(watching);
        processor = Environment.CpuUsage.TotalTime - processor;
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var delays = viewers.SelectMany(viewer => viewer.Delays).Order().ToArray();
        var run = new Run(count, tails.Sessions, logs.Sent, viewers.Min(viewer => viewer.Delivered), viewers.Sum(viewer => viewer.Dropped), viewers.Max(viewer => viewer.WorstGap.TotalMilliseconds), delays[delays.Length / 2], delays[^1], memory, processor);
        foreach (var viewer in viewers)
            viewer.Dispose();
        return run;
    }

    private sealed record Run(int Viewers, int Sessions, long Sent, long Least, long Dropped, double WorstGap, double MedianDelay, double WorstDelay, long Memory, TimeSpan Processor);
}

/// <summary>What a page does with a tail, without the page.</summary>
internal sealed class TailBenchViewer : IDisposable
{
    private readonly SemaphoreSlim changed = new(0);
    private readonly LogLines lines = new(100_000, 48 * 1024 * 1024);
    private readonly LogTail tail;

    /// <param name="query">As the others ask, to share their session.</param>
    public TailBenchViewer(LogTails tails, LogQuery? query = null) => tail = tails.Follow(LogsRoom.Groups(FloodedLogs.Group), query, () => changed.Release());

    public long Delivered { get; private set; }
    public long Dropped { get; private set; }
    public TimeSpan WorstGap { get; private set; }

    /// <summary>From a line's being sent to its being in the list, milliseconds, the oldest line of each delivery.</summary>
    public List<double> Delays { get; } = [];

    public async Task WatchAsync(CancellationToken cancel)
    {
        var last = 0L;
        try
        {
            while (true)
            {
                await changed.WaitAsync(cancel);
                await Task.Delay(250, cancel);
                var (fresh, dropped) = tail.Take();
                Dropped += dropped;
                if (fresh.IsEmpty)
                    continue;
                lines.Merge([.. fresh.Where(line => !lines.Contains(line))]);
                Delivered += fresh.Length;
                Delays.Add((DateTimeOffset.UtcNow - fresh[^1].At).TotalMilliseconds);
                if (last != 0 && Stopwatch.GetElapsedTime(last) is var gap && gap > WorstGap)
                    WorstGap = gap;
                last = Stopwatch.GetTimestamp();
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The twenty seconds are over.
        }
    }

    public void Dispose()
    {
        tail.Dispose();
        changed.Dispose();
    }
}
