using Dashboard.Fleet;

namespace Dashboard.Metrics;

/// <summary>One metric of CloudWatch with its dimensions and statistic. Equal queries, as for a load balancer that two services share, are asked and paid for once.</summary>
public sealed record MetricQuery(string Namespace, string Metric, string Statistic, (string Name, string Value) Dimension, (string Name, string Value)? SecondDimension = null)
{
    public (string Name, string Value)? ThirdDimension { get; init; }

    public IEnumerable<(string Name, string Value)> Dimensions => new[] { Dimension, SecondDimension, ThirdDimension }.OfType<(string, string)>();
}

/// <summary>What to ask CloudWatch about a service.</summary>
public static class MetricQueries
{
    private const string LoadBalancing = "AWS/ApplicationELB";

    /// <summary>A service with several target groups has several queries of one metric; <see cref="Combine"/> joins their values.</summary>
    public static IEnumerable<(ServiceMetric Metric, MetricQuery Query)> Of(EcsService service)
    {
        yield return (ServiceMetric.CpuPercent, OfService(service.Key, "CPUUtilization"));
        yield return (ServiceMetric.MemoryPercent, OfService(service.Key, "MemoryUtilization"));
        foreach (var behind in service.LoadBalancers)
        {
            if (behind.LoadBalancer is not { } loadBalancer)
                continue;
            foreach (var (metric, name, statistic) in ByTargetGroup)
                yield return (metric, new MetricQuery(LoadBalancing, name, statistic, ("TargetGroup", behind.TargetGroup), ("LoadBalancer", loadBalancer)));
        }

        foreach (var loadBalancer in service.LoadBalancers.Select(behind => behind.LoadBalancer).OfType<string>().Distinct())
            yield return (ServiceMetric.LoadBalancerErrors, new MetricQuery(LoadBalancing, "HTTPCode_ELB_5XX_Count", "Sum", ("LoadBalancer", loadBalancer)));
    }

    /// <summary>Only what availability needs: requests and errors.</summary>
    public static IEnumerable<(ServiceMetric Metric, MetricQuery Query)> OfAvailability(EcsService service) =>
        Of(service).Where(asked => asked.Metric is ServiceMetric.Requests or ServiceMetric.TargetErrors or ServiceMetric.LoadBalancerErrors);

    /// <summary>Counts add up; of two response times the worse one is kept, since percentiles cannot be joined.</summary>
    public static double Combine(ServiceMetric metric, double one, double other) =>
        metric is ServiceMetric.ResponseP50 or ServiceMetric.ResponseP95 or ServiceMetric.ResponseP99 or ServiceMetric.CpuPercent or ServiceMetric.MemoryPercent
            ? Math.Max(one, other)
            : one + other;

    private static readonly (ServiceMetric, string, string)[] ByTargetGroup =
    [
        (ServiceMetric.Requests, "RequestCount", "Sum"),
        (ServiceMetric.TargetErrors, "HTTPCode_Target_5XX_Count", "Sum"),
        (ServiceMetric.ResponseP50, "TargetResponseTime", "p50"),
        (ServiceMetric.ResponseP95, "TargetResponseTime", "p95"),
        (ServiceMetric.ResponseP99, "TargetResponseTime", "p99"),
        (ServiceMetric.HealthyTargets, "HealthyHostCount", "Minimum"),
        (ServiceMetric.UnhealthyTargets, "UnHealthyHostCount", "Maximum"),
    ];

    private static MetricQuery OfService(ServiceKey key, string metric) =>
        new("AWS/ECS", metric, "Average", ("ClusterName", key.Cluster), ("ServiceName", key.Service));
}
