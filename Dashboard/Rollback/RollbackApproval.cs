using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.SignIn;
using Microsoft.Data.Sqlite;

namespace Dashboard.Rollback;

/// <summary>The second person's word on a rollback that waits for one. Approved, it is reviewed anew and sent at once.</summary>
public sealed class RollbackApproval(Access access, RollbackReview review, IntentStore store, RollbackSender sender, RollbackRefusals refusals, TimeProvider time)
{
    /// <summary>Takes no cancellation, as <see cref="ServiceRollback.RollBackAsync"/>.</summary>
    /// <param name="waiting">As it was on the screen; only its id is trusted.</param>
    public Task<RollbackOutcome> ApproveAsync(RollbackIntent waiting, ClaimsPrincipal person) => AnswerAsync(waiting, person, ApproveAsync);

    /// <summary>Closes it without sending; for the one who asked, too.</summary>
    public Task<RollbackOutcome> DeclineAsync(RollbackIntent waiting, ClaimsPrincipal person) => AnswerAsync(waiting, person, async (intent, _, actor) =>
        await CloseAsync(intent, actor, actor.Id == intent.Actor.Id ? $"withdrawn by {actor.Name}." : $"declined by {actor.Name}."));

    // Off the circuit's synchronization context, which goes away with the circuit.
    private Task<RollbackOutcome> AnswerAsync(RollbackIntent waiting, ClaimsPrincipal person, Func<RollbackIntent, RollbackCommand, Actor, Task<RollbackOutcome>> answer) => Task.Run(async () =>
    {
        var decision = await access.CheckAsync(person, Permission.RollBack, waiting.Key.Target, waiting.Key.Cluster);
        var command = Again(waiting);
        try
        {
            if (decision.Refusal is { } refusal)
                return await RefuseAsync(command, decision.Actor, refusal);
            if (await store.FindAsync(waiting.Id) is not { State: IntentState.AwaitingApproval } intent || intent.Key != waiting.Key)
                return await RefuseAsync(command, decision.Actor, "This rollback does not wait for approval any more.");
            return await answer(intent, Again(intent), decision.Actor);
        }
        catch (SqliteException error)
        {
            return await refusals.RecordAsync(command, decision.Actor, error);
        }
    });

    private async Task<RollbackOutcome> ApproveAsync(RollbackIntent intent, RollbackCommand command, Actor actor)
    {
        if (actor.Id == intent.Actor.Id)
            return await RefuseAsync(command, actor, $"You asked for it yourself; {RollbackIntent.Second} has to approve it.");
        if (intent.IsTooLate(time.GetUtcNow()))
            return await RefuseAsync(command, actor, intent.NobodyApproved);
        var (fresh, refused) = await review.ReviewAsync(command, intent.To, actor);
        if (refused is { IsStale: true })
            await CloseAsync(intent, Actor.Dashboard, "the service changed since it was asked for.");
        return fresh is null ? await refusals.RecordAsync(command, actor, refused!) : await SendAsync(intent, fresh, command, actor);
    }

    private async Task<RollbackOutcome> SendAsync(RollbackIntent intent, RollbackIntent fresh, RollbackCommand command, Actor actor)
    {
        var approved = intent with { State = IntentState.Intended, Facts = fresh.Facts with { ApprovedBy = actor, ApprovedAt = time.GetUtcNow() } };

        // Claimed before it is stored, so that the follower does not take it for one that a stopped process left behind.
        sender.Claim(intent.Id);
        var isOurs = false;
        try
        {
            isOurs = await store.MoveAsync(intent, approved, actor);
        }
        finally
        {
            if (!isOurs)
                sender.Release(intent.Id);
        }

        return isOurs ? await sender.SendAsync(approved) : await RefuseAsync(command, actor, "Somebody else answered first.");
    }

    private async Task<RollbackOutcome> CloseAsync(RollbackIntent intent, Actor actor, string why)
    {
        var closed = intent with { State = IntentState.NotSent, ClosedAt = time.GetUtcNow(), Verdict = $"Not sent: {why} The service was not touched." };
        return await store.MoveAsync(intent, closed, actor) ? RollbackSender.OutcomeOf(closed) : new RollbackOutcome(RollbackResult.Refused, "Somebody else answered first.");
    }

    // As it was asked for: what has come in between, a warning too, is for a new plan.
    private RollbackCommand Again(RollbackIntent intent) => new(intent.Key, intent.SeenDeploymentId, intent.To.ToString(), intent.Reason, intent.Id)
    {
        PlannedAt = time.GetUtcNow(),
        PastWarning = intent.Facts.IsPastWarning,
        ViaGitHub = intent.Move == RollbackMove.GitHub,
        Shown = intent.Move,
    };

    private Task<RollbackOutcome> RefuseAsync(RollbackCommand command, Actor actor, string message) =>
        refusals.RecordAsync(command, actor, new RollbackOutcome(RollbackResult.Refused, message));
}
