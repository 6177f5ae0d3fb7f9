using System.Collections.Concurrent;
using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.SignIn;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Rollback;

/// <summary>Rolls a service back, at most once whatever breaks: authorize, compare, commit the intent, send one call.</summary>
public sealed class ServiceRollback(Access access, RollbackReview review, ServiceWatch watch, IntentStore store, RollbackSender sender, RollbackRefusals refusals, IOptions<RollbackOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<(Guid Intent, string Actor), Lazy<Task<RollbackOutcome>>> running = new();
    private readonly ConcurrentDictionary<ServiceKey, SemaphoreSlim> gates = new();

    /// <summary>Takes no cancellation: once begun it ends in an outcome, also when the tab that asked is gone. The same intent again gives the original outcome.</summary>
    public async Task<RollbackOutcome> RollBackAsync(RollbackCommand command, ClaimsPrincipal person)
    {
        var decision = await access.CheckAsync(person, Permission.RollBack, command.Key.Target, command.Key.Cluster);
        var key = (command.IntentId, decision.Actor.Id);

        // Off the circuit's synchronization context, which goes away with the circuit.
        var run = running.GetOrAdd(key, _ => new Lazy<Task<RollbackOutcome>>(() => Task.Run(() => RunAsync(command, decision))));
        try
        {
            return await run.Value;
        }
        finally
        {
            running.TryRemove(KeyValuePair.Create(key, run));
        }
    }

    private async Task<RollbackOutcome> RunAsync(RollbackCommand command, AccessDecision decision)
    {
        try
        {
            if (decision.Refusal is { } refusal)
                return await RefuseAsync(command, decision.Actor, refusal);
            var (clean, to, problem) = command.Validate();
            if (await store.FindAsync(clean.IntentId) is { } original && problem is null)
                return await RepeatAsync(clean, original, decision.Actor);
            problem ??= clean.AgeProblem(time.GetUtcNow());
            if (problem is not null)
                return await RefuseAsync(command, decision.Actor, problem);
            return await PrepareAsync(clean, to, decision.Actor);
        }
        catch (SqliteException error)
        {
            return await refusals.RecordAsync(command, decision.Actor, error);
        }
    }

    // One at a time per service: of a hundred who click at once, ninety-nine find the first one's intent and cost no call to AWS.
    private async Task<RollbackOutcome> PrepareAsync(RollbackCommand command, TaskDefinitionRef to, Actor actor)
    {
        if (watch.Of(command.Key) is null)
            return await RefuseAsync(command, actor, $"No service {RollbackRefusals.Quoted(command.Key.ToString())} is watched here.");
        var gate = gates.GetOrAdd(command.Key, _ => new SemaphoreSlim(1));
        await gate.WaitAsync();
        RollbackIntent? committed;
        try
        {
            if (await store.OpenOfAsync(command.Key) is { } open)
                return await MeetAsync(command, open, actor);
            (committed, var refused) = await review.ReviewAsync(command, to, actor);
            if (committed is null)
                return await refusals.RecordAsync(command, actor, refused!);
            if (options.Value.NeedsTwo(command.Key))
                committed = committed with { State = IntentState.AwaitingApproval };
            if (await OpenAsync(committed) is { } obstacle)
                return await MeetAsync(command, obstacle, actor);
        }
        finally
        {
            gate.Release();
        }

        return committed.State == IntentState.AwaitingApproval ? RollbackSender.OutcomeOf(committed) : await sender.SendAsync(committed);
    }

    private async Task<RollbackOutcome> MeetAsync(RollbackCommand command, RollbackIntent open, Actor actor) => open.Id == command.IntentId
        ? await RepeatAsync(command, open, actor)
        : await RefuseAsync(command, actor, Open(open), underWay: true);

    // Claimed before it is stored: the follower would take a stored one that nobody sends for one that a stopped process left behind.
    private async Task<RollbackIntent?> OpenAsync(RollbackIntent intent)
    {
        if (intent.State == IntentState.AwaitingApproval)
            return await store.OpenAsync(intent);
        sender.Claim(intent.Id);
        var isOurs = false;
        try
        {
            var obstacle = await store.OpenAsync(intent);
            isOurs = obstacle is null;
            return obstacle;
        }
        finally
        {
            if (!isOurs)
                sender.Release(intent.Id);
        }
    }

    private async Task<RollbackOutcome> RepeatAsync(RollbackCommand command, RollbackIntent original, Actor actor) =>
        original.Actor.Id == actor.Id && original.Key == command.Key
            ? RollbackSender.OutcomeOf(original)
            : await RefuseAsync(command, actor, "This intent belongs to another rollback; open the dialog again.");

    private Task<RollbackOutcome> RefuseAsync(RollbackCommand command, Actor actor, string message, bool underWay = false) =>
        refusals.RecordAsync(command, actor, new RollbackOutcome(RollbackResult.Refused, message) { IsUnderWay = underWay });

    private string Open(RollbackIntent open) => $"{open.UnderWay(time.GetUtcNow())} One rollback at a time; this one was not sent.";
}
