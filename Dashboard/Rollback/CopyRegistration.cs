namespace Dashboard.Rollback;

/// <summary>Registers the pinned copy of a rollback, once, before its one UpdateService.</summary>
public sealed class CopyRegistration(IntentStore store, DeploymentWriter writer, PrimaryDeploymentSource primaries, TimeProvider time)
{
    /// <summary>The intent with its copy, still unsent; or closed; or Registering when nobody can say yet, which the follower settles.</summary>
    public async Task<RollbackIntent> RegisterAsync(RollbackIntent intent)
    {
        var prepared = await writer.PrepareCopyAsync(intent);
        if (prepared.Value is not { } copy)
            return await CloseAsync(intent, IntentState.Refused, $"Not sent: {intent.To} could not be read to be copied. {prepared.Fault!.Message}");
        var registering = intent with { State = IntentState.Registering, SentAt = time.GetUtcNow() };
        if (!await store.MoveAsync(intent, registering, actor: null))
            return await store.FindAsync(intent.Id) ?? intent;
        var answer = await writer.RegisterAsync(registering, copy);
        if (answer.Fault is { Kind: not FaultKind.Unreachable } refused)
            return await CloseAsync(registering, IntentState.Refused, $"ECS refused the copy, nothing changed: {refused.Message}");
        var registered = answer.Value ?? (await writer.FindCopyAsync(registering, CancellationToken.None)).Value;
        return registered is null ? registering : await CompareAsync(registering with { Deployed = registered.Ref });
    }

    /// <summary>For the registration that an ended process or an unanswered call left: looks, and never goes on to the service. Null while it is too early to say.</summary>
    public async Task<RollbackIntent?> SettleAsync(RollbackIntent intent, TimeSpan settleAfter, CancellationToken cancel)
    {
        var answer = await writer.FindCopyAsync(intent, cancel);
        var now = time.GetUtcNow();
        if (answer.Value is { } copy)
            return intent with { State = IntentState.NotSent, ClosedAt = now, Deployed = copy.Ref, Verdict = $"Not sent: the copy {copy.Ref} is registered, and nothing uses it. The service was not touched." };
        return answer.Fault is null && now - (intent.SentAt ?? intent.At) >= settleAfter
            ? intent with { State = IntentState.NotApplied, ClosedAt = now, Verdict = $"Not applied: {Wording.Length(settleAfter)} after it was sent no copy of {intent.To} is registered. The service was not touched." }
            : null;
    }

    // Registering took time, in which a pipeline may have deployed.
    private async Task<RollbackIntent> CompareAsync(RollbackIntent registered)
    {
        var fresh = await primaries.ReadAsync(registered.Key);
        return fresh.Value?.Id == registered.SeenDeploymentId ? registered
            : await CloseAsync(registered, IntentState.NotSent, $"Not sent: {(fresh.Value is { } primary ? $"the service changed to {primary.TaskDefinition} ({primary.Id})." : $"the current deployment could not be read. {fresh.Fault!.Message}")} The copy {registered.Deployed} is registered, and nothing uses it.");
    }

    private async Task<RollbackIntent> CloseAsync(RollbackIntent was, IntentState state, string verdict)
    {
        var closed = was with { State = state, ClosedAt = time.GetUtcNow(), Verdict = verdict };
        await store.MoveAsync(was, closed, closed.Actor);
        return closed;
    }
}
