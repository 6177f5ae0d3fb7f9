using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>What a rollback would change and what it would leave.</summary>
/// <param name="From">The task definition that is left; null when it could not be read.</param>
/// <param name="To">The task definition that is wanted; null when it could not be read.</param>
public sealed record PlannedDifference(TaskDefinitionDetail? From, TaskDefinitionDetail? To, ServiceRevision? FromRevision, ServiceRevision? ToRevision, RollbackMove Move)
{
    /// <summary>ECS itself goes back to the whole service revision, not only to its task definition.</summary>
    public bool IsWhole => Move is RollbackMove.StopServiceDeployment or RollbackMove.ContinueServiceDeployment;

    /// <summary>Whether both service revisions are known, so that nothing in <see cref="NotRestored"/> means that nothing is left behind.</summary>
    public bool IsComplete => FromRevision?.Configuration is not null && ToRevision?.Configuration is not null;

    public bool IsKnown => From is not null && To is not null;

    /// <summary>Empty too when a task definition could not be read.</summary>
    public ImmutableArray<RevisionChange> Changes =>
    [
        .. From is not null && To is not null ? RevisionDiff.Between(From, To, FromRevision, ToRevision) : [],
        .. IsWhole ? RevisionDiff.NotRestored(FromRevision, ToRevision) : [],
    ];

    /// <summary>Settings of the service that differ and stay as they are.</summary>
    public ImmutableArray<RevisionChange> NotRestored => IsWhole ? [] : RevisionDiff.NotRestored(FromRevision, ToRevision);
}
