using System.Diagnostics.Metrics;
using Dashboard.Aws;
using Dashboard.Simulator;
using Dashboard.Tests.Browser;

namespace Dashboard.Tests.Bench;

/// <summary>AWS calls per minute as the app sends them, retries included, for growing fleets, with one viewer of the fleet page and with five hundred; and what the metrics cost.</summary>
internal static class CallsBench
{
    /// <summary>Of GetMetricData, in the larger Regions.</summary>
    /// <remarks>https://aws.amazon.com/cloudwatch/pricing/</remarks>
    private const double DollarsPerMetric = 0.01 / 1000, MinutesPerMonth = 30 * 24 * 60;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(string[] args)
    {
        long calls = 0, metrics = 0, asks = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == CallMeter.Name)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "aws.calls")
                Interlocked.Add(ref calls, value);
            if (instrument.Name == "aws.calls" && tags.Contains(new("operation", "cloudwatch:GetMetricData")))
                Interlocked.Add(ref asks, value);
            if (instrument.Name == "aws.metrics.requested")
                Interlocked.Add(ref metrics, value);
        });
        listener.Start();

        Console.WriteLine($"{"services",8} {"viewers",8} {"calls/min",10} {"GetMetricData",14} {"metrics/min",12} {"$/month",8} {"batches",8}");
        foreach (var services in args.Length > 0 ? args.Select(int.Parse) : [14, 100, 1000])
        {
            await using var aws = await SimulatedAws.StartAsync(options: new SimulatorOptions { Services = services });
            await using var server = new DashboardServer(TimeProvider.System, aws.Uri, settings: new Dictionary<string, string?> { ["Limits:PagesPerPerson"] = "10000" });
            using var person = await SignedIn.AsAsync(server.Uri, "on-call");
            var viewers = new List<Viewer>();

            // Until the first reading of every history is done: about five services a second within a quarter of the quota.
            await Task.Delay(TimeSpan.FromSeconds(60 + (services * 0.25)));
            foreach (var wanted in new[] { 1, 500 })
            {
                while (viewers.Count < wanted)
                    viewers.Add(await Viewer.OpenAsync(person, "/"));
                var (callsBefore, asksBefore, metricsBefore, batchesBefore) = (Interlocked.Read(ref calls), Interlocked.Read(ref asks), Interlocked.Read(ref metrics), viewers.Sum(viewer => viewer.Batches));
                await Task.Delay(Window);
                Console.WriteLine($"{services,8} {wanted,8} {calls - callsBefore,10} {asks - asksBefore,14} {metrics - metricsBefore,12} {(metrics - metricsBefore) * MinutesPerMonth * DollarsPerMetric,8:N0} {viewers.Sum(viewer => viewer.Batches) - batchesBefore,8}");
            }

            foreach (var viewer in viewers)
                await viewer.DisposeAsync();
        }
    }
}
