namespace Dashboard.Simulator;

/// <summary>The shape of DescribeTasks.</summary>
public sealed record EcsTask(string TaskArn, string ClusterArn)
{
    public string? TaskDefinitionArn { get; init; }
    public string? Group { get; init; }

    /// <summary>PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING or STOPPED.</summary>
    public string LastStatus { get; init; } = "RUNNING";
    public string DesiredStatus { get; init; } = "RUNNING";
    public string HealthStatus { get; init; } = "UNKNOWN";
    public string? StartedBy { get; init; }
    public string? AvailabilityZone { get; init; }
    public string? Cpu { get; init; }
    public string? Memory { get; init; }
    public string LaunchType { get; init; } = "FARGATE";
    public string? PlatformVersion { get; init; } = "1.4.0";
    public string? PlatformFamily { get; init; } = "Linux";
    public string? Connectivity { get; init; }
    public DateTimeOffset? ConnectivityAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? PullStartedAt { get; init; }
    public DateTimeOffset? PullStoppedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? StoppingAt { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }
    public DateTimeOffset? ExecutionStoppedAt { get; init; }
    public string? StopCode { get; init; }
    public string? StoppedReason { get; init; }
    public long Version { get; init; } = 1;
    public IReadOnlyList<Container> Containers { get; init; } = [];
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
    public IReadOnlyList<Tag>? Tags { get; init; }
}

/// <summary>The shape of GetTaskProtection.</summary>
/// <param name="ExpirationDate">Null without protection.</param>
public sealed record ProtectedTask(string TaskArn, bool ProtectionEnabled, DateTimeOffset? ExpirationDate);

public sealed record Container(string ContainerArn, string TaskArn, string Name)
{
    public string? Image { get; init; }
    public string? ImageDigest { get; init; }
    public string? RuntimeId { get; init; }
    public string LastStatus { get; init; } = "RUNNING";
    public int? ExitCode { get; init; }
    public string? Reason { get; init; }
    public string HealthStatus { get; init; } = "UNKNOWN";
    public string? Cpu { get; init; }
    public string? Memory { get; init; }
    public IReadOnlyList<NetworkInterface> NetworkInterfaces { get; init; } = [];
}

public sealed record NetworkInterface(string AttachmentId, string PrivateIpv4Address);

public sealed record Attachment(string Id, string Type, string Status, IReadOnlyList<KeyValuePair> Details);

public sealed record KeyValuePair(string Name, string? Value);
