using System.Collections.Immutable;

namespace Dashboard.Rollback;

/// <summary>What is worth telling of a step of a rollback.</summary>
internal static class RollbackTimeline
{
    /// <param name="was">Null when the rollback begins.</param>
    /// <param name="at">When it was seen; what has an instant of its own is told by that.</param>
    public static ImmutableArray<RollbackEvent> Between(RollbackIntent? was, RollbackIntent next, DateTimeOffset at = default)
    {
        if (was is null)
            return [new(next.At, $"{next.Actor.Name} asked to go from {next.Revisions} by {next.Move}{(next.State == IntentState.AwaitingApproval ? $", which {RollbackIntent.Second} has to approve" : "")}: {next.Reason}")];
        return [.. Progress(was, next, at), .. was.State == next.State ? [] : (RollbackEvent[])[new(next.ClosedAt ?? at, Moved(next))]];
    }

    private static IEnumerable<RollbackEvent> Progress(RollbackIntent was, RollbackIntent next, DateTimeOffset at)
    {
        var (before, now) = (was.Facts, next.Facts);
        foreach (var told in Workflow(before, now, at))
            yield return told;
        if (next is { Move: RollbackMove.GitHub, Deployed: { } joined } && was.Deployed is null)
            yield return new(at, $"ECS deploys {joined} with the images that were asked for, by digest.");
        else if (next.Deployed is { } deployed && was.Deployed is null)
            yield return new(at, $"{deployed} is what is deployed in place of {next.To}.");
        if (now.Stage is { } stage && stage != before.Stage)
            yield return new(at, $"Stage {stage}.");
        if (now.FirstRunningAt is { } running && before.FirstRunningAt is null)
            yield return new(running, $"The first task of {next.Wanted} runs.");
        if (next.SteadyAt is { } steady && was.SteadyAt is null)
            yield return new(steady, "Steady: ECS calls the rollout done. What it did for the service is verified now.");
        if (now.IdentityAt is { } identity && before.IdentityAt is null)
            yield return new(identity, $"Identity: every running task is {next.Wanted} with the images that were asked for.");
        if (now.HealthyAt is { } healthy && before.HealthyAt is null)
            yield return new(healthy, "Health: healthy over two intervals.");
        if (before.HealthySince is not null && now.HealthySince is null)
            yield return new(at, "Health was lost again; its two intervals begin anew.");
        foreach (var alarm in now.Alarms.Except(before.Alarms, StringComparer.Ordinal))
            yield return new(at, $"Alarm {alarm} is in ALARM.");
        foreach (var alarm in before.Alarms.Except(now.Alarms, StringComparer.Ordinal))
            yield return new(at, $"Alarm {alarm} is no longer in ALARM.");
        if (now.MitigatedAt is { } mitigated && before.MitigatedAt is null)
            yield return new(mitigated, "Signal: error rate and p95 are back in the band.");
    }

    private static IEnumerable<RollbackEvent> Workflow(RollbackFacts before, RollbackFacts now, DateTimeOffset at)
    {
        if (now.WorkflowFault is { } fault && before.WorkflowFault is null)
            yield return new(at, $"The run could not be looked up. {fault}");
        if (now.WorkflowStatus is { } status && status != before.WorkflowStatus)
            yield return new(at, $"GitHub's run {now.WorkflowRunId} is {status}{(now.WorkflowConclusion is { } conclusion ? $" with {conclusion}" : "")}: {now.WorkflowRunUrl}");
    }

    private static string Moved(RollbackIntent next) => next.Verdict ?? next.State switch
    {
        IntentState.Intended => $"{next.Facts.ApprovedBy?.Name} approved it.",
        IntentState.Registering => $"A copy of {next.To}, its images pinned by digest, is being registered.",
        IntentState.Sent => "The one call goes out.",
        IntentState.Unknown => "No answer says whether it was taken; it is settled by looking, never by sending again.",
        IntentState.Accepted when next.Move == RollbackMove.GitHub => "Accepted by GitHub.",
        IntentState.Accepted => next.DeploymentId is { } id ? $"Accepted: deployment {id}." : "Accepted.",
        var state => state.ToString(),
    };
}
