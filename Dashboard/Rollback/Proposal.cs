using System.Collections.Immutable;

namespace Dashboard.Rollback;

/// <summary>Which candidate is proposed by itself: the newest that served long enough inside its objective, and that can be started.</summary>
internal static class Proposal
{
    public static bool Fits(PlanFacts facts, RollbackCandidate candidate) => Obstacle(facts, candidate) is null;

    /// <summary>Why a candidate is not proposed, as a sentence; null when it can be.</summary>
    public static string? Obstacle(PlanFacts facts, RollbackCandidate candidate) =>
        candidate.Blocked
        ?? (candidate.Grade == CandidateGrade.Proven ? null : candidate.Warning ?? candidate.Why)
        ?? Unproven(facts.Options, candidate)

        // It may be INACTIVE, which ECS refuses: it can be chosen, but is not proposed.
        ?? (facts.DefinitionOf(candidate.To) is null ? $"{candidate.To} was not read, so it may be INACTIVE." : null);

    /// <summary>What the evidence lacks. Where the error rate was not measured, the time alone decides.</summary>
    public static string? Unproven(RollbackOptions options, RollbackCandidate candidate) => candidate switch
    {
        { Served: null } => $"{candidate.To} is not known to have served at all.",
        { Served: { } served } when served < options.ProvenAfter => $"{candidate.To} served only {Wording.Length(served)}.",
        { ErrorPercent: { } percent } when percent > options.ObjectivePercent => $"{candidate.To} served at {Wording.Percent(percent)} errors.",
        _ => null,
    };

    /// <summary>Why none is proposed, by the one that comes nearest; null when none is known at all.</summary>
    public static string? WhyNone(PlanFacts facts, ImmutableArray<RollbackCandidate> candidates)
    {
        if (candidates.FirstOrDefault(candidate => candidate.Grade == CandidateGrade.Proven) is not { } nearest)
            return candidates.IsEmpty ? null : "Nothing is proposed: each revision that is known was left once, failed, or was never observed healthy.";
        return Unproven(facts.Options, nearest) is { } lacking && nearest.IsChoosable
            ? $"Nothing is proposed: no revision that can be started served {Wording.Length(facts.Options.ProvenAfter)} or more inside the objective of {Wording.Percent(facts.Options.ObjectivePercent)} errors. {lacking}"
            : $"Nothing is proposed. {Obstacle(facts, nearest)}";
    }

    /// <summary>Why exactly this one.</summary>
    public static string Because(PlanFacts facts, ImmutableArray<RollbackCandidate> candidates, RollbackCandidate proposed)
    {
        var newer = candidates.TakeWhile(candidate => candidate != proposed).Where(candidate => candidate.Grade == CandidateGrade.Proven).ToArray();
        return newer.Length == 0 ? "The newest version that a successful deployment ran. "
            : newer.All(candidate => candidate.IsChoosable && Unproven(facts.Options, candidate) is not null) ? $"The newest version that served {Wording.Length(facts.Options.ProvenAfter)} or more inside its objective of {Wording.Percent(facts.Options.ObjectivePercent)} errors. "
            : "The newest version with a successful deployment that can still be started. ";
    }
}
