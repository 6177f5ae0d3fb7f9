namespace Dashboard.Metrics.Panels;

/// <summary>The metrics that are asked for only while somebody looks at the service: the poll of the fleet pays for none of them.</summary>
public enum DetailMetric
{
    /// <summary>AWS/ECS CPUUtilization, Maximum: of the busiest task, percent of what it reserves.</summary>
    CpuMaximum,
    MemoryMaximum,

    /// <summary>AWS/ECS CPUUtilization, SampleCount a minute: each running task gives one sample a minute.</summary>
    RunningTasks,

    /// <summary>TargetResponseTime p90, in seconds.</summary>
    ResponseP90,

    /// <summary>HTTPCode_Target_2XX_Count, Sum a period. CloudWatch has no datapoint where the count is zero.</summary>
    Status2xx,
    Status3xx,
    Status4xx,

    /// <summary>HealthyHostCount, Minimum, of one Availability Zone.</summary>
    HealthyInZone,

    /// <summary>UnHealthyHostCount, Maximum, of one Availability Zone.</summary>
    UnhealthyInZone,

    /// <summary>RequestCount, Sum, of one Availability Zone; asked only when a deployment is suspected.</summary>
    RequestsInZone,

    /// <summary>HTTPCode_Target_5XX_Count, Sum, of one Availability Zone; asked only when a deployment is suspected.</summary>
    TargetErrorsInZone,

    /// <summary>ECS/ContainerInsights RunningTaskCount, Average.</summary>
    InsightsRunning,
    InsightsPending,
    InsightsDesired,

    /// <summary>NetworkRxBytes, Average: bytes a second of one task, the mean of all.</summary>
    NetworkReceived,
    NetworkSent,

    /// <summary>StorageReadBytes, Average: bytes since the start of one task, the mean of all.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html</remarks>
    StorageRead,
    StorageWritten,

    /// <summary>TaskCpuUtilization, Average, of one task; only with enhanced observability.</summary>
    TaskCpu,
}

/// <param name="Part">The Availability Zone or the task's id; null for the whole service.</param>
public readonly record struct DetailKey(DetailMetric Metric, string? Part = null);
