using System.Collections.Immutable;
using Dashboard.Audit;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>Where a rollback is. The first six are open: no other rollback of the service starts meanwhile.</summary>
public enum IntentState
{
    /// <summary>Committed, and not to be sent before a second person approves it.</summary>
    AwaitingApproval,

    /// <summary>Committed, and nothing was sent yet.</summary>
    Intended,

    /// <summary>Committed immediately before RegisterTaskDefinition is called for a pinned copy. The service is not touched yet.</summary>
    Registering,

    /// <summary>Committed immediately before the one call.</summary>
    Sent,

    /// <summary>Sent, without an answer that says whether it took effect.</summary>
    Unknown,

    /// <summary>ECS has taken it; the rollout is followed until the verdict.</summary>
    Accepted,

    Verified,
    Inconclusive,
    NotRecovered,
    RevertedByEcs,
    Failed,
    Superseded,
    TimedOut,

    /// <summary>ECS refused the call.</summary>
    Refused,

    /// <summary>The process ended between committing and sending, or no second person approved it.</summary>
    NotSent,

    /// <summary>Sent, and a minute later the service is still on the deployment it was on.</summary>
    NotApplied,
}

/// <summary>One rollback from the click to the verdict, as it is stored.</summary>
/// <param name="SeenCreatedAt">When ECS created the deployment that is left, by ECS's clock.</param>
public sealed record RollbackIntent(Guid Id, ServiceKey Key, IntentState State, Actor Actor, string Reason, string SeenDeploymentId, DateTimeOffset SeenCreatedAt, TaskDefinitionRef From, string FromVersion, TaskDefinitionRef To, string ToVersion, RollbackMove Move, DateTimeOffset At)
{
    /// <summary>How long a second person may take to approve it.</summary>
    public static readonly TimeSpan ApprovalHolds = TimeSpan.FromMinutes(10);

    /// <summary>Who has to approve, in words.</summary>
    public const string Second = "another on-call engineer";

    /// <summary>The service deployment to stop; null for UpdateService.</summary>
    public string? StopArn { get; init; }
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The new PRIMARY deployment; null until it is known.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>When all running tasks were on the target, UTC; null while they are not.</summary>
    public DateTimeOffset? SteadyAt { get; init; }

    /// <summary>When it stopped being open, UTC.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The verdict or the refusal in words; null while it goes on.</summary>
    public string? Verdict { get; init; }

    /// <summary>Error rate before the deployment that is left, percent; null when the metrics did not reach back.</summary>
    public double? HealthyPercent { get; init; }

    /// <summary>Error rate in the five minutes before the rollback, percent; null when not measured.</summary>
    public double? BeforePercent { get; init; }

    /// <summary>Error rate that the verdict rests on, percent; null when not measured.</summary>
    public double? AfterPercent { get; init; }

    /// <summary>What the deployment runs where that is not <see cref="To"/> itself: the pinned copy, or what the workflow deployed, which may be the same; null while unknown.</summary>
    public TaskDefinitionRef? Deployed { get; init; }

    /// <summary>The task definition that every running task must have in the end.</summary>
    public TaskDefinitionRef Wanted => Deployed ?? To;

    public RollbackFacts Facts { get; init; } = RollbackFacts.None;

    /// <summary>It aborts the deployment in progress, of which ECS goes back by itself, instead of beginning another.</summary>
    public bool StopsDeployment => Move is RollbackMove.StopServiceDeployment or RollbackMove.ContinueServiceDeployment;

    public bool IsOpen => State is IntentState.AwaitingApproval or IntentState.Intended or IntentState.Registering or IntentState.Sent or IntentState.Unknown or IntentState.Accepted;

    /// <summary>Until when a second person may approve it, UTC.</summary>
    public DateTimeOffset ApprovalUntil => At + ApprovalHolds;

    public bool IsTooLate(DateTimeOffset now) => now >= ApprovalUntil;

    public string NobodyApproved => $"Not sent: {Second} did not approve it within {Wording.Length(ApprovalHolds)}. The service was not touched.";

    /// <summary>Who is at it and since when, in a sentence.</summary>
    public string UnderWay(DateTimeOffset now) => State == IntentState.AwaitingApproval
        ? $"{Actor.Name} asked {Wording.Ago(At, now)} to roll {Key.Service} back to {ToVersion} ({To}); it waits until {Wording.Utc(ApprovalUntil)} for {Second} to approve it."
        : $"{Actor.Name} is rolling {Key.Service} back to {ToVersion} ({To}) since {Wording.Utc(At)} ({Wording.Ago(At, now)}).";

    /// <summary>From where to where, as every audit entry of it says.</summary>
    public string Revisions => $"{FromVersion} ({From}) → {ToVersion} ({To})";
}

/// <param name="Rollbacks">Those of the last eight days and all open ones, newest first.</param>
public sealed record RollbacksSnapshot(ImmutableArray<RollbackIntent> Rollbacks)
{
    public IEnumerable<RollbackIntent> Of(ServiceKey key) => Rollbacks.Where(rollback => rollback.Key == key);

    public RollbackIntent? OpenOf(ServiceKey key) => Rollbacks.FirstOrDefault(rollback => rollback.Key == key && rollback.IsOpen);

    /// <summary>The open one once it may touch the service; null while it only waits for approval, too.</summary>
    public RollbackIntent? UnderWayOf(ServiceKey key) => OpenOf(key) is { State: not IntentState.AwaitingApproval } open ? open : null;
}
