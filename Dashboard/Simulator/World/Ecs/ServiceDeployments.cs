namespace Dashboard.Simulator;

/// <summary>The shape of ListServiceDeployments.</summary>
public sealed record ServiceDeploymentBrief(string ServiceDeploymentArn, string ServiceArn, string ClusterArn, string Status)
{
    public string? StatusReason { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public string? TargetServiceRevisionArn { get; init; }
}

/// <summary>The shape of DescribeServiceDeployments.</summary>
public sealed record ServiceDeployment(string ServiceDeploymentArn, string ServiceArn, string ClusterArn, string Status)
{
    public string? StatusReason { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public IReadOnlyList<ServiceRevisionSummary> SourceServiceRevisions { get; init; } = [];
    public ServiceRevisionSummary? TargetServiceRevision { get; init; }
    public DeploymentConfiguration? DeploymentConfiguration { get; init; }
    public ServiceDeploymentRollback? Rollback { get; init; }
    public ServiceDeploymentCircuitBreaker? DeploymentCircuitBreaker { get; init; }
    public ServiceDeploymentAlarms? Alarms { get; init; }
    public string? LifecycleStage { get; init; }
    public IReadOnlyList<LifecycleHookDetail>? LifecycleHookDetails { get; init; }
}

/// <param name="Status">AWAITING_ACTION, SUCCEEDED, FAILED or TIMED_OUT.</param>
public sealed record LifecycleHookDetail(string HookId, string TargetType, string Status, DateTimeOffset ExpiresAt, string TimeoutAction);

/// <param name="RequestedProductionTrafficWeight">Percent; null in a rolling deployment, as the other weight.</param>
public sealed record ServiceRevisionSummary(string Arn, int RequestedTaskCount, int RunningTaskCount, int PendingTaskCount, double? RequestedProductionTrafficWeight = null, double? RequestedTestTrafficWeight = null);

public sealed record ServiceDeploymentRollback(string Reason, DateTimeOffset StartedAt, string ServiceRevisionArn);

/// <param name="Status">DISABLED, MONITORING, MONITORING_COMPLETE or TRIGGERED.</param>
public sealed record ServiceDeploymentCircuitBreaker(string Status, int FailureCount, int Threshold);

public sealed record ServiceDeploymentAlarms(string Status, IReadOnlyList<string> AlarmNames, IReadOnlyList<string> TriggeredAlarmNames);

/// <summary>The shape of DescribeServiceRevisions: immutable.</summary>
public sealed record ServiceRevision(string ServiceRevisionArn, string ServiceArn, string ClusterArn, string TaskDefinition)
{
    public string? LaunchType { get; init; } = "FARGATE";
    public IReadOnlyList<CapacityProviderStrategyItem>? CapacityProviderStrategy { get; init; }
    public string? PlatformVersion { get; init; } = "1.4.0";
    public string? PlatformFamily { get; init; } = "Linux";
    public IReadOnlyList<LoadBalancer> LoadBalancers { get; init; } = [];
    public NetworkConfiguration? NetworkConfiguration { get; init; }
    public IReadOnlyList<ContainerImage> ContainerImages { get; init; } = [];
    public bool GuardDutyEnabled { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <param name="ImageDigest">What the tag resolved to when the revision was made; null when there was no such image.</param>
public sealed record ContainerImage(string ContainerName, string Image, string? ImageDigest);
