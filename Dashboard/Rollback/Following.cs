using Dashboard.Rollback.GitHub;

namespace Dashboard.Rollback;

/// <summary>From accepted to the verdict: the rollout first, then the error rate.</summary>
internal static class Following
{
    /// <summary>The intent moved on, or null while nothing has changed.</summary>
    public static RollbackIntent? Next(RollbackIntent intent, ServiceNow now, DateTimeOffset at, RollbackOptions options)
    {
        if (intent is { Move: RollbackMove.GitHub, Deployed: null })
            return WorkflowFollowing.Next(intent, now, at, options);
        var rollout = Rollout.Of(intent, now);
        var ended = rollout.End switch
        {
            RolloutEnd.Reverted => Close(intent, IntentState.RevertedByEcs, at, "Reverted by ECS: " + rollout.Text),
            RolloutEnd.Failed => Close(intent, IntentState.Failed, at, "Failed: " + rollout.Text),
            RolloutEnd.Superseded => Close(intent, IntentState.Superseded, at, "Superseded: " + rollout.Text),
            _ => null,
        };
        if (ended is not null)
            return ended;
        if (intent.SteadyAt is not null)
            return Recovery.Judge(intent, now, at, options);
        return rollout.End == RolloutEnd.Steady
            ? intent with { SteadyAt = at, DeploymentId = intent.DeploymentId ?? now.Service.Primary?.Id }
            : TimedOut(intent, at, options) ?? (now.Service.ObservedAt > (intent.SentAt ?? intent.At) ? Progress(intent, now, rollout) : null);
    }

    private static RollbackIntent? Progress(RollbackIntent intent, ServiceNow now, Rollout rollout)
    {
        var facts = intent.Facts with
        {
            Stage = rollout.Stage ?? intent.Facts.Stage,
            Alarms = Signal.Alarms(intent.Facts.Alarms, now),
            FirstRunningAt = intent.Facts.FirstRunningAt ?? (rollout.RunningNew > 0 && !intent.StopsDeployment ? now.Service.ObservedAt : null),
        };
        return facts == intent.Facts ? null : intent with { Facts = facts };
    }

    public static RollbackIntent? TimedOut(RollbackIntent intent, DateTimeOffset at, RollbackOptions options) =>
        intent.SteadyAt is null && at - (intent.SentAt ?? intent.At) >= options.SteadyWithin
            ? Close(intent, IntentState.TimedOut, at, $"Timed out: {Wording.Length(options.SteadyWithin)} after it was sent the rollout is not steady.")
            : null;

    /// <summary>For a service that is no longer watched: nobody will ever say whether it helped. Null while it may come back.</summary>
    public static RollbackIntent? Gone(RollbackIntent intent, DateTimeOffset at, RollbackOptions options) =>
        at - intent.SteadyAt >= options.RecoverWithin
            ? Close(intent, IntentState.Inconclusive, at, "Inconclusive: the service is not watched any more, so nothing shows whether it recovered.")
            : TimedOut(intent, at, options);

    /// <summary>What to do now, by state; null while it goes on or nothing is left to do.</summary>
    public static string? NextStep(IntentState state) => state switch
    {
        IntentState.Verified => "Have the version that was left fixed or held back before a pipeline deploys it again.",
        IntentState.Inconclusive => "Watch the service yourself: look at its logs, or send it a request.",
        IntentState.NotRecovered => "The version may not be the cause. Look at the newest errors and at what it depends on, or choose an older revision.",
        IntentState.RevertedByEcs => "The version that you left is back. Read the stopped tasks' reasons below, then choose another revision.",
        IntentState.Failed => "Read the stopped tasks' reasons and the service events below, then roll back to another revision.",
        IntentState.Superseded => "Somebody deployed meanwhile. Talk to them before you roll back again.",
        IntentState.TimedOut => "Read the service events below: tasks may lack capacity, or wait for a lifecycle hook.",
        IntentState.NotSent or IntentState.NotApplied => "Roll back again if it is still wanted.",
        IntentState.Refused => "Put right what ECS says, or use the aws command with credentials that may.",
        _ => null,
    };

    private static RollbackIntent Close(RollbackIntent intent, IntentState state, DateTimeOffset at, string verdict) =>
        intent with { State = state, ClosedAt = at, Verdict = verdict };
}
