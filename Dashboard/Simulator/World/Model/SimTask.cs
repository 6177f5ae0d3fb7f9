namespace Dashboard.Simulator;

/// <summary>A task with all its instants, those to come included; what it is now follows from the clock.</summary>
internal sealed class SimTask(string id, SimRevision revision, string startedBy, DateTimeOffset createdAt)
{
    public string Id { get; } = id;
    public SimRevision Revision { get; } = revision;
    public string StartedBy { get; } = startedBy;
    public DateTimeOffset CreatedAt { get; } = createdAt;
    public string StreamName { get; } = $"{revision.Definition.Family}/{revision.Definition.Family}/{id}";
    public DateTimeOffset PullAt { get; init; }
    public DateTimeOffset PulledAt { get; init; }

    /// <summary>MaxValue when it never gets there, as for the next ones.</summary>
    public DateTimeOffset RunningAt { get; init; } = DateTimeOffset.MaxValue;
    public DateTimeOffset RegisteredAt { get; init; } = DateTimeOffset.MaxValue;
    public DateTimeOffset HealthyAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>When it leaves RUNNING: draining begins, or it dies.</summary>
    public DateTimeOffset StopAt { get; private set; } = DateTimeOffset.MaxValue;
    public DateTimeOffset StoppedAt { get; private set; } = DateTimeOffset.MaxValue;
    public TaskEnd? End { get; private set; }

    /// <summary>Until then the scheduler does not stop it; null without protection.</summary>
    public DateTimeOffset? ProtectedUntil { get; set; }

    /// <summary>While it had no production traffic although it was healthy, as the green tasks before the shift.</summary>
    public List<(DateTimeOffset From, DateTimeOffset To)> Away { get; } = [];

    public bool ExistsAt(DateTimeOffset at) => CreatedAt <= at && at < StoppedAt;

    /// <summary>Neither stopped nor told to.</summary>
    public bool StaysAt(DateTimeOffset at) => CreatedAt <= at && at < StopAt;

    public bool RunsAt(DateTimeOffset at) => RunningAt <= at && at < StopAt;

    public bool PendsAt(DateTimeOffset at) => CreatedAt <= at && at < RunningAt && at < StopAt;

    public bool IsAwayAt(DateTimeOffset at) => Away.Exists(span => span.From <= at && at < span.To);

    public void LeaveTraffic(DateTimeOffset at)
    {
        if (!IsAwayAt(at))
            Away.Add((at, DateTimeOffset.MaxValue));
    }

    public void JoinTraffic(DateTimeOffset at)
    {
        if (IsAwayAt(at))
            Away[^1] = (Away[^1].From, at);
    }

    public SimTask Ending(DateTimeOffset stopAt, DateTimeOffset stoppedAt, TaskEnd end)
    {
        (StopAt, StoppedAt, End) = (stopAt, stoppedAt, end);
        return this;
    }

    /// <summary>Undoes what the scheduler had planned for later than <paramref name="at"/>; a task's own death stays.</summary>
    public void KeepFrom(DateTimeOffset at)
    {
        Away.RemoveAll(span => span.From > at);
        if (Away.Count > 0 && Away[^1].To > at)
            Away[^1] = (Away[^1].From, DateTimeOffset.MaxValue);
        if (StopAt > at && End is { ByScheduler: true })
            (StopAt, StoppedAt, End) = (DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, null);
    }
}

/// <param name="Code">As in EssentialContainerExited.</param>
internal sealed record TaskEnd(string Code, string Reason, int? ExitCode = null, string? ContainerReason = null, bool ByScheduler = false, bool Unhealthy = false)
{
    public static TaskEnd Scaling(string deployment) => new("ServiceSchedulerInitiated", $"Scaling activity initiated by (deployment {deployment})", 0, ByScheduler: true);

    public static TaskEnd OutOfMemory { get; } = new("EssentialContainerExited", "Essential container in task exited", 137, "OutOfMemoryError: Container killed due to memory usage");

    public static TaskEnd Crash { get; } = new("EssentialContainerExited", "Essential container in task exited", 134);

    public static TaskEnd CannotPull(string image) => new("TaskFailedToStart", $"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}: {image}: not found");

    public static TaskEnd NoSecret(string arn) => new("TaskFailedToStart", $"ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret {arn} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.");

    public static TaskEnd UnhealthyTarget(string? targetGroup) =>
        new("ServiceSchedulerInitiated", targetGroup is null ? "Task failed container health checks" : $"Task failed ELB health checks in (target-group {targetGroup})", 137, Unhealthy: true);
}
