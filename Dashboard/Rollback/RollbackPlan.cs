using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Rollback.GitHub;
using Dashboard.Ui;

namespace Dashboard.Rollback;

public enum RollbackMove
{
    /// <summary>A forward deployment of the older task definition.</summary>
    UpdateService,

    /// <summary>Stops the deployment in progress with stop type ROLLBACK: ECS goes back to the revision that it started from.</summary>
    StopServiceDeployment,

    /// <summary>Answers the lifecycle hook that the deployment in progress waits for with ROLLBACK.</summary>
    ContinueServiceDeployment,

    /// <summary>Registers a copy of the older task definition, its images pinned by digest, then deploys that copy.</summary>
    RegisterCopy,

    /// <summary>Has a GitHub Actions workflow deploy the older version.</summary>
    GitHub,
}

public enum CandidateGrade
{
    /// <summary>A successful deployment ran it, or ECS itself went back to it, and nobody ever had to leave it.</summary>
    Proven,

    /// <summary>It was rolled back from, or its deployment failed.</summary>
    Warned,

    /// <summary>Only its task definition is known.</summary>
    NeverObserved,
}

/// <summary>One revision that a service could go back to, with the evidence for and against it.</summary>
/// <param name="Why">One sentence: why it is offered.</param>
public sealed record RollbackCandidate(TaskDefinitionRef To, string Version, CandidateGrade Grade, string Why)
{
    /// <summary>Why a person should think twice; null when nothing speaks against it.</summary>
    public string? Warning { get; init; }

    /// <summary>Why it cannot be chosen; null when it can.</summary>
    public string? Blocked { get; init; }

    /// <summary>The newest deployment that brought it; null when ECS lists none.</summary>
    public string? DeploymentArn { get; init; }

    /// <summary>Start of that deployment, UTC; null when only the definition is known.</summary>
    public DateTimeOffset? DeployedAt { get; init; }

    /// <summary>Time in production, from the end of its deployment to the start of the next; null when unknown.</summary>
    public TimeSpan? Served { get; init; }

    /// <summary>End of that time, UTC.</summary>
    public DateTimeOffset? ServedUntil { get; init; }

    /// <summary>When it served, UTC, newest first; of what runs behind one tag, only with these images.</summary>
    public ImmutableArray<TimeSpanUtc> Stays { get; init; } = [];

    /// <summary>Mean error rate while it served, percent, weighted by requests; null when not measured.</summary>
    public double? ErrorPercent { get; init; }

    /// <summary>95th percentile of the response time while it served, seconds: the middle one of its periods; null when not measured.</summary>
    public double? P95Seconds { get; init; }
    public string? RegisteredBy { get; init; }

    /// <summary>Who called ECS to deploy it, by CloudTrail; null where that is not allowed or too long ago.</summary>
    public string? DeployedBy { get; init; }
    public ImmutableArray<RevisionImage> Images { get; init; } = [];

    /// <summary>Why the images could not be looked up in ECR; null when they were found, or are missing and <see cref="Blocked"/> says so.</summary>
    public string? ImagesUnchecked { get; init; }
    public RollbackMove Move { get; init; }

    /// <summary>The deployment to stop or whose hook to answer; null for the other moves.</summary>
    public string? StopArn { get; init; }

    /// <summary>The lifecycle hook to answer; null unless the move is ContinueServiceDeployment.</summary>
    public string? HookId { get; init; }

    /// <summary>Why a pinned copy is needed to reach it, as in "checkout:41 is INACTIVE"; null when it can be deployed as it is.</summary>
    public string? NeedsCopy { get; init; }

    public bool IsChoosable => Blocked is null;

    /// <summary>The same by its workflow, which registers by itself what only a copy would help against. What stops both is found by the pre-flight.</summary>
    public RollbackCandidate ThroughGitHub => this with
    {
        Move = RollbackMove.GitHub,
        StopArn = null,
        HookId = null,
        NeedsCopy = null,
        Blocked = Move == RollbackMove.RegisterCopy ? null : Blocked,
    };
}

/// <summary>Where a service can go back to now, and what would be sent.</summary>
/// <param name="SeenDeploymentId">The PRIMARY deployment that this plan was made for.</param>
/// <param name="Refusal">Why this service cannot be rolled back at all, with what to do instead; null when it can.</param>
/// <param name="Candidates">Newest deployment first.</param>
/// <param name="Default">What is preselected; null when nothing has evidence enough.</param>
/// <param name="Warnings">Facts about this moment, as in: alarms already in ALARM.</param>
public sealed record RollbackPlan(ServiceKey Key, string? Region, string? SeenDeploymentId, TaskDefinitionRef? Current, string? CurrentVersion, string? Refusal, ImmutableArray<RollbackCandidate> Candidates, RollbackCandidate? Default, ImmutableArray<string> Warnings)
{
    /// <summary>Why deployments are unknown, so that only task definitions are offered; null when they are known.</summary>
    public string? HistoryMissing { get; init; }

    /// <summary>Made before the service's deployments were read for the first time; the next reading makes it worth making again.</summary>
    public bool IsEarly { get; init; }

    /// <summary>Why nothing is proposed although something is known, in a sentence or two; null when there is a <see cref="Default"/>, a refusal or nothing known.</summary>
    public string? NoDefault { get; init; }

    /// <summary>Who deploys the service: ECS, CODE_DEPLOY or EXTERNAL.</summary>
    public string Controller { get; init; } = "ECS";

    /// <summary>The workflow that could deploy a version instead of a call to ECS; null when none is configured for the service.</summary>
    public WorkflowPath? GitHub { get; init; }

    public RollbackCandidate? Find(TaskDefinitionRef to) => Candidates.FirstOrDefault(candidate => candidate.To == to && candidate.IsChoosable)
        ?? Candidates.FirstOrDefault(candidate => candidate.To == to);
}
