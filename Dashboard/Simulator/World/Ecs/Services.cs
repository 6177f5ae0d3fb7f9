namespace Dashboard.Simulator;

public sealed record Tag(string Key, string Value);

/// <param name="Reason">MISSING, as in DescribeServices.</param>
public sealed record Failure(string Arn, string Reason, string? Detail = null);

public sealed record Described<T>(IReadOnlyList<T> Items, IReadOnlyList<Failure> Failures);

public sealed record Cluster(string ClusterArn, string ClusterName)
{
    public string Status { get; init; } = "ACTIVE";
    public int RegisteredContainerInstancesCount { get; init; }
    public int RunningTasksCount { get; init; }
    public int PendingTasksCount { get; init; }
    public int ActiveServicesCount { get; init; }
    public IReadOnlyList<Tag> Tags { get; init; } = [];
    public IReadOnlyList<string> CapacityProviders { get; init; } = ["FARGATE", "FARGATE_SPOT"];

    /// <summary>Only when they are asked for.</summary>
    public IReadOnlyList<ClusterSetting>? Settings { get; init; }
}

public sealed record ClusterSetting(string Name, string Value);

/// <summary>The shape of DescribeServices and of UpdateService's answer.</summary>
public sealed record Service(string ServiceArn, string ServiceName, string ClusterArn)
{
    public string Status { get; init; } = "ACTIVE";
    public int DesiredCount { get; init; }
    public int RunningCount { get; init; }
    public int PendingCount { get; init; }
    public string? LaunchType { get; init; } = "FARGATE";
    public IReadOnlyList<CapacityProviderStrategyItem>? CapacityProviderStrategy { get; init; }
    public string? PlatformVersion { get; init; } = "LATEST";
    public string? PlatformFamily { get; init; } = "Linux";
    public string? TaskDefinition { get; init; }
    public DeploymentConfiguration? DeploymentConfiguration { get; init; }
    public DeploymentController? DeploymentController { get; init; }
    public IReadOnlyList<Deployment> Deployments { get; init; } = [];
    public IReadOnlyList<TaskSet>? TaskSets { get; init; }
    public string? RoleArn { get; init; }

    /// <summary>Newest first, at most a hundred.</summary>
    public IReadOnlyList<ServiceEvent> Events { get; init; } = [];
    public IReadOnlyList<LoadBalancer> LoadBalancers { get; init; } = [];
    public DateTimeOffset CreatedAt { get; init; }
    public string? CreatedBy { get; init; }
    public NetworkConfiguration? NetworkConfiguration { get; init; }
    public int? HealthCheckGracePeriodSeconds { get; init; }
    public string SchedulingStrategy { get; init; } = "REPLICA";

    /// <summary>Null unless the caller asked for TAGS.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
    public bool EnableECSManagedTags { get; init; } = true;
    public string PropagateTags { get; init; } = "SERVICE";
    public bool EnableExecuteCommand { get; init; }
    public string AvailabilityZoneRebalancing { get; init; } = "ENABLED";
    public string? CurrentServiceDeployment { get; init; }
    public IReadOnlyList<CurrentServiceRevision>? CurrentServiceRevisions { get; init; }
}

public sealed record CurrentServiceRevision(string Arn, int RequestedTaskCount, int RunningTaskCount, int PendingTaskCount);

public sealed record DeploymentController(string Type);

public sealed record DeploymentConfiguration
{
    public DeploymentCircuitBreaker? DeploymentCircuitBreaker { get; init; }
    public int MaximumPercent { get; init; } = 200;
    public int MinimumHealthyPercent { get; init; } = 100;
    public DeploymentAlarms? Alarms { get; init; }
    public string Strategy { get; init; } = "ROLLING";
    public int? BakeTimeInMinutes { get; init; }
    public IReadOnlyList<DeploymentLifecycleHook>? LifecycleHooks { get; init; }
}

/// <param name="TargetType">PAUSE or AWS_LAMBDA; only PAUSE does anything here.</param>
public sealed record DeploymentLifecycleHook(string TargetType, IReadOnlyList<string> LifecycleStages)
{
    public LifecycleHookTimeout? TimeoutConfiguration { get; init; }
}

/// <param name="Action">CONTINUE or ROLLBACK.</param>
public sealed record LifecycleHookTimeout(int? TimeoutInMinutes, string? Action);

public sealed record DeploymentCircuitBreaker(bool Enable, bool Rollback);

public sealed record DeploymentAlarms(IReadOnlyList<string> AlarmNames, bool Rollback, bool Enable);

/// <summary>A deployment inside DescribeServices; <see cref="Id"/> is <c>ecs-svc/</c> and 19 digits.</summary>
public sealed record Deployment(string Id, string Status)
{
    public string? TaskDefinition { get; init; }
    public int DesiredCount { get; init; }
    public int PendingCount { get; init; }
    public int RunningCount { get; init; }
    public int FailedTasks { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public string? LaunchType { get; init; } = "FARGATE";
    public IReadOnlyList<CapacityProviderStrategyItem>? CapacityProviderStrategy { get; init; }
    public string? PlatformVersion { get; init; } = "1.4.0";
    public string? PlatformFamily { get; init; } = "Linux";
    public NetworkConfiguration? NetworkConfiguration { get; init; }
    public string? RolloutState { get; init; }
    public string? RolloutStateReason { get; init; }
}

public sealed record TaskSet(string Id, string TaskSetArn, string Status)
{
    public string? ServiceArn { get; init; }
    public string? ClusterArn { get; init; }
    public string? StartedBy { get; init; }
    public string? ExternalId { get; init; }
    public string? TaskDefinition { get; init; }
    public int ComputedDesiredCount { get; init; }
    public int PendingCount { get; init; }
    public int RunningCount { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public string? LaunchType { get; init; } = "FARGATE";
    public IReadOnlyList<LoadBalancer> LoadBalancers { get; init; } = [];
    public string StabilityStatus { get; init; } = "STEADY_STATE";
}

public sealed record ServiceEvent(string Id, DateTimeOffset CreatedAt, string Message);

public sealed record LoadBalancer(string TargetGroupArn, string ContainerName, int ContainerPort);

/// <param name="Base">Tasks that run on it before the weights count.</param>
public sealed record CapacityProviderStrategyItem(string CapacityProvider, int Weight, int Base);

public sealed record NetworkConfiguration(AwsvpcConfiguration AwsvpcConfiguration);

public sealed record AwsvpcConfiguration(IReadOnlyList<string> Subnets, IReadOnlyList<string> SecurityGroups, string AssignPublicIp);
