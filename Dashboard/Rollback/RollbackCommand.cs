using Dashboard.Audit;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>What a person asks for, exactly as the browser sent it: nothing in it is trusted.</summary>
/// <param name="SeenDeploymentId">The PRIMARY deployment (<c>ecs-svc/…</c>) that was on the screen.</param>
/// <param name="To"><c>family:revision</c>.</param>
/// <param name="IntentId">Made when the dialog opens, so that a click that arrives twice is one rollback.</param>
public sealed record RollbackCommand(ServiceKey Key, string? SeenDeploymentId, string? To, string? Reason, Guid IntentId)
{
    /// <summary>When the plan on the screen was made, UTC; null when the browser did not say, which is refused.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>The person ticked that they choose it in spite of the candidate's warning.</summary>
    public bool PastWarning { get; init; }

    /// <summary>Let the configured GitHub Actions workflow deploy the version, instead of calling ECS.</summary>
    public bool ViaGitHub { get; init; }

    /// <summary>The move that was on the screen, which must still be the right one; null where no screen showed one.</summary>
    public RollbackMove? Shown { get; init; }

    /// <summary>How long the plan on the screen may be acted on.</summary>
    public static readonly TimeSpan PlanHolds = TimeSpan.FromMinutes(15);

    public const int ShortestReason = AuditReason.Shortest;
    public const int LongestReason = AuditReason.Longest;

    /// <summary>The same command with its reason trimmed, or why it cannot be taken.</summary>
    public (RollbackCommand Command, TaskDefinitionRef To, string? Problem) Validate()
    {
        var reason = Reason?.Trim() ?? "";
        var clean = this with { Reason = reason };
        var to = NameOf(To);
        var problem = IntentId == Guid.Empty ? "The request carries no intent id; open the dialog again."
            : string.IsNullOrEmpty(SeenDeploymentId) ? "The request does not say which deployment was on the screen; open the dialog again."
            : to is null ? "The target must be a task definition by name, as in checkout:42."
            : ReasonProblem(reason);
        return (clean, to ?? default, problem);
    }

    public static string? ReasonProblem(string reason) => AuditReason.Problem(reason);

    /// <summary>Why the plan on the screen may not be acted on at <paramref name="now"/>; null when it may.</summary>
    public string? AgeProblem(DateTimeOffset now) => PlannedAt switch
    {
        null => "The request does not say when its plan was made; open the dialog again.",
        { } at when at > now + TimeSpan.FromMinutes(1) => "The plan on the screen is dated in the future; open the dialog again.",
        { } at when now - at > PlanHolds => $"The plan on the screen is {Wording.Length(now - at)} old, and {Wording.Length(PlanHolds)} is the longest that one is acted on. Start again from the present state.",
        _ => null,
    };

    /// <summary>The same with what could not be shown plainly spelled out, as in \u202E: the trail keeps what was refused, too.</summary>
    public static string Escaped(string text) => AuditReason.Escaped(text);

    // An ARN would parse too, but then it could name another account or Region.
    /// <summary>A target by its name alone, <c>family:revision</c>; null for anything else, as an ARN, which may be another account's.</summary>
    public static TaskDefinitionRef? NameOf(string? to) =>
        to is { Length: <= 300 } && to.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or ':') ? TaskDefinitionRef.Parse(to) : null;
}

public enum RollbackResult
{
    Accepted,
    Refused,

    /// <summary>It was sent, and no answer says whether it took effect; the follower settles it by looking.</summary>
    Unknown,

    /// <summary>Nothing was sent; a second person has to approve it first.</summary>
    Waiting,
}

/// <param name="Message">What happened, in a sentence or two, with the fact behind it.</param>
public sealed record RollbackOutcome(RollbackResult Result, string Message)
{
    /// <summary>The new PRIMARY deployment; null unless ECS named it.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>The service is no longer on the deployment that the person saw, so the dialog has to start again.</summary>
    public bool IsStale { get; init; }

    /// <summary>The moment for this move has passed; a new plan says what is possible now.</summary>
    public bool IsReplanned { get; init; }

    /// <summary>A rollback of this service is under way, this one or another's.</summary>
    public bool IsUnderWay { get; init; }
}
