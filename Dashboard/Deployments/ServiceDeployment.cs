using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Deployments;

/// <summary>One service deployment of the last 90 days.</summary>
/// <param name="Id">The last part of its ARN. Not the <c>ecs-svc/…</c> id of DescribeServices.</param>
/// <param name="Status">PENDING, IN_PROGRESS, STOP_REQUESTED, ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS, SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL or ROLLBACK_FAILED.</param>
/// <remarks>Source: ecs:ListServiceDeployments, DescribeServiceDeployments, DescribeServiceRevisions.</remarks>
public sealed record ServiceDeployment(string Arn, string Id, string Status)
{
    public string? StatusReason { get; init; }

    /// <summary>As in SCALE_UP, BAKE_TIME; null where ECS gives none.</summary>
    public string? Stage { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    public ServiceRevision? Target { get; init; }
    public ImmutableArray<ServiceRevision> Sources { get; init; } = [];

    /// <summary>MONITORING, TRIGGERED, MONITORING_COMPLETE or DISABLED; null where ECS gives none.</summary>
    public string? CircuitBreakerStatus { get; init; }
    public int? FailureCount { get; init; }
    public int? FailureThreshold { get; init; }
    public ImmutableArray<string> TriggeredAlarms { get; init; } = [];

    /// <summary>Why ECS rolled it back, and to which revision; null when it did not.</summary>
    public string? RollbackReason { get; init; }
    public string? RollbackRevisionArn { get; init; }

    /// <summary>The lifecycle hooks that it has reached.</summary>
    public ImmutableArray<DeploymentHook> Hooks { get; init; } = [];

    /// <summary>The hook that waits for somebody to say CONTINUE or ROLLBACK; null when none does.</summary>
    public DeploymentHook? WaitingHook => Hooks.FirstOrDefault(hook => hook.Status == "AWAITING_ACTION");

    public bool IsFinished => Status is "SUCCESSFUL" or "STOPPED" or "ROLLBACK_SUCCESSFUL" or "ROLLBACK_FAILED";
}

/// <param name="Status">AWAITING_ACTION, IN_PROGRESS, SUCCEEDED, FAILED or TIMED_OUT.</param>
/// <param name="ExpiresAt">When ECS acts by itself, UTC; null where it sets no time.</param>
/// <param name="TimeoutAction">What it does then: CONTINUE or ROLLBACK; null where it does not say.</param>
public sealed record DeploymentHook(string Id, string Status, DateTimeOffset? ExpiresAt, string? TimeoutAction);

/// <summary>An immutable service revision: a task definition with the image digests that it resolved to.</summary>
/// <param name="Running">Tasks of this revision in this deployment; null where ECS gives none.</param>
public sealed record ServiceRevision(string Arn, TaskDefinitionRef? TaskDefinition, ImmutableArray<RevisionImage> Images, DateTimeOffset? CreatedAt)
{
    public int? Requested { get; init; }
    public int? Running { get; init; }
    public int? Pending { get; init; }

    /// <summary>What the service adds to the task definition, by name, as in "subnets"; null while the revision was not described.</summary>
    public RevisionConfiguration? Configuration { get; init; }

    /// <summary>Share of the production traffic that ECS asked for, percent; null in a rolling deployment, which has no weights.</summary>
    public double? TrafficPercent { get; init; }
}

/// <summary>The part of a service revision that its task definition does not hold.</summary>
/// <param name="Settings">As text by name.</param>
/// <param name="Digests">Keyed hashes of what may hold a secret, by name.</param>
/// <remarks>Source: ecs:DescribeServiceRevisions.</remarks>
public sealed record RevisionConfiguration(ImmutableSortedDictionary<string, string> Settings, ImmutableSortedDictionary<string, string> Digests);

public sealed record RevisionImage(string Container, string Image, string? Digest);

/// <param name="Deployments">Newest first.</param>
/// <param name="Definitions">What is known of the task definitions that the deployments ran, by <c>family:revision</c>.</param>
/// <param name="Fault">Why service deployments could not be read; <paramref name="Deployments"/> is then what was read before, or empty.</param>
public sealed record DeploymentHistory(ServiceKey Key, ImmutableArray<ServiceDeployment> Deployments, ImmutableDictionary<TaskDefinitionRef, TaskDefinitionDetail> Definitions, DateTimeOffset? ObservedAt, Fault? Fault)
{
    /// <summary>Where service deployments cannot be read: the family's newest task definitions, newest first. None was ever observed healthy by us.</summary>
    public ImmutableArray<TaskDefinitionDetail> KnownDefinitions { get; init; } = [];

    public ServiceDeployment? Newest => Deployments.IsDefaultOrEmpty ? null : Deployments[0];

    public TaskDefinitionDetail? DefinitionOf(ServiceRevision? revision) =>
        revision?.TaskDefinition is { } reference ? Definitions.GetValueOrDefault(reference) : null;
}

public sealed record DeploymentsSnapshot(ImmutableDictionary<ServiceKey, DeploymentHistory> ByService)
{
    public DeploymentHistory? Of(ServiceKey key) => ByService.GetValueOrDefault(key);
}
