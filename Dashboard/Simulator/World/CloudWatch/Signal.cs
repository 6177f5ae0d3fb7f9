namespace Dashboard.Simulator;

/// <summary>A metric's name with how one minute of it is read from a service. NaN is no datapoint.</summary>
/// <param name="Value">The minute's sum for counts, its value for gauges.</param>
/// <param name="Counts">Adds up over a period; otherwise it is averaged.</param>
internal sealed record Signal(string Namespace, string Name, bool Counts, Func<MinuteOf, double> Value)
{
    public const string Ecs = "AWS/ECS";
    public const string Alb = "AWS/ApplicationELB";
    public const string Insights = "ECS/ContainerInsights";

    public static readonly Signal Latency = new(Alb, "TargetResponseTime", false, minute => minute.Requests > 0 ? minute.MedianMs / 1000 : double.NaN);
    public static readonly Signal LoadBalancerErrors = new(Alb, "HTTPCode_ELB_5XX_Count", true, minute => SomeOf(minute.LoadBalancerErrors));

    /// <summary>By cluster and service.</summary>
    public static readonly IReadOnlyList<Signal> OfService =
    [
        new(Ecs, "CPUUtilization", false, minute => minute.Serving > 0 ? minute.Cpu : double.NaN),
        new(Ecs, "MemoryUtilization", false, minute => minute.Serving > 0 ? minute.Memory : double.NaN),
    ];

    /// <summary>By target group and load balancer.</summary>
    public static readonly IReadOnlyList<Signal> OfTargetGroup =
    [
        new(Alb, "RequestCount", true, minute => SomeOf(minute.Requests)),
        new(Alb, "HTTPCode_Target_2XX_Count", true, minute => SomeOf(minute.Requests - minute.TargetErrors - minute.ClientErrors - minute.Redirects)),
        new(Alb, "HTTPCode_Target_3XX_Count", true, minute => SomeOf(minute.Redirects)),
        new(Alb, "HTTPCode_Target_4XX_Count", true, minute => SomeOf(minute.ClientErrors)),
        new(Alb, "HTTPCode_Target_5XX_Count", true, minute => SomeOf(minute.TargetErrors)),
        Latency,
        new(Alb, "HealthyHostCount", false, minute => minute.Serving),
        new(Alb, "UnHealthyHostCount", false, _ => 0),
    ];

    /// <summary>By load balancer alone, over all that it serves.</summary>
    public static readonly IReadOnlyList<Signal> OfLoadBalancer = [.. OfTargetGroup.Take(6), LoadBalancerErrors];

    /// <summary>By cluster and service, where the cluster has Container Insights.</summary>
    public static readonly IReadOnlyList<Signal> OfInsights =
    [
        new(Insights, "CpuReserved", false, minute => minute.Serving > 0 ? minute.CpuReserved : double.NaN),
        new(Insights, "CpuUtilized", false, minute => minute.Serving > 0 ? minute.CpuReserved * minute.Cpu / 100 : double.NaN),
        new(Insights, "MemoryReserved", false, minute => minute.Serving > 0 ? minute.MemoryReserved : double.NaN),
        new(Insights, "MemoryUtilized", false, minute => minute.Serving > 0 ? minute.MemoryReserved * minute.Memory / 100 : double.NaN),
        new(Insights, "NetworkRxBytes", false, minute => minute.Serving > 0 ? minute.Received : double.NaN),
        new(Insights, "NetworkTxBytes", false, minute => minute.Serving > 0 ? minute.Sent : double.NaN),
        new(Insights, "StorageReadBytes", false, minute => minute.Serving > 0 ? minute.Read : double.NaN),
        new(Insights, "StorageWriteBytes", false, minute => minute.Serving > 0 ? minute.Written : double.NaN),
        new(Insights, "RunningTaskCount", false, minute => minute.Running),
        new(Insights, "PendingTaskCount", false, minute => minute.Pending),
        new(Insights, "DesiredTaskCount", false, minute => minute.Desired),
    ];

    /// <summary>By target group, load balancer and Availability Zone.</summary>
    public static readonly IReadOnlyList<string> OfZone = ["HealthyHostCount", "UnHealthyHostCount", "RequestCount", "HTTPCode_Target_5XX_Count"];

    public static Signal InZone(string name, string zone) => name switch
    {
        "HealthyHostCount" => new(Alb, name, false, minute => minute.ServingIn(zone)),
        "UnHealthyHostCount" => new(Alb, name, false, _ => 0),
        _ => new(Alb, name, true, minute => minute.Serving > 0 ? SomeOf(Math.Round((name == "RequestCount" ? minute.Requests : minute.TargetErrors) * minute.ServingIn(zone) / minute.Serving)) : double.NaN),
    };

    /// <summary>By cluster, service and task, where the cluster has Container Insights with enhanced observability.</summary>
    public static Signal OfTask(string task) => new(Insights, "TaskCpuUtilization", false, minute => minute.CpuOf(task));

    /// <summary>The load balancer publishes no zero.</summary>
    private static double SomeOf(double count) => count > 0 ? count : double.NaN;
}
