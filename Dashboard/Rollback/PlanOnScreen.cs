using Dashboard.Fleet;
using Dashboard.Rollback.GitHub;
using Dashboard.Rollback.Preflight;

namespace Dashboard.Rollback;

/// <summary>What a person has before them and would send: one plan, one choice in it, one intent.</summary>
/// <param name="MadeAt">UTC. The plan holds as long as a command may carry it.</param>
/// <param name="Seen">The PRIMARY deployment that the person saw; null while none is known.</param>
/// <param name="IntentId">One per plan: a click that arrives twice is one rollback, and a plan made anew is another.</param>
internal sealed record PlanOnScreen(RollbackPlan Plan, DateTimeOffset MadeAt, string? Seen, Guid IntentId)
{
    public RollbackCandidate? Chosen { get; init; }

    /// <summary>They ticked that they choose it in spite of its warning.</summary>
    public bool PastWarning { get; init; }

    public bool WantsGitHub { get; init; }

    /// <summary>Of what is chosen; null while it is checked.</summary>
    public PreflightReport? Preflight { get; init; }

    /// <summary>A workflow deploys by image tag, and not every version is one.</summary>
    public bool CanGoThroughGitHub => Plan.GitHub is not null && Chosen is { } chosen && GitHubRoute.IsTag(chosen.Version);

    /// <summary>Where ECS refuses, GitHub is the only way.</summary>
    public bool ViaGitHub => CanGoThroughGitHub && (WantsGitHub || Plan.Refusal is not null);

    /// <summary>What is chosen, with the move that it is reached by; null while nothing is chosen.</summary>
    public RollbackCandidate? Way => ViaGitHub ? Chosen! with { Move = RollbackMove.GitHub } : Chosen;

    public bool NeedsTick => Chosen is { Grade: CandidateGrade.Warned };

    public bool IsTooOld(DateTimeOffset now) => now - MadeAt > RollbackCommand.PlanHolds;

    public PlanOnScreen Choose(RollbackCandidate? candidate) =>
        this with { Chosen = candidate, PastWarning = false, Preflight = null };

    /// <summary>Why it cannot be sent as it stands, by what is on the screen alone; null when it can.</summary>
    public string? WhyNot(string? named) =>
        Chosen is not { } chosen ? Unchosen(named)
        : chosen.Blocked is { } blocked ? blocked
        : Plan.Refusal is not null && !ViaGitHub ? "This service cannot be rolled back from here."
        : NeedsTick && !PastWarning ? $"{chosen.Version} has a warning: tick that you choose it in spite of it."
        : Preflight is null ? $"Checking whether going back to {chosen.Version} would work …"
        : Preflight.Blocked is { } fact ? $"The pre-flight blocks it: {fact}"
        : null;

    public RollbackCommand Command(string reason) =>
        new(Plan.Key, Seen, Chosen?.To.ToString(), reason, IntentId) { PlannedAt = MadeAt, PastWarning = NeedsTick && PastWarning, ViaGitHub = ViaGitHub, Shown = ViaGitHub ? RollbackMove.GitHub : Chosen?.Move };

    private string Unchosen(string? named)
    {
        if (Plan.Refusal is not null)
            return "This service cannot be rolled back from here.";
        return RollbackCommand.NameOf(named) is not { } asked ? "Choose a revision first."
            : asked == Plan.Current ? $"{asked}, which the link names, is what runs now. Choose another revision."
            : $"{asked}, which the link names, is not a revision that {Plan.Key.Service} is known to have run. Choose another one.";
    }
}
