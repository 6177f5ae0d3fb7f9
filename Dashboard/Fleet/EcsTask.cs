using System.Collections.Immutable;

namespace Dashboard.Fleet;

/// <summary>One task as DescribeTasks gave it. ECS forgets a stopped one after about an hour.</summary>
/// <param name="Id">The last part of its ARN, as in its log stream's name.</param>
/// <param name="Health">HEALTHY, UNHEALTHY or UNKNOWN (no container health check).</param>
/// <param name="StartedBy">The deployment's id (<c>ecs-svc/…</c>) that started it.</param>
/// <param name="StopCode">As in EssentialContainerExited or TaskFailedToStart; null while it runs.</param>
public sealed record EcsTask(string Id, ServiceKey Service, TaskDefinitionRef? TaskDefinition, string LastStatus, string DesiredStatus, string Health, string? StartedBy, string? AvailabilityZone, DateTimeOffset? CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? StoppedAt, string? StopCode, string? StoppedReason, ImmutableArray<TaskContainer> Containers)
{
    public bool IsStopped => LastStatus == "STOPPED";
}

public sealed record TaskContainer(string Name, string? Image, string? ImageDigest, string LastStatus, string? Health, int? ExitCode, string? Reason);
