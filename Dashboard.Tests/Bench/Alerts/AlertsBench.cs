using System.Globalization;
using Dashboard.Alarms;
using Dashboard.Simulator;
using Dashboard.Tests.Alerts;

namespace Dashboard.Tests.Bench.Alerts;

/// <summary>How soon an alert leaves after CloudWatch has the state, and what becomes of many when the process is killed on the way.</summary>
internal static class AlertsBench
{
    private const int Incidents = 200;
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(240), Patience = TimeSpan.FromSeconds(120);

    public static async Task RunAsync(string[] args)
    {
        if (args is not ["storm", ..])
            await DelayAsync();
        if (args is not ["delay", ..])
            await StormBench.RunAsync(args is ["storm", var times] ? int.Parse(times, CultureInfo.InvariantCulture) : 20);
    }

    /// <summary>The real polls on the real clock. An alarm that is put over a metric which breaches already turns when its next datapoint appears, which CloudWatch says itself.</summary>
    private static async Task DelayAsync()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var aws = await SimulatorHost.StartAsync(new SimulatorOptions { Services = Incidents + 60 }, TimeProvider.System);
        await using var rooms = await AlertRooms.StartAsync(aws.Uri, slack);
        var services = rooms.QuietServices().Where(key => key.Target == "production").Take(Incidents).ToList();
        var put = new HashSet<string>();
        using var seen = rooms.WatchAlarms();
        var random = new Random(7);
        foreach (var (key, at) in services.Zip(services.Select(_ => random.NextDouble() * Spread.TotalSeconds).Order()))
        {
            if (TimeSpan.FromSeconds(at) - (DateTimeOffset.UtcNow - rooms.QuietAt) is { Ticks: > 0 } wait)
                await Task.Delay(wait);
            var name = $"bench-{key.Cluster}-{key.Service}";
            put.Add(name);
            aws.World.In(SimulatedWorld.Production).CloudWatch.PutMetricAlarm(new MetricAlarm(name)
            {
                Namespace = "AWS/ECS",
                MetricName = "CPUUtilization",
                Statistic = "Average",
                Dimensions = [new Dimension("ClusterName", key.Cluster), new Dimension("ServiceName", key.Service)],
                Period = 60,
                EvaluationPeriods = 1,
                Threshold = 0,
                ComparisonOperator = "GreaterThanThreshold",
            });
        }

        for (var end = DateTimeOffset.UtcNow + Patience; DateTimeOffset.UtcNow < end && Delays().Count < put.Count;)
            await Task.Delay(100);
        var delays = Delays();
        var interval = AlarmSource.Interval.TotalSeconds;
        Console.WriteLine($"delay: {put.Count} alarms of as many services, at random moments of {Spread.TotalSeconds:0} s; the alarms are polled every {interval:0} s. From the datapoint's appearance in CloudWatch, which turns the alarm, to the message at Slack:");
        Console.WriteLine($"  arrived {delays.Count} of {put.Count}; median {Median(delays) / interval:0.00}, worst {delays.Max() / interval:0.00} intervals ({Median(delays):0.0} s, {delays.Max():0.0} s)");
        List<double> polled = [.. put.Where(seen.SeenAt.ContainsKey).Select(alarm => (seen.SeenAt[alarm].At - seen.SeenAt[alarm].TurnedAt).TotalSeconds)];
        Console.WriteLine($"  of that until the poll had it: median {Median(polled) / interval:0.00}, worst {polled.Max() / interval:0.00} intervals; {seen.Rounds} rounds of the poll, {seen.SecondsBetween:0.0} s apart on average");

        List<double> Delays() => [.. from alarm in put
                                     where seen.SeenAt.ContainsKey(alarm)
                                     let told = slack.Messages.FirstOrDefault(message => message.Text.Contains($"alarm {alarm} is in ALARM", StringComparison.Ordinal))
                                     where told is not null
                                     select (told.ReceivedAt - seen.SeenAt[alarm].TurnedAt).TotalSeconds];
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
