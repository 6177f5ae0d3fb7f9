using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Alarms.Standard;

/// <summary>The alarms that every service should have, with the thresholds that hold for it.</summary>
public static class StandardAlarms
{
    public const string Ecs = "AWS/ECS", LoadBalancing = "AWS/ApplicationELB", Insights = "ECS/ContainerInsights";
    private const string Above = "GreaterThanThreshold";

    /// <summary>CloudWatch takes no more metrics and expressions in one alarm.</summary>
    private const int MostQueries = 10;
    private static readonly ImmutableSortedDictionary<string, string> NoDimensions = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public static StandardAlarm Cpu(EcsService service, ServiceThresholds thresholds) =>
        New(service.Key, StandardKind.Cpu, $"CPU of {Named(service.Key)} above {Text(thresholds.CpuPercent)} % for {Minutes(thresholds.CpuMinutes)}.",
            [new("cpu", new(Ecs, "CPUUtilization", OfService(service.Key), "Average", StandardAlarm.PeriodSeconds), null, null, true)], thresholds.CpuPercent, thresholds.CpuMinutes, "missing", thresholds);

    /// <summary>Over all its target groups. Null without a load balancer that is known to CloudWatch: then nobody counts requests.</summary>
    public static StandardAlarm? ErrorRate(EcsService service, ServiceThresholds thresholds)
    {
        List<ServiceLoadBalancer> groups = [.. service.LoadBalancers.Where(group => group.LoadBalancer is not null).DistinctBy(group => group.TargetGroup).Take((MostQueries - 1) / 2)];
        if (groups.Count == 0)
            return null;

        // RequestCount leaves out what the load balancer answered itself, so those are requests of their own. Where it serves others too, they may be theirs.
        List<string> own = [.. groups.Where(group => group.ServesAlone == true).Select(group => group.LoadBalancer!).Distinct()];
        if (1 + (2 * groups.Count) + own.Count > MostQueries)
            own = [];
        var (requests, failed, refused) = (Filled("requests", groups.Count), Filled("failed", groups.Count), own.Count == 0 ? "" : " + " + Filled("refused", own.Count));
        List<AlarmQuery> queries = [new("rate", null, $"IF({requests}{refused} >= {thresholds.MinimumRequests}, 100 * ({failed}{refused}) / ({requests}{refused}), 0)", "Error rate, percent", true)];
        foreach (var (at, group) in groups.Index())
        {
            var dimensions = NoDimensions.Add("LoadBalancer", group.LoadBalancer!).Add("TargetGroup", group.TargetGroup);
            queries.Add(Sum(Id("requests", at), "RequestCount", dimensions));
            queries.Add(Sum(Id("failed", at), "HTTPCode_Target_5XX_Count", dimensions));
        }

        queries.AddRange(own.Select((balancer, at) => Sum(Id("refused", at), "HTTPCode_ELB_5XX_Count", NoDimensions.Add("LoadBalancer", balancer))));
        return New(service.Key, StandardKind.ErrorRate, $"More than {Text(thresholds.ErrorPercent)} % of the requests to {Named(service.Key)} fail with 5xx for {Minutes(thresholds.ErrorMinutes)}, of at least {thresholds.MinimumRequests} a minute.",
            [.. queries], thresholds.ErrorPercent, thresholds.ErrorMinutes, "notBreaching", thresholds);
    }

    public static StandardAlarm BelowDesired(EcsService service, ServiceThresholds thresholds) =>
        New(service.Key, StandardKind.BelowDesired, $"Fewer tasks of {Named(service.Key)} running than desired for {Minutes(thresholds.BelowDesiredMinutes)}.",
            [
                new("lacking", null, "desired - running", "Tasks lacking", true),
                new("desired", new(Insights, "DesiredTaskCount", OfService(service.Key), "Average", StandardAlarm.PeriodSeconds), null, null, false),
                new("running", new(Insights, "RunningTaskCount", OfService(service.Key), "Average", StandardAlarm.PeriodSeconds), null, null, false),
            ], 0, thresholds.BelowDesiredMinutes, "missing", thresholds);

    public static string NameOf(ServiceKey key, StandardKind kind) =>
        $"{key.Cluster}-{key.Service}-{kind switch { StandardKind.Cpu => "cpu-high", StandardKind.ErrorRate => "error-rate", _ => "below-desired" }}";

    public static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static StandardAlarm New(ServiceKey key, StandardKind kind, string description, ImmutableArray<AlarmQuery> queries, double threshold, int periods, string missing, ServiceThresholds thresholds) =>
        new(key, kind, NameOf(key, kind), description + " A standard alarm of the ECS operations dashboard.", queries, Above, threshold, periods, missing, [.. thresholds.Actions]);

    private static AlarmQuery Sum(string id, string metric, ImmutableSortedDictionary<string, string> dimensions) =>
        new(id, new(LoadBalancing, metric, dimensions, "Sum", StandardAlarm.PeriodSeconds), null, null, false);

    private static ImmutableSortedDictionary<string, string> OfService(ServiceKey key) =>
        NoDimensions.Add("ClusterName", key.Cluster).Add("ServiceName", key.Service);

    private static string Id(string name, int at) => at == 0 ? name : $"{name}{at + 1}";

    private static string Filled(string name, int count) => string.Join(" + ", Enumerable.Range(0, count).Select(at => $"FILL({Id(name, at)}, 0)"));

    private static string Named(ServiceKey key) => $"{key.Cluster}/{key.Service}";

    private static string Minutes(int minutes) => Format.Plural(minutes, "minute");
}
