namespace Dashboard.Rollback;

/// <summary>What a plan that was made anew says otherwise than the one before it.</summary>
internal static class PlanChange
{
    public static string Between(PlanOnScreen before, PlanOnScreen after) =>
        string.Join(" ", new[] { Service(before.Plan, after.Plan), Refusal(before.Plan, after.Plan), Choice(before.Chosen, after) }.OfType<string>());

    private static string Service(RollbackPlan before, RollbackPlan after) =>
        before.SeenDeploymentId == after.SeenDeploymentId ? $"{after.Key.Service} is still on {Named(after)}."
        : before.Current == after.Current ? $"{after.Key.Service} is on another deployment of {Named(after)}: {after.SeenDeploymentId}, no longer {before.SeenDeploymentId}."
        : $"{after.Key.Service} is on {Named(after)} now, no longer on {Named(before)}.";

    private static string? Refusal(RollbackPlan before, RollbackPlan after) => (before.Refusal, after.Refusal) switch
    {
        (null, not null) => "ECS would refuse to roll it back now.",
        (not null, null) => "It can be rolled back now.",
        _ => null,
    };

    private static string? Choice(RollbackCandidate? before, PlanOnScreen after) => (before, after.Chosen) switch
    {
        (null, null) => null,
        (null, { } now) => $"{Named(now)} is proposed now.",
        ({ } gone, null) => $"{Named(gone)} {(gone.To == after.Plan.Current ? "is what runs now" : "is no longer offered")}; choose again.",
        ({ } was, { } now) when was.To != now.To => $"{Named(was)} is no longer proposed; {Named(now)} is.",
        (_, { Blocked: not null } now) => $"{Named(now)} can no longer be chosen.",
        ({ } was, { } now) when was.Move != now.Move => $"{Named(now)} is still chosen; another call reaches it now.",
        (_, { } now) => $"{Named(now)} is still chosen.",
    };

    private static string Named(RollbackCandidate candidate) => $"{candidate.Version} ({candidate.To})";

    private static string Named(RollbackPlan plan) => plan.CurrentVersion is { } version ? $"{version} ({plan.Current})" : plan.Current?.ToString() ?? "no known revision";
}
