using System.Collections.Concurrent;
using Dashboard.Rollback.GitHub;
using Microsoft.Data.Sqlite;

namespace Dashboard.Rollback;

/// <summary>Takes a committed intent through its one call. What it leaves undecided, the follower settles by looking.</summary>
public sealed class RollbackSender(IntentStore store, DeploymentWriter writer, CopyRegistration copies, WorkflowDispatch workflows, TimeProvider time, ILogger<RollbackSender> log)
{
    private readonly ConcurrentDictionary<Guid, bool> sending = new();

    /// <summary>True while this process is between the intent and the call's answer: then the follower keeps off.</summary>
    public bool IsSending(Guid intent) => sending.ContainsKey(intent);

    /// <summary>This process is about to send it: <see cref="SendAsync"/> follows, or <see cref="Release"/>.</summary>
    public void Claim(Guid intent) => sending[intent] = true;

    public void Release(Guid intent) => sending.TryRemove(intent, out _);

    public async Task<RollbackOutcome> SendAsync(RollbackIntent intent)
    {
        Claim(intent.Id);
        try
        {
            if (intent.Move == RollbackMove.RegisterCopy)
                intent = await copies.RegisterAsync(intent);
            if (intent is { Move: RollbackMove.RegisterCopy, Deployed: null } or { IsOpen: false })
                return OutcomeOf(intent);
            var sent = intent with { State = IntentState.Sent, SentAt = time.GetUtcNow() };
            if (!await store.MoveAsync(intent, sent, actor: null))
                return new RollbackOutcome(RollbackResult.Refused, "Not sent: the rollback was closed before it could be sent. Open the dialog again.");
            return await RecordAsync(sent, await SendOnceAsync(sent));
        }
        finally
        {
            Release(intent.Id);
        }
    }

    public static RollbackOutcome OutcomeOf(RollbackIntent intent) => intent.State switch
    {
        IntentState.AwaitingApproval => new(RollbackResult.Waiting, $"Nothing is sent before {RollbackIntent.Second} approves it on the service's page, until {Wording.Utc(intent.ApprovalUntil)}.") { IsUnderWay = true },
        IntentState.Intended or IntentState.Sent => new(RollbackResult.Unknown, "It is being sent.") { IsUnderWay = true },
        IntentState.Registering => new(RollbackResult.Unknown, $"No answer says whether the copy of {intent.To} was registered. The service was not touched; the dashboard looks for the copy.") { IsUnderWay = true },
        IntentState.Unknown => new(RollbackResult.Unknown, intent.Move == RollbackMove.GitHub ? UnknownRunText : UnknownText) { IsUnderWay = true },
        IntentState.Refused => new(RollbackResult.Refused, intent.Verdict ?? "ECS refused it.") { IsStale = intent.Facts.CameTooLate, IsReplanned = intent.Facts.CameTooLate },
        IntentState.NotSent or IntentState.NotApplied => new(RollbackResult.Refused, intent.Verdict ?? "It was not applied."),
        _ => new(RollbackResult.Accepted, intent.Verdict ?? AcceptedText(intent)) { DeploymentId = intent.DeploymentId, IsUnderWay = intent.IsOpen, IsReplanned = intent is { State: IntentState.Failed, StopsDeployment: true } },
    };

    private const string UnknownText = "Sent, but no answer says whether ECS took it. It is not sent again: the dashboard looks at the service until that is clear, within about a minute.";

    private const string UnknownRunText = "Sent, but no answer says whether GitHub took it. It is not sent again: the dashboard looks for the run and at the service until that is clear.";

    private static string AcceptedText(RollbackIntent intent) => intent.Move == RollbackMove.GitHub
        ? $"GitHub has taken it: its workflow deploys {intent.ToVersion} to {intent.Key.Service}{(intent.Facts.WorkflowRunUrl is { } url ? $", {url}" : "")}. It counts once ECS runs its digest."
        : $"ECS has taken it: {intent.Key.Service} goes back to {intent.ToVersion} ({intent.To}).";

    // Whatever goes wrong from here on, the call may be out: that is an unknown outcome, never a refusal.
    private async Task<Answer<Written>> SendOnceAsync(RollbackIntent sent)
    {
        try
        {
            return sent.Move == RollbackMove.GitHub ? await DispatchAsync(sent) : await writer.SendAsync(sent);
        }
        catch (Exception bug)
        {
            log.LogError(bug, "Rollback {Intent} ended unexpectedly while it was sent; its outcome will be settled by looking", sent.Id);
            return new Fault(FaultKind.Unreachable, "The call ended unexpectedly.", time.GetUtcNow());
        }
    }

    private async Task<Answer<Written>> DispatchAsync(RollbackIntent sent)
    {
        var answer = await workflows.DispatchAsync(sent);
        return answer.Value is { } dispatched ? new Written(null) { Run = dispatched.Run } : answer.Fault!;
    }

    private async Task<RollbackOutcome> RecordAsync(RollbackIntent sent, Answer<Written> answer)
    {
        var settled = Settled(sent, answer);
        try
        {
            await store.MoveAsync(sent, settled, settled.Actor, answer.Fault is { } fault ? $"{fault.Message}{(fault.RequestId is { } id ? $" (request {id})" : "")}" : settled.Facts.WorkflowRunUrl);
        }
        catch (SqliteException error)
        {
            // The call is out and its intent says "sent"; the follower finds out what became of it.
            log.LogWarning(error, "The outcome of rollback {Intent} could not be recorded; it will be settled by looking", sent.Id);
        }

        return OutcomeOf(settled);
    }

    private RollbackIntent Settled(RollbackIntent sent, Answer<Written> answer) => answer.Fault switch
    {
        null when answer.Value?.Run is { } run => WorkflowWatch.With(sent, new DispatchedRun(run), time.GetUtcNow()) with { State = IntentState.Accepted },
        null => sent with { State = IntentState.Accepted, DeploymentId = NewId(sent, answer.Value) },
        { Kind: FaultKind.Unreachable } => sent with { State = IntentState.Unknown },
        { Kind: FaultKind.Invalid } when sent.StopsDeployment => sent with { State = IntentState.Refused, ClosedAt = time.GetUtcNow(), Verdict = $"Refused: it finished before it could be stopped, or was stopped by somebody else. {answer.Fault.Message} Nothing else was sent; make a new plan.", Facts = sent.Facts with { CameTooLate = true } },
        var fault => sent with { State = IntentState.Refused, ClosedAt = time.GetUtcNow(), Verdict = $"{(sent.Move == RollbackMove.GitHub ? "GitHub" : "ECS")} refused it, nothing changed: {fault.Message}" },
    };

    // The id that was left says nothing about what came of it.
    private static string? NewId(RollbackIntent sent, Written? written) => written?.DeploymentId == sent.SeenDeploymentId ? null : written?.DeploymentId;
}
