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

    /// <summary>By cluster and service, in clusters that have Container Insights on.</summary>
    public static readonly IReadOnlyList<Signal> OfInsights =
    [
        new(Insights, "RunningTaskCount", false, minute => minute.Running),
        new(Insights, "DesiredTaskCount", false, minute => minute.Desired),
    ];

    /// <summary>By target group and load balancer.</summary>
    public static readonly IReadOnlyList<Signal> OfTargetGroup =
    [
        new(Alb, "RequestCount", true, minute => SomeOf(minute.Requests)),
        new(Alb, "HTTPCode_Target_2XX_Count", true, minute => SomeOf(minute.Requests - minute.TargetErrors - minute.ClientErrors)),
        new(Alb, "HTTPCode_Target_4XX_Count", true, minute => SomeOf(minute.ClientErrors)),
        new(Alb, "HTTPCode_Target_5XX_Count", true, minute => SomeOf(minute.TargetErrors)),
        Latency,
        new(Alb, "HealthyHostCount", false, minute => minute.Serving),
        new(Alb, "UnHealthyHostCount", false, _ => 0),
    ];

    /// <summary>By load balancer alone, over all that it serves.</summary>
    public static readonly IReadOnlyList<Signal> OfLoadBalancer = [.. OfTargetGroup.Take(5), LoadBalancerErrors];

    public static bool HasInsights(string region, string cluster) => (region, cluster) is (SimulatedWorld.Production, "platform");

    /// <summary>The load balancer publishes no zero.</summary>
    private static double SomeOf(double count) => count > 0 ? count : double.NaN;
}
