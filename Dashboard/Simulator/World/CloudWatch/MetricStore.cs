namespace Dashboard.Simulator;

/// <summary>Reads any metric at any time without storing one.</summary>
internal sealed class MetricStore(RegionState region)
{
    /// <summary>A minute's datapoint comes a little after the minute is over. A longer period has one as soon as it has a minute, of the minutes that there are.</summary>
    private const int LagSeconds = 5;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(455);

    // CloudWatch keeps minutes for 15 days, then five of them as one, after 63 days hours. One minute of each then stands for all, or a year would be half a million draws.
    private static readonly (TimeSpan After, int Minutes)[] KeptAs = [(TimeSpan.FromDays(63), 60), (TimeSpan.FromDays(15), 5)];
    private readonly ILookup<string, ServiceSpec> byGroup = region.Specs.Where(spec => spec.LoadBalancer is not null).ToLookup(Arns.TargetGroupDimension);
    private readonly ILookup<string, ServiceSpec> byBalancer = region.Specs.Where(spec => spec.LoadBalancer is not null).ToLookup(spec => Arns.LoadBalancerDimension(spec.Region, spec.LoadBalancer!));

    /// <summary>One value per period from <paramref name="from"/> on (a multiple of the period, epoch seconds), NaN where there is no datapoint.</summary>
    public double[] Read(Metric metric, Statistic statistic, int period, long from, long to)
    {
        var values = new double[Math.Max(0, (to - from + period - 1) / period)];
        Array.Fill(values, double.NaN);
        var now = region.Clock.Now.ToUnixTimeSeconds();
        var (signal, services) = Find(metric);
        if (signal is null)
            return values;
        var sources = services.Select(service => (service, service.Serving)).ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var start = from + ((long)i * period);
            var minutes = (int)Math.Min(period, now - LagSeconds - start) / 60;
            if (minutes < 1)
                break;
            if (now - start < Kept.TotalSeconds)
                values[i] = Aggregate(signal, statistic, sources, start / 60, minutes, Math.Min(minutes, KeptAs.FirstOrDefault(kept => now - start > kept.After.TotalSeconds, (default, 1)).Item2));
        }

        return values;
    }

    public IEnumerable<Metric> List()
    {
        foreach (var spec in region.Specs)
        {
            foreach (var signal in Signal.OfService)
                yield return new Metric(signal.Namespace, signal.Name, [new("ClusterName", spec.Cluster), new("ServiceName", spec.Name)]);
            foreach (var signal in InsightsOf(spec.Region, spec.Cluster))
                yield return new Metric(signal.Namespace, signal.Name, [new("ClusterName", spec.Cluster), new("ServiceName", spec.Name)]);
            if (spec.LoadBalancer is null)
                continue;
            foreach (var signal in Signal.OfTargetGroup)
                yield return new Metric(signal.Namespace, signal.Name, [new("LoadBalancer", Arns.LoadBalancerDimension(spec.Region, spec.LoadBalancer)), new("TargetGroup", Arns.TargetGroupDimension(spec))]);
        }

        foreach (var balancer in byBalancer)
            foreach (var signal in Signal.OfLoadBalancer)
                yield return new Metric(signal.Namespace, signal.Name, [new("LoadBalancer", balancer.Key)]);
    }

    private static IReadOnlyList<Signal> InsightsOf(string region, string cluster) => ClusterInsights.Of(region, cluster) == ClusterInsights.Off ? [] : Signal.OfInsights;

    /// <param name="each">How many minutes one stands for.</param>
    private static double Aggregate(Signal signal, Statistic statistic, (SimService Service, ServingTimeline Serving)[] sources, long minute, int minutes, int each)
    {
        var total = new Total();
        for (var m = minute; m < minute + minutes; m += each)
            foreach (var (service, serving) in sources)
            {
                var of = new MinuteOf(service, serving, m);
                var value = signal.Value(of);
                if (double.IsNaN(value))
                    continue;
                if (ReferenceEquals(signal, Signal.Latency))
                    total.Add(statistic.Of(value, of.Spread), of.Requests, each);
                else
                    total.Add(signal.Counts || !statistic.IsPercentile ? value : value * (1 + (0.03 * statistic.Z)), 1, each);
            }

        return total.As(signal, statistic, Math.Max(1, sources.Sum(source => source.Serving.At(minute * 60_000).Tasks.Length)));
    }

    private (Signal? Signal, IEnumerable<SimService> Services) Find(Metric metric)
    {
        var dimensions = metric.Dimensions.ToDictionary(dimension => dimension.Name, dimension => dimension.Value, StringComparer.Ordinal);
        string? Value(string name) => dimensions.GetValueOrDefault(name);
        return (metric.Namespace, dimensions.Count) switch
        {
            (Signal.Ecs, 2) when Value("ClusterName") is { } cluster && Value("ServiceName") is { } name && region.Service(cluster, name) is { } service => (Named(Signal.OfService, metric), [service]),
            (Signal.Insights, 2) when Value("ClusterName") is { } cluster && Value("ServiceName") is { } name && region.Service(cluster, name) is { } service => (Named(InsightsOf(region.Name, cluster), metric), [service]),
            (Signal.Insights, 3) when metric.MetricName == "TaskCpuUtilization" && Value("TaskId") is { } task && Value("ClusterName") is { } cluster && Value("ServiceName") is { } name && ClusterInsights.Of(region.Name, cluster) == ClusterInsights.Enhanced && region.Service(cluster, name) is { } service => (Signal.OfTask(task), [service]),
            (Signal.Alb, 3) when Value("AvailabilityZone") is { } zone && Value("TargetGroup") is { } group && Value("LoadBalancer") is { } balancer && Signal.OfZone.Contains(metric.MetricName) => (Signal.InZone(metric.MetricName, zone), byGroup[group].Intersect(byBalancer[balancer]).Select(region.Service)),
            (Signal.Alb, 2) when Value("TargetGroup") is { } group && Value("LoadBalancer") is { } balancer => (Named(Signal.OfTargetGroup, metric), byGroup[group].Intersect(byBalancer[balancer]).Select(region.Service)),
            (Signal.Alb, 1) when Value("TargetGroup") is { } group => (Named(Signal.OfTargetGroup, metric), byGroup[group].Select(region.Service)),
            (Signal.Alb, 1) when Value("LoadBalancer") is { } balancer => (Named(Signal.OfLoadBalancer, metric), byBalancer[balancer].Select(region.Service)),
            _ => (null, []),
        };
    }

    private static Signal? Named(IReadOnlyList<Signal> signals, Metric metric) => signals.FirstOrDefault(signal => signal.Name == metric.MetricName);

    private struct Total()
    {
        private double sum, weight, min = double.PositiveInfinity, max = double.NegativeInfinity;
        private int count;

        public void Add(double value, double by, int minutes)
        {
            sum += value * by * minutes;
            weight += by * minutes;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
            count += minutes;
        }

        public readonly double As(Signal signal, Statistic statistic, int tasks) => count == 0 ? double.NaN : statistic.Name switch
        {
            "Sum" => sum,
            "SampleCount" => signal == Signal.Latency ? weight : signal.Counts ? sum : count * tasks,
            "Minimum" => signal.Counts ? 1 : signal.Namespace != Signal.Ecs ? min : min * 0.86,
            "Maximum" => signal.Counts ? 1 : signal.Namespace != Signal.Ecs ? max : Math.Min(100, max * 1.17),
            _ => signal.Counts ? 1 : sum / weight,
        };
    }
}
