using System.Collections.Concurrent;

namespace Dashboard.Rollback.GitHub;

/// <summary>How the runs of open rollbacks stand, asked of GitHub at most once in ten seconds for each. A GitHub that does not answer only delays.</summary>
public sealed class WorkflowWatch(WorkflowDispatch workflows, GitHubRoute route, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> asked = new();

    /// <summary>The intent with what GitHub says of its run; the same one when there is nothing new, or it is too early to ask.</summary>
    public async Task<RollbackIntent> LookAsync(RollbackIntent intent, CancellationToken cancel)
    {
        if (intent is not { Move: RollbackMove.GitHub, Facts.WorkflowEndedAt: null } || !CanAsk(intent) || !IsDue(intent.Id))
            return intent;
        return With(intent, await AskAsync(intent, cancel), time.GetUtcNow());
    }

    /// <summary>For a dispatch that nobody answered: looks whether its run exists, and never asks for another. Null while that is not clear.</summary>
    public async Task<RollbackIntent?> SettleAsync(RollbackIntent intent, ServiceNow? now, RollbackOptions options, CancellationToken cancel)
    {
        var at = time.GetUtcNow();
        if (now is not null && WorkflowFollowing.Join(intent, now) is { } joined)
            return joined with { State = IntentState.Accepted };
        if (WorkflowFollowing.TimedOut(intent, at, options) is { } late)
            return late;
        if (!CanAsk(intent) || !IsDue(intent.Id))
            return null;
        var answer = await AskAsync(intent, cancel);
        if (answer is { Fault: null, Value.Run: null } && at - intent.SentAt >= options.SettleAfter)
            return intent with { State = IntentState.NotApplied, ClosedAt = at, Verdict = $"Not applied: {Wording.Length(options.SettleAfter)} after GitHub was asked, no run of its workflow carries this rollback's id. It was not asked again; roll back anew if it is still wanted." };
        var seen = With(intent, answer, at);
        return ReferenceEquals(seen, intent) ? null : seen with { State = seen.Facts.WorkflowRunId is null ? intent.State : IntentState.Accepted };
    }

    /// <summary>What GitHub's answer adds to the intent.</summary>
    internal static RollbackIntent With(RollbackIntent intent, Answer<DispatchedRun> answer, DateTimeOffset at)
    {
        var facts = intent.Facts with { WorkflowFault = answer.Fault?.Message };
        if (answer.Value?.Run is { } run)
            facts = facts with
            {
                WorkflowRunId = run.Id,
                WorkflowRunUrl = run.Url.Length > 0 ? run.Url : facts.WorkflowRunUrl,
                WorkflowStatus = run.Status,
                WorkflowConclusion = run.Conclusion,
                WorkflowEndedAt = run.Status == "completed" ? at : null,
            };
        return facts == intent.Facts ? intent : intent with { Facts = facts };
    }

    // Without its id, a run is known by the intent in its title alone, and not every workflow takes one.
    private bool CanAsk(RollbackIntent intent) => intent.Facts.WorkflowRunId is not null || route.PathFor(intent.Key) is not { Inputs.Intent: "" };

    private bool IsDue(Guid intent)
    {
        var now = time.GetUtcNow();
        if (asked.TryGetValue(intent, out var last) && now - last < Every)
            return false;
        if (asked.Count > 1_000)
            asked.Clear();
        asked[intent] = now;
        return true;
    }

    private async Task<Answer<DispatchedRun>> AskAsync(RollbackIntent intent, CancellationToken cancel)
    {
        if (intent.Facts.WorkflowRunId is not { } id)
            return await workflows.FindAsync(intent, cancel);
        var answer = await workflows.ReadAsync(intent, id, cancel);
        return answer.Value is { } run ? new DispatchedRun(run) : answer.Fault!;
    }
}
