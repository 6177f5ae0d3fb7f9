using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dashboard.Aws;
using Dashboard.Live;
using Dashboard.Rollback.Preflight;
using Dashboard.Tests.Browser;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Bench;

/// <summary>What the whole app asks of AWS in the background, the pre-flight of a thousand services included, against each quota.</summary>
internal static class ReadinessBench
{
    private const int Services = 1000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <param name="minutes">In real time, which is what quotas count.</param>
    public static async Task RunAsync(int minutes)
    {
        using var aws = await SimulatorProcess.StartAsync(Services);
        using var calls = new CountedCalls();
        await using var app = await Task.Run(() => new DashboardServer(TimeProvider.System, aws.Uri));
        var (targets, readiness) = (app.Services.GetRequiredService<AwsTargets>(), app.Services.GetRequiredService<Feed<ReadinessSnapshot>>());
        var swept = await SweepAsync(readiness, TimeSpan.FromMinutes(minutes));

        Console.WriteLine($"The whole app without viewers on {Services} simulated services for {minutes} min of real time; the simulated AWS is a process of its own. Attempts are counted below the SDK's retries.");
        Console.WriteLine($"Share: of what the quota lets through on end (mean), and in {Window.TotalSeconds:0} s with its burst (peak). Promised: {CallQuota.Share:P0} at most.");
        Console.WriteLine($"{"target",-12}{"bucket",-30}{"quota/s",8}{"burst",7}{"calls",8}{"mean/s",8}{"share",7}{"peak/s",8}{"share",7}  operations");
        var rows = targets.All.SelectMany(target => Rows(target, calls, TimeSpan.FromMinutes(minutes))).ToArray();
        foreach (var row in rows)
            Console.WriteLine(row.Text);
        Console.WriteLine($"largest share of any quota: mean {rows.Max(row => row.Mean):P1}, peak {rows.Max(row => row.Peak):P1}; throttled by AWS: {calls.Throttled}");
        Console.WriteLine(swept);
    }

    private static async Task<string> SweepAsync(Feed<ReadinessSnapshot> readiness, TimeSpan length)
    {
        var since = Stopwatch.GetTimestamp();
        TimeSpan? first = null;
        while (Stopwatch.GetElapsedTime(since) < length)
        {
            await Task.Delay(500);
            if (first is null && Checked(readiness) >= Services)
                first = Stopwatch.GetElapsedTime(since);
        }

        var known = readiness.Current.Value?.ByService.Values.ToArray() ?? [];
        var found = $"{known.Length} of {Services} services checked, {known.Count(one => one.CanGoBack)} can go back now";
        return first is { } took ? $"{found}; the first sweep took {took.TotalSeconds:0} s from the start of the app"
            : $"{found}; the first sweep had not ended: at this rate it takes {length.TotalMinutes * Services / Math.Max(1, known.Length):0.0} min";
    }

    private static int Checked(Feed<ReadinessSnapshot> readiness) => readiness.Current.Value?.ByService.Count ?? 0;

    private static IEnumerable<(string Text, double Mean, double Peak)> Rows(AwsTarget target, CountedCalls calls, TimeSpan length) =>
        from call in calls.All
        where call.Target == target.Name
        group call by CallQuota.Of(call.Operation, target.Region) into bucket
        orderby bucket.Count() / bucket.Key.PerSecond descending
        let mean = bucket.Count() / length.TotalSeconds
        let peak = Peak([.. bucket.Select(call => call.At).Order()])
        let shares = (Mean: mean / bucket.Key.PerSecond, Peak: peak / (bucket.Key.Burst + (bucket.Key.PerSecond * Window.TotalSeconds)))
        select ($"{target.Name,-12}{bucket.Key.Bucket,-30}{bucket.Key.PerSecond,8}{bucket.Key.Burst,7}{bucket.Count(),8}{mean,8:0.00}{shares.Mean,7:P0}{peak / Window.TotalSeconds,8:0.0}{shares.Peak,7:P0}  {string.Join(", ", bucket.GroupBy(call => call.Operation).OrderByDescending(one => one.Count()).Select(one => $"{one.Key[(one.Key.IndexOf(':', StringComparison.Ordinal) + 1)..]} {one.Count()}"))}", shares.Mean, shares.Peak);

    /// <summary>The most in any window.</summary>
    private static int Peak(TimeSpan[] at)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < at.Length; last++)
        {
            while (at[last] - at[first] >= Window)
                first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    /// <summary>Every attempt that leaves this process for AWS, with its instant.</summary>
    private sealed class CountedCalls : IDisposable
    {
        private readonly long since = Stopwatch.GetTimestamp();
        private readonly ConcurrentQueue<(string Target, string Operation, TimeSpan At)> all = new();
        private readonly MeterListener listener = new();
        private long throttled;

        public CountedCalls()
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == CallMeter.Name && instrument.Name is "aws.calls" or "aws.throttles")
                    self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>(Count);
            listener.Start();
        }

        public IReadOnlyCollection<(string Target, string Operation, TimeSpan At)> All => all;

        public long Throttled => Interlocked.Read(ref throttled);

        public void Dispose() => listener.Dispose();

        private void Count(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            if (instrument.Name == "aws.throttles")
                Interlocked.Add(ref throttled, value);
            else
                all.Enqueue(((string)tags[0].Value!, (string)tags[1].Value!, Stopwatch.GetElapsedTime(since)));
        }
    }
}
