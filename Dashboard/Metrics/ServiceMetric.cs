namespace Dashboard.Metrics;

/// <summary>The metrics that are read for every service, each at one-minute periods.</summary>
public enum ServiceMetric
{
    /// <summary>AWS/ECS CPUUtilization, Average: percent of the CPU that the tasks reserve; can exceed 100.</summary>
    CpuPercent,

    /// <summary>AWS/ECS MemoryUtilization, Average: percent of the memory that the tasks reserve.</summary>
    MemoryPercent,

    /// <summary>AWS/ApplicationELB RequestCount, Sum a period, by target group.</summary>
    Requests,

    /// <summary>HTTPCode_Target_5XX_Count, Sum a period. CloudWatch has no datapoint where the count is zero.</summary>
    TargetErrors,

    /// <summary>HTTPCode_ELB_5XX_Count, Sum a period, of the whole load balancer.</summary>
    LoadBalancerErrors,

    /// <summary>TargetResponseTime p50, in seconds.</summary>
    ResponseP50,
    ResponseP95,
    ResponseP99,

    /// <summary>HealthyHostCount, Minimum.</summary>
    HealthyTargets,

    /// <summary>UnHealthyHostCount, Maximum.</summary>
    UnhealthyTargets,
}
