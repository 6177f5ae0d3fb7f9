using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback.Preflight;

/// <summary>Everything that a pre-flight is judged by, gathered once so that all of it belongs to one moment.</summary>
public sealed record PreflightFacts(RollbackPlan Plan, RollbackCandidate To, EcsService Service, DateTimeOffset Now)
{
    /// <summary>Null while deployments were not read yet.</summary>
    public DeploymentHistory? History { get; init; }
    public TaskDefinitionDetail? Current { get; init; }

    /// <summary>The definition to go back to; null where it could not be read, and <see cref="TargetFault"/> says why.</summary>
    public TaskDefinitionDetail? Target { get; init; }
    public string? TargetFault { get; init; }

    /// <summary>By image reference with digest; what is not in it was not looked up.</summary>
    public ImmutableDictionary<RevisionImage, ImageCheck> Images { get; init; } = ImmutableDictionary<RevisionImage, ImageCheck>.Empty;

    /// <summary>As in <c>Rollback:DeniedImages</c>.</summary>
    public ImmutableArray<string> DeniedImages { get; init; } = [];

    /// <summary>One per secret and parameter that the target reads.</summary>
    public ImmutableArray<LookUp> Secrets { get; init; } = [];
    public ImmutableArray<LookUp> Roles { get; init; } = [];

    /// <summary>What this dashboard itself may do, by the simulator of IAM; null where it was not asked.</summary>
    public ImmutableArray<LookUp>? Permissions { get; init; }

    /// <summary>Alarms of the service's deployment configuration that were found.</summary>
    public ImmutableArray<CloudWatchAlarm> Alarms { get; init; } = [];

    /// <summary>Why the alarms' states are not those of now; null when they are.</summary>
    public string? AlarmsFault { get; init; }
    public ScalingFacts? Scaling { get; init; }
    public ProtectionFacts? Protection { get; init; }
    public int RunningTasks { get; init; }

    /// <summary>The rollback of this service that is not over; null without one.</summary>
    public RollbackIntent? Open { get; init; }

    /// <summary>The deployment under way; null when the newest one is finished or none is known.</summary>
    public ServiceDeployment? InProgress => History?.Newest is { IsFinished: false } newest ? newest : null;
}

public enum Found
{
    Yes,
    No,

    /// <summary>It could not be asked, or what was found may not last.</summary>
    Doubtful,
}

/// <summary>What one question to AWS brought.</summary>
/// <param name="What">As in "secret shop/checkout/db".</param>
/// <param name="Reason">The end of a sentence that begins with it, without its full stop, as in "does not exist"; null when found.</param>
public sealed record LookUp(string What, Found Found, string? Reason = null)
{
    /// <summary>What is true of it although it was found, as in "not pinned"; null when there is nothing to say.</summary>
    public string? Note { get; init; }
}

/// <param name="Minimum">Tasks; null when Application Auto Scaling does not scale the service.</param>
/// <param name="Fault">Why it is not known; null when it is.</param>
public sealed record ScalingFacts(int? Minimum, int? Maximum, string? Fault);

/// <param name="Protected">Running tasks under scale-in protection.</param>
/// <param name="Until">When the last of them expires, UTC; null without any.</param>
/// <param name="Fault">Why it is not known; null when it is.</param>
public sealed record ProtectionFacts(int Protected, DateTimeOffset? Until, string? Fault);
