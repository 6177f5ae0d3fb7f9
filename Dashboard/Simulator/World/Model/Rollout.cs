namespace Dashboard.Simulator;

/// <summary>A deployment as DescribeServices lists it (<c>ecs-svc/…</c>), with instants that may still be ahead.</summary>
internal sealed class Rollout(string id, SimRevision revision, DateTimeOffset createdAt)
{
    public string Id { get; } = id;
    public SimRevision Revision { get; } = revision;
    public DateTimeOffset CreatedAt { get; } = createdAt;
    public DateTimeOffset CompletedAt { get; set; } = DateTimeOffset.MaxValue;
    public DateTimeOffset FailedAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Of the tasks that failed to start.</summary>
    public List<DateTimeOffset> Failures { get; } = [];

    /// <summary>The failed deployment that this one undoes; null for a forward one.</summary>
    public string? RollsBack { get; init; }
    public string? RollbackCause { get; init; }
    public string FailReason { get; set; } = "ECS deployment circuit breaker: tasks failed to start.";

    public void CutAt(DateTimeOffset at)
    {
        Failures.RemoveAll(failure => failure > at);
        if (CompletedAt > at)
            CompletedAt = DateTimeOffset.MaxValue;
        if (FailedAt > at)
            FailedAt = DateTimeOffset.MaxValue;
    }

    public string StateAt(DateTimeOffset at) => FailedAt <= at ? "FAILED" : CompletedAt <= at ? "COMPLETED" : "IN_PROGRESS";

    public string ReasonAt(DateTimeOffset at) => StateAt(at) switch
    {
        "FAILED" => FailReason,
        "COMPLETED" => $"ECS deployment {Id} completed.",
        _ when RollsBack is not null => $"{RollbackCause}: rolling back to deploymentId {Id}.",
        _ => $"ECS deployment {Id} in progress.",
    };
}
