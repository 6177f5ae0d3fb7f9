using System.Collections.Immutable;

namespace Dashboard.Fleet;

/// <summary>One ECS service as DescribeServices last gave it, with what its task definition and target groups add.</summary>
/// <remarks>Source: ecs:DescribeServices (aws ecs describe-services), ecs:DescribeTaskDefinition, elasticloadbalancing:DescribeTargetHealth.</remarks>
public sealed record EcsService(ServiceKey Key, string Arn)
{
    /// <summary>ACTIVE, DRAINING or INACTIVE.</summary>
    public string Status { get; init; } = "ACTIVE";

    /// <summary>Who deploys it: ECS, CODE_DEPLOY or EXTERNAL.</summary>
    public string DeploymentController { get; init; } = "ECS";

    /// <summary>ROLLING, BLUE_GREEN, LINEAR or CANARY.</summary>
    public string DeploymentStrategy { get; init; } = "ROLLING";
    public string? LaunchType { get; init; }
    public int Desired { get; init; }
    public int Running { get; init; }
    public int Pending { get; init; }
    public TaskDefinitionRef? TaskDefinition { get; init; }

    /// <summary>What the current revision runs and who registered it; null until DescribeTaskDefinition answered.</summary>
    public TaskDefinitionDetail? Definition { get; init; }

    /// <summary>Newest first, the PRIMARY one among them.</summary>
    public ImmutableArray<EcsDeployment> Deployments { get; init; } = [];

    /// <summary>Newest first; ECS keeps the last hundred.</summary>
    public ImmutableArray<ServiceEvent> Events { get; init; } = [];
    public ImmutableArray<ServiceLoadBalancer> LoadBalancers { get; init; } = [];

    /// <summary>How many of them have a dimension, so that CloudWatch can be asked about them: shortly after a start none has.</summary>
    public int KnownLoadBalancers => LoadBalancers.Count(behind => behind.LoadBalancer is not null);
    public bool CircuitBreakerEnabled { get; init; }
    public bool CircuitBreakerRollsBack { get; init; }
    public ImmutableArray<string> DeploymentAlarms { get; init; } = [];
    public int? MinimumHealthyPercent { get; init; }
    public int? MaximumPercent { get; init; }

    /// <summary>DAEMON places one task an instance, so that <see cref="Desired"/> is not what anybody chose.</summary>
    public bool IsDaemon { get; init; }

    /// <summary>Minutes for which both revisions stay once all traffic has moved; null where none are set.</summary>
    public int? BakeMinutes { get; init; }

    /// <summary>How CANARY and LINEAR move the traffic; null for the other strategies.</summary>
    public TrafficSteps? TrafficSteps { get; init; }

    /// <summary>As it is configured: "50 %" of the tasks, or "3 tasks"; null for ECS's default.</summary>
    public string? CircuitBreakerThreshold { get; init; }

    /// <summary>The stages at which a lifecycle hook answers before the deployment goes on.</summary>
    public ImmutableArray<string> HookStages { get; init; } = [];

    /// <summary>As in LINUX; null outside of Fargate.</summary>
    public string? PlatformFamily { get; init; }

    /// <summary>The IAM principal's ARN; null where ECS does not say.</summary>
    public string? CreatedBy { get; init; }
    public ImmutableDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Null when the service has no target group or its health was not read yet.</summary>
    public TargetHealth? Targets { get; init; }

    /// <summary>Why the newest read of <see cref="Targets"/> failed; null when it did not, and where none was tried.</summary>
    public Fault? TargetsFault { get; init; }

    /// <summary>When DescribeServices gave these values, UTC.</summary>
    public DateTimeOffset ObservedAt { get; init; }

    /// <summary>Why this row's newest read failed, its other values then being older; null when they are fresh.</summary>
    public Fault? Fault { get; init; }

    public EcsDeployment? Primary => Deployments.FirstOrDefault(deployment => deployment.IsPrimary);

    /// <summary>A rollout is under way: the PRIMARY deployment is IN_PROGRESS or an older one still has tasks.</summary>
    public bool IsDeploying => Primary is { RolloutState: "IN_PROGRESS" } || Deployments.Any(deployment => !deployment.IsPrimary && deployment.Running + deployment.Pending > 0);
}

/// <summary>A deployment as DescribeServices lists it, or a task set where another controller than ECS deploys. Its id (<c>ecs-svc/…</c>) is what a rollback compares against.</summary>
/// <param name="Status">PRIMARY, ACTIVE or INACTIVE.</param>
/// <param name="RolloutState">IN_PROGRESS, COMPLETED or FAILED; null for controllers other than ECS.</param>
public sealed record EcsDeployment(string Id, string Status, TaskDefinitionRef? TaskDefinition, string? RolloutState, string? RolloutStateReason, int Desired, int Running, int Pending, int FailedTasks, DateTimeOffset CreatedAt, DateTimeOffset? UpdatedAt)
{
    public bool IsPrimary => Status == "PRIMARY";
}

