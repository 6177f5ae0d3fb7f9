using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Dashboard.Aws;
using Dashboard.Metrics;
using Dashboard.Simulator;
using Dashboard.Tests.Browser;

namespace Dashboard.Tests.Bench;

/// <summary>AWS calls per minute as the app sends them, retries included, for growing fleets, with one viewer of the fleet page and with five hundred; how full the batches are, how few calls could have asked for the same, what is left of AWS's quotas, and what the metrics cost. <c>bench calls [services …]</c>.</summary>
internal static class CallsBench
{
    /// <summary>Of GetMetricData, in the larger Regions.</summary>
    /// <remarks>https://aws.amazon.com/cloudwatch/pricing/</remarks>
    private const double DollarsPerMetric = 0.01 / 1000, MinutesPerMonth = 30 * 24 * 60;

    private const string GetMetricData = "cloudwatch:GetMetricData";
    // App and AWS are on one clock, so that an hour of either is an hour of both.
    private const int Faster = 3;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(string[] args)
    {
        var calls = new ConcurrentDictionary<(string Target, string Operation), long>();
        long metrics = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == CallMeter.Name)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "aws.calls")
                calls.AddOrUpdate((Tag(tags, "target"), Tag(tags, "operation")), value, (_, before) => before + value);
            if (instrument.Name == "aws.metrics.requested")
                Interlocked.Add(ref metrics, value);
        });
        listener.Start();

        Console.WriteLine($"{"services",8} {"viewers",8} {"calls/min",10} {GetMetricData[11..],14} {"metrics/min",12} {"a call is full to",18} {"over the fewest calls, % (goal 10)",34} {"$/month",8} {"busiest ECS bucket, % of what AWS allows (goal 25)",60} {"batches to viewers",19}");
        foreach (var services in args.Length > 0 ? args.Select(int.Parse) : [14, 100, 1000])
        {
            var time = new FastTime(Faster);
            await using var aws = await SimulatedAws.StartAsync(time, new SimulatorOptions { Services = services });
            await using var server = new DashboardServer(time, aws.Uri, settings: new Dictionary<string, string?> { ["Limits:PagesPerPerson"] = "10000" });
            using var fewest = new FewestCalls(time);
            using var person = await SignedIn.AsAsync(server.Uri, "on-call");
            var viewers = new List<Viewer>();

            // Until the first reading of every history is done: about five services a second within a quarter of the quota.
            await Task.Delay(TimeSpan.FromSeconds(60 + (services * 0.2)), time);
            foreach (var wanted in services == 100 ? [1, 500] : new[] { 1 })
            {
                while (viewers.Count < wanted)
                    viewers.Add(await Viewer.OpenAsync(person, "/"));
                var from = time.GetUtcNow();
                var (before, metricsBefore, batchesBefore) = (calls.ToDictionary(), Interlocked.Read(ref metrics), viewers.Sum(viewer => viewer.Batches));
                await Task.Delay(Window, time);
                var sent = calls.ToDictionary(one => one.Key, one => one.Value - before.GetValueOrDefault(one.Key));
                var asks = sent.Where(one => one.Key.Operation == GetMetricData).Sum(one => one.Value);
                var asked = metrics - metricsBefore;
                var (batched, least) = fewest.Since(from);
                var saved = batched - least + asks - (long)Math.Ceiling((double)asked / MetricBatches.QueriesPerCall);
                Console.WriteLine($"{services,8} {wanted,8} {sent.Values.Sum(),10} {asks,14} {asked,12} {(double)asked / asks / MetricBatches.QueriesPerCall * 100,16:N0} % {(double)saved / (sent.Values.Sum() - saved) * 100,34:N1} {asked * MinutesPerMonth * DollarsPerMetric,8:N0} {Busiest(sent),60} {viewers.Sum(viewer => viewer.Batches) - batchesBefore,19}");
            }

            foreach (var some in viewers.Chunk(8))
                await Task.WhenAll(some.Select(viewer => viewer.DisposeAsync().AsTask()));
        }
    }

    private static string Busiest(Dictionary<(string Target, string Operation), long> sent)
    {
        var (bucket, share) = sent
            .Select(one => (one.Key.Target, Quota: CallQuota.Of(one.Key.Operation, SimulatedWorld.Production), Calls: one.Value))
            .Where(one => one.Quota.Bucket.StartsWith("ECS", StringComparison.Ordinal))
            .GroupBy(one => (one.Target, one.Quota))
            .Select(one => (one.Key.Quota.Bucket, Share: one.Sum(call => call.Calls) / (one.Key.Quota.PerSecond * Window.TotalSeconds)))
            .MaxBy(one => one.Share);
        return $"{bucket}: {share * 100:N1}";
    }

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
            if (key == name)
                return value?.ToString() ?? "";
        return "";
    }
}
