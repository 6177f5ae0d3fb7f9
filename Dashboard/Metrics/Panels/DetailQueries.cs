using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Metrics.Panels;

/// <summary>What to ask CloudWatch about a service that somebody looks at, beyond what is read for the whole fleet.</summary>
public static class DetailQueries
{
    // Each is paid for; what a person can tell apart on one panel is less.
    public const int MostTasks = 40;

    private const string Ecs = "AWS/ECS";
    private const string LoadBalancing = "AWS/ApplicationELB";
    private const string Insights = "ECS/ContainerInsights";

    private static readonly (DetailMetric, string Metric, string Statistic)[] ByService =
    [
        (DetailMetric.CpuMaximum, "CPUUtilization", "Maximum"),
        (DetailMetric.MemoryMaximum, "MemoryUtilization", "Maximum"),

        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html, "Service RUNNING task count".
        (DetailMetric.RunningTasks, "CPUUtilization", "SampleCount"),
    ];

    private static readonly (DetailMetric, string Metric, string Statistic)[] ByTargetGroup =
    [
        (DetailMetric.ResponseP90, "TargetResponseTime", "p90"),
        (DetailMetric.Status2xx, "HTTPCode_Target_2XX_Count", "Sum"),
        (DetailMetric.Status3xx, "HTTPCode_Target_3XX_Count", "Sum"),
        (DetailMetric.Status4xx, "HTTPCode_Target_4XX_Count", "Sum"),
    ];

    private static readonly (DetailMetric, string Metric)[] OfInsights =
    [
        (DetailMetric.InsightsRunning, "RunningTaskCount"),
        (DetailMetric.InsightsPending, "PendingTaskCount"),
        (DetailMetric.InsightsDesired, "DesiredTaskCount"),
        (DetailMetric.NetworkReceived, "NetworkRxBytes"),
        (DetailMetric.NetworkSent, "NetworkTxBytes"),
        (DetailMetric.StorageRead, "StorageReadBytes"),
        (DetailMetric.StorageWritten, "StorageWriteBytes"),
    ];

    /// <param name="zones">Where its tasks run.</param>
    /// <param name="tasks">Ids of those that run.</param>
    public static IEnumerable<(DetailKey Key, MetricQuery Query)> Of(EcsService service, IEnumerable<string> zones, InsightsLevel? insights, IEnumerable<string> tasks)
    {
        (string, string) cluster = ("ClusterName", service.Key.Cluster), name = ("ServiceName", service.Key.Service);
        foreach (var (metric, asked, statistic) in ByService)
            yield return (new(metric), new MetricQuery(Ecs, asked, statistic, cluster, name));
        foreach (var group in service.LoadBalancers)
            foreach (var one in OfTargetGroup(group, zones))
                yield return one;
        if (insights is not (InsightsLevel.On or InsightsLevel.Enhanced))
            yield break;
        foreach (var (metric, asked) in OfInsights)
            yield return (new(metric), new MetricQuery(Insights, asked, "Average", cluster, name));
        if (insights == InsightsLevel.Enhanced)
            foreach (var task in tasks.Take(MostTasks))
                yield return (new(DetailMetric.TaskCpu, task), new MetricQuery(Insights, "TaskCpuUtilization", "Average", cluster, name) { ThirdDimension = ("TaskId", task) });
    }

    /// <summary>Requests and errors by zone.</summary>
    public static IEnumerable<(DetailKey Key, MetricQuery Query)> OfZones(EcsService service, IEnumerable<string> zones) =>
        from behind in service.LoadBalancers
        where behind.LoadBalancer is not null
        from zone in zones
        from one in new[] { (DetailMetric.RequestsInZone, "RequestCount"), (DetailMetric.TargetErrorsInZone, "HTTPCode_Target_5XX_Count") }
        select (new DetailKey(one.Item1, zone), InZone(behind, zone, one.Item2, "Sum"));

    /// <summary>Counts add up over target groups; of percentages and response times the worse one is kept.</summary>
    public static double Combine(DetailMetric metric, double one, double other) =>
        metric is DetailMetric.ResponseP90 or DetailMetric.CpuMaximum or DetailMetric.MemoryMaximum ? Math.Max(one, other) : one + other;

    private static IEnumerable<(DetailKey, MetricQuery)> OfTargetGroup(ServiceLoadBalancer behind, IEnumerable<string> zones)
    {
        if (behind.LoadBalancer is not { } loadBalancer)
            yield break;
        (string, string) group = ("TargetGroup", behind.TargetGroup), balancer = ("LoadBalancer", loadBalancer);
        foreach (var (metric, asked, statistic) in ByTargetGroup)
            yield return (new(metric), new MetricQuery(LoadBalancing, asked, statistic, group, balancer));
        foreach (var zone in zones)
        {
            yield return (new(DetailMetric.HealthyInZone, zone), InZone(behind, zone, "HealthyHostCount", "Minimum"));
            yield return (new(DetailMetric.UnhealthyInZone, zone), InZone(behind, zone, "UnHealthyHostCount", "Maximum"));
        }
    }

    private static MetricQuery InZone(ServiceLoadBalancer behind, string zone, string metric, string statistic) =>
        new(LoadBalancing, metric, statistic, ("TargetGroup", behind.TargetGroup), ("LoadBalancer", behind.LoadBalancer!)) { ThirdDimension = ("AvailabilityZone", zone) };
}