/// <param name="Percent">Of the traffic, per step; the canary's share where there is one step.</param>
/// <param name="BakeMinutes">How long each step is watched before the next.</param>
public sealed record TrafficSteps(double Percent, int BakeMinutes);

public sealed record ServiceEvent(string Id, DateTimeOffset At, string Message);

/// <param name="LoadBalancer">The load balancer's CloudWatch dimension, <c>app/name/id</c>; null until DescribeTargetGroups answered.</param>
/// <param name="TargetGroup">The target group's CloudWatch dimension, <c>targetgroup/name/id</c>.</param>
/// <param name="ServesAlone">True when every target group of the load balancer belongs to this service, so that the load balancer's own 5xx are this service's; null while unknown.</param>
public sealed record ServiceLoadBalancer(string TargetGroupArn, string TargetGroup, string? LoadBalancer, string? Container, int? Port, bool? ServesAlone);

/// <param name="Reasons">Reason codes of those that are not healthy, as in <c>Target.ResponseCodeMismatch</c>, with their counts.</param>
public sealed record TargetHealth(int Healthy, int Total, ImmutableSortedDictionary<string, int> Reasons, DateTimeOffset ObservedAt);

/// <summary>An immutable task definition revision, without the values of environment variables: those never leave the room that read them.</summary>
/// <param name="RegisteredBy">The IAM principal's ARN; null where ECS does not say.</param>
/// <param name="Cpu">CPU units of the task, 1024 a vCPU; null when only containers set it.</param>
/// <param name="MemoryMiB">Memory of the task; null when only containers set it.</param>
public sealed record TaskDefinitionDetail(TaskDefinitionRef Ref, string Arn, string Status, ImmutableArray<ContainerDefinition> Containers, string? RegisteredBy, DateTimeOffset? RegisteredAt, int? Cpu, int? MemoryMiB)
{
    public string? ExecutionRoleArn { get; init; }
    public string? TaskRoleArn { get; init; }
    public string? NetworkMode { get; init; }
    public string? CpuArchitecture { get; init; }

    /// <summary>As in LINUX or WINDOWS_SERVER_2022_CORE; null where ECS's default holds, which is LINUX.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>FARGATE, EC2, EXTERNAL: where ECS found that it can run; empty where ECS does not say.</summary>
    public ImmutableArray<string> Compatibilities { get; init; } = [];

    /// <summary>A keyed hash over every setting of the task that has no member here, as volumes or the PID mode: it says that one changed, not which. Null where it was not read.</summary>
    public string? OtherDigest { get; init; }

    /// <summary>Keyed hashes of what may hold a secret, as in "volume scratch".</summary>
    public ImmutableSortedDictionary<string, string> SettingDigests { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public bool IsActive => Status == "ACTIVE";

    /// <summary>The first essential container's image tag, or its shortened digest: what people call the version.</summary>
    public string Version => Containers.FirstOrDefault(container => container.Essential)?.Version ?? Containers.FirstOrDefault()?.Version ?? "?";
}

/// <param name="EnvironmentDigests">Per variable name a keyed hash of its value: enough to say "changed", useless to anyone who reads it.</param>
/// <param name="Secrets">Per variable name the ARN it is read from, version pin included; never a value.</param>
public sealed record ContainerDefinition(string Name, string Image, bool Essential, ImmutableSortedDictionary<string, string> EnvironmentDigests, ImmutableSortedDictionary<string, string> Secrets)
{
    public int? Cpu { get; init; }
    public int? MemoryMiB { get; init; }
    public ImmutableArray<int> Ports { get; init; } = [];

    /// <summary>Its command with its times and retries.</summary>
    public string? HealthCheck { get; init; }

    /// <summary>Keyed hashes of what may hold a secret, as in "command": enough to say "changed".</summary>
    public ImmutableSortedDictionary<string, string> SettingDigests { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What a task needs besides <see cref="Secrets"/> before it starts: of the image's registry and of the log driver. Where each is read from, never a value.</summary>
    public ImmutableArray<string> OtherSecrets { get; init; } = [];

    /// <summary>ARNs of the S3 objects that hold environment variables.</summary>
    public ImmutableArray<string> EnvironmentFiles { get; init; } = [];

    /// <summary>The awslogs driver's group and stream prefix; null when the container logs elsewhere.</summary>
    public string? LogGroup { get; init; }
    public string? LogStreamPrefix { get; init; }

    /// <summary>As <see cref="TaskDefinitionDetail.OtherDigest"/>, of the container: command, entry point, mount points, ulimits, labels, log options and the like.</summary>
    public string? OtherDigest { get; init; }

    /// <summary>The image's tag, or <c>sha256:</c> and twelve digits when it is pinned by digest.</summary>
    public string Version
    {
        get
        {
            var name = Image[(Image.LastIndexOf('/') + 1)..];
            if (name.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at)
                return name[(at + 1)..Math.Min(name.Length, at + 20)];
            return name.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? name[(colon + 1)..] : "latest";
        }
    }
}
