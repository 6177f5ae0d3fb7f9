namespace Dashboard.Simulator;

/// <summary>The alarms that a service of the named ones comes with.</summary>
internal static class StandardAlarms
{
    public static IEnumerable<MetricAlarm> Of(ServiceSpec spec)
    {
        yield return Ecs(spec, "cpu-high", "CPUUtilization", 80, 5, $"CPU of {spec.Name} above 80 % for five minutes.");
        if (spec.LoadBalancer is null)
            yield return Ecs(spec, "memory-high", "MemoryUtilization", 90, 3, $"Memory of {spec.Name} above 90 % for three minutes: tasks may be killed.");
        else
            yield return ErrorRate(spec);
    }

    private static MetricAlarm New(ServiceSpec spec, string kind, string description) => new($"{spec.Cluster}-{spec.Name}-{kind}")
    {
        AlarmArn = Arns.Alarm(spec.Region, $"{spec.Cluster}-{spec.Name}-{kind}"),
        AlarmDescription = description,
        AlarmActions = [$"arn:aws:sns:{spec.Region}:{SimulatedWorld.Account}:{spec.Owner}-alerts"],
        OKActions = [$"arn:aws:sns:{spec.Region}:{SimulatedWorld.Account}:{spec.Owner}-alerts"],
        ComparisonOperator = "GreaterThanThreshold",
    };

    private static MetricAlarm Ecs(ServiceSpec spec, string kind, string metric, double threshold, int periods, string description) => New(spec, kind, description) with
    {
        Namespace = Signal.Ecs,
        MetricName = metric,
        Dimensions = [new("ClusterName", spec.Cluster), new("ServiceName", spec.Name)],
        Statistic = "Average",
        Period = 60,
        EvaluationPeriods = periods,
        DatapointsToAlarm = periods,
        Threshold = threshold,
    };

    /// <summary>With a floor of 20 requests a minute, below which a rate says nothing.</summary>
    private static MetricAlarm ErrorRate(ServiceSpec spec)
    {
        var balancer = new Dimension("LoadBalancer", Arns.LoadBalancerDimension(spec.Region, spec.LoadBalancer!));
        var group = new Dimension("TargetGroup", Arns.TargetGroupDimension(spec));
        return New(spec, "error-rate", $"More than 5 % of the requests to {spec.Name} fail.") with
        {
            EvaluationPeriods = 3,
            DatapointsToAlarm = 3,
            Threshold = 5,
            TreatMissingData = "notBreaching",
            Metrics =
            [
                new MetricDataQuery("rate") { Expression = "IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0)", Label = "Error rate", ReturnData = true },
                Count("requests", "RequestCount", [group, balancer]),
                Count("errors", "HTTPCode_Target_5XX_Count", [group, balancer]),
            ],
        };
    }

    private static MetricDataQuery Count(string id, string metric, IReadOnlyList<Dimension> dimensions) =>
        new(id) { MetricStat = new MetricStat(new Metric(Signal.Alb, metric, dimensions), 60, "Sum"), ReturnData = false };
}
