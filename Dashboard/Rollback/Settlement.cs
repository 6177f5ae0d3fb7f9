namespace Dashboard.Rollback;

/// <summary>What became of a call that nobody answered, read off the service itself.</summary>
internal static class Settlement
{
    /// <summary>The intent moved on, or null while it is too early to say.</summary>
    public static RollbackIntent? Of(RollbackIntent intent, PrimaryDeployment primary, ServiceNow? now, DateTimeOffset at, RollbackOptions options)
    {
        var moved = primary.Id != intent.SeenDeploymentId;
        var stopped = intent.StopsDeployment ? Rollout.OursIn(intent, now?.History)?.Status : null;
        if (stopped == "SUCCESSFUL" && !moved)
            return intent with { State = IntentState.Failed, ClosedAt = at, Verdict = "Failed: " + Rollout.FinishedFirst(intent) };
        if (stopped is "STOP_REQUESTED" or "ROLLBACK_REQUESTED" or "ROLLBACK_IN_PROGRESS" or "ROLLBACK_SUCCESSFUL")
            return intent with { State = IntentState.Accepted };

        // Both instants are ECS's, so our clock plays no part. Going back by a stop may promote an older deployment again.
        var newer = primary.PrimaryCreatedAt > intent.SeenCreatedAt || intent.StopsDeployment;
        if (moved && newer && primary.TaskDefinition == intent.Wanted)
            return intent with { State = IntentState.Accepted, DeploymentId = primary.Id };
        if (moved)
            return intent with { State = IntentState.Superseded, ClosedAt = at, Verdict = $"Superseded: the service is on {primary.TaskDefinition} ({primary.Id}), which is neither what was left nor what was asked for." };
        return at - intent.SentAt >= options.SettleAfter
            ? intent with { State = IntentState.NotApplied, ClosedAt = at, Verdict = $"Not applied: {Wording.Length(options.SettleAfter)} after it was sent the service is still on {intent.SeenDeploymentId}. It was not sent again; roll back anew if it is still wanted." }
            : null;
    }
}
