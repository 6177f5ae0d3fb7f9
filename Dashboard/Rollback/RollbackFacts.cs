using System.Collections.Immutable;
using Dashboard.Audit;
using Dashboard.Deployments;
using Dashboard.Rollback.Preflight;

namespace Dashboard.Rollback;

/// <summary>What is kept of a rollback beside its state: what it was decided on, and what its verdict rests on. Stored as JSON.</summary>
public sealed record RollbackFacts
{
    public static readonly RollbackFacts None = new();

    /// <summary>The lifecycle hook that was answered; null for other moves.</summary>
    public string? HookId { get; init; }

    /// <summary>The person chose it in spite of its warning.</summary>
    public bool IsPastWarning { get; init; }

    /// <summary>The second person and when they approved it, UTC; null where one is enough, or while it waits.</summary>
    public Actor? ApprovedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>ECS refused the abort because there was nothing left to abort.</summary>
    public bool CameTooLate { get; init; }

    /// <summary>The images that every running task must have in the end, by digest.</summary>
    public ImmutableArray<RevisionImage> Images { get; init; } = [];

    /// <summary>The images that were left.</summary>
    public ImmutableArray<RevisionImage> FromImages { get; init; } = [];

    /// <summary>What changed, as it was shown.</summary>
    public ImmutableArray<RevisionChange> Changes { get; init; } = [];

    /// <summary>What UpdateService does not restore, as it was shown.</summary>
    public ImmutableArray<RevisionChange> NotRestored { get; init; } = [];

    public ImmutableArray<PreflightLine> Preflight { get; init; } = [];

    /// <summary>Since when the service was failing, UTC: first alarm or first minute out of the band after the deployment that is left; null when it was not seen failing.</summary>
    public DateTimeOffset? DetectedAt { get; init; }

    /// <summary>The deployment's stage, as in BAKE_TIME; null where ECS gives none.</summary>
    public string? Stage { get; init; }

    /// <summary>When the first task of the wanted revision was seen running, UTC; null while there is none.</summary>
    public DateTimeOffset? FirstRunningAt { get; init; }

    /// <summary>Since when points of the error rate and p95 are in the band without a break, UTC; null while they are not.</summary>
    public DateTimeOffset? InBandSince { get; init; }

    /// <summary>The service's alarms in ALARM, by name.</summary>
    public ImmutableArray<string> Alarms { get; init; } = [];

    /// <summary>When error rate and p95 were back in the band, UTC; null while they are not.</summary>
    public DateTimeOffset? MitigatedAt { get; init; }

    /// <summary>Failed requests from <see cref="DetectedAt"/> to <see cref="MitigatedAt"/>; null when not measured.</summary>
    public double? FailedRequests { get; init; }

    /// <summary>When every running task had the wanted task definition and digests, UTC; null while they have not.</summary>
    public DateTimeOffset? IdentityAt { get; init; }

    /// <summary>Since when all targets are healthy without a break, UTC; null while they are not.</summary>
    public DateTimeOffset? HealthySince { get; init; }

    /// <summary>When the targets had been healthy over two intervals, UTC; null while they have not.</summary>
    public DateTimeOffset? HealthyAt { get; init; }

    /// <summary>95th percentile of the response time, seconds: before the bad deployment, before the rollback, after it; null when not measured.</summary>
    public double? HealthyP95Seconds { get; init; }
    public double? BeforeP95Seconds { get; init; }
    public double? AfterP95Seconds { get; init; }

    /// <summary>What the verdict rests on, a sentence each.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>The workflow run that deploys it, and where to see it; null for other moves.</summary>
    public long? WorkflowRunId { get; init; }
    public string? WorkflowRunUrl { get; init; }

    /// <summary>How the run stands in GitHub's words, as in in_progress; null while that is not known.</summary>
    public string? WorkflowStatus { get; init; }

    /// <summary>As in success or failure; null until the run is completed.</summary>
    public string? WorkflowConclusion { get; init; }

    /// <summary>When the run was first seen completed, UTC; null while it was not.</summary>
    public DateTimeOffset? WorkflowEndedAt { get; init; }

    /// <summary>Why GitHub could not be asked about the run the last time; null when it could.</summary>
    public string? WorkflowFault { get; init; }
}

/// <summary>One line of a rollback's timeline.</summary>
public sealed record RollbackEvent(DateTimeOffset At, string Text);
