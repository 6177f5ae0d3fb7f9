using System.Collections.Concurrent;
using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.SignIn;
using Dashboard.Rollback.GitHub;
using Dashboard.Rollback.Preflight;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Rollback;

/// <summary>Rolls a service back, at most once whatever breaks: authorize, compare, commit the intent, send one call.</summary>
public sealed class ServiceRollback(Access access, RollbackPlanner planner, RollbackPreflight preflight, RevisionComparison revisions, WorkflowTarget workflows, ServiceWatch watch, PrimaryDeploymentSource primaries, IntentStore store, RollbackSender sender, AuditLog audit, IOptions<RollbackOptions> options, TimeProvider time, ILogger<ServiceRollback> log)
{
    private static readonly TimeSpan HealthyBefore = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan BadBefore = TimeSpan.FromMinutes(6);
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
            log.LogWarning(error, "A rollback of {Service} was refused because it could not be recorded", Short(command.Key.ToString()));
            return await RefuseAsync(command, decision.Actor, $"Not sent: the rollback could not be recorded ({error.Message.TrimEnd('.')}), and nothing is sent without a record. Have the database repaired, or use the aws command.");
        }
    }

    // One at a time per service: of a hundred who click at once, ninety-nine find the first one's intent and cost no call to AWS.
    private async Task<RollbackOutcome> PrepareAsync(RollbackCommand command, TaskDefinitionRef to, Actor actor)
    {
        if (watch.Of(command.Key) is null)
            return await RefuseAsync(command, actor, $"No service {Short(command.Key.ToString())} is watched here.");
        var gate = gates.GetOrAdd(command.Key, _ => new SemaphoreSlim(1));
        await gate.WaitAsync();
        RollbackIntent? committed;
        try
        {
            (committed, var refused) = await store.OpenOfAsync(command.Key) is { } open
                ? (null, await MeetAsync(command, open, actor))
                : await PlanAsync(command, to, actor);
            if (committed is null)
                return refused!;
        }
        finally
        {
            gate.Release();
        }

        return await sender.SendAsync(committed);
    }

    private async Task<(RollbackIntent? Committed, RollbackOutcome? Refused)> PlanAsync(RollbackCommand command, TaskDefinitionRef to, Actor actor)
    {
        if (await planner.RecheckAsync(command.Key) is not { } plan)
            return (null, await RefuseAsync(command, actor, $"No service {Short(command.Key.ToString())} is watched here."));
        if (plan.Refusal is { } refusal && !(command.ViaGitHub && IsForOthers(command.Key)))
            return (null, await RefuseAsync(command, actor, refusal));
        if (plan.Find(to) is not { } found)
            return (null, await RefuseAsync(command, actor, to == plan.Current ? $"{plan.Key.Service} is on {to} already." : $"{to} is not a revision that {plan.Key.Service} is known to have run, so it cannot be a rollback's target."));
        var (candidate, closed) = command.ViaGitHub ? await workflows.OfAsync(plan, found) : (found, null);
        if (candidate is null || (closed = Unchoosable(command, candidate)) is not null)
            return (null, await RefuseAsync(command, actor, closed!));

        if (command.Shown is { } shown && shown != candidate.Move)
            return (null, await RefuseAsync(command, actor, $"Not sent: the plan on the screen was to go back by {shown}, and by now it would be {candidate.Move}, which restores something else. Make the plan again.", stale: true));

        // A plan for another deployment is refused below, with what changed.
        var report = plan.SeenDeploymentId == command.SeenDeploymentId ? await preflight.CheckAsync(plan, candidate) : null;
        if (report?.Blocked is { } blocked)
            return (null, await RefuseAsync(command, actor, $"Not sent: {blocked}"));
        return await CompareAsync(command, plan, candidate, report, actor);
    }

    private string? Unchoosable(RollbackCommand command, RollbackCandidate candidate) =>
        candidate.Blocked
        ?? (candidate is { Grade: CandidateGrade.Warned } && !command.PastWarning ? $"Not sent: {candidate.Warning ?? candidate.Why} It can be chosen only past this warning." : null)
        ?? (candidate.Move == RollbackMove.RegisterCopy && !options.Value.AllowCopies ? $"Not sent: {candidate.To} can be reached only by a copy, and Rollback:AllowCopies is off here." : null);

    // ECS refuses UpdateService for those whom another controller deploys; a workflow may still know how to.
    private bool IsForOthers(ServiceKey key) => watch.Of(key)?.Service is { Status: "ACTIVE", DeploymentController: not "ECS" };

    private async Task<RollbackOutcome> MeetAsync(RollbackCommand command, RollbackIntent open, Actor actor) => open.Id == command.IntentId
        ? await RepeatAsync(command, open, actor)
        : await RefuseAsync(command, actor, Open(open), underWay: true);

    private async Task<(RollbackIntent? Committed, RollbackOutcome? Refused)> CompareAsync(RollbackCommand command, RollbackPlan plan, RollbackCandidate candidate, PreflightReport? report, Actor actor)
    {
        var fresh = await primaries.ReadAsync(command.Key);
        if (fresh.Value is not { } primary)
            return (null, await RefuseAsync(command, actor, $"Not sent: ECS could not be asked which deployment is current. {fresh.Fault!.Message}"));
        if (primary.Id != command.SeenDeploymentId)
            return (null, await RefuseAsync(command, actor, Changed(command, primary), stale: true));
        if (primary.ServiceStatus != "ACTIVE" || (primary.Controller != "ECS" && candidate.Move != RollbackMove.GitHub))
            return (null, await RefuseAsync(command, actor, $"The service is {primary.ServiceStatus} under the {primary.Controller} deployment controller; it cannot be rolled back from here."));
        if (plan.SeenDeploymentId != primary.Id || primary.TaskDefinition is not { } from)
            return (null, await RefuseAsync(command, actor, "The plan was made before the deployment that is current now was read. Try again in a few seconds.", stale: true));

        var intent = Intent(command, plan, candidate, primary, from, actor);
        var difference = revisions.Compare(command.Key, from, candidate);
        intent = intent with { Facts = Signal.Before(watch.Of(command.Key), intent, options.Value, time.GetUtcNow()) with { HookId = candidate.HookId, Images = candidate.Images, Preflight = report?.Lines ?? [], Changes = difference.Changes, NotRestored = difference.NotRestored } };
        return await OpenAsync(intent) is { } obstacle ? (null, await MeetAsync(command, obstacle, actor)) : (intent, null);
    }

    // Claimed before it is stored: the follower would take a stored one that nobody sends for one that a stopped process left behind.
    private async Task<RollbackIntent?> OpenAsync(RollbackIntent intent)
    {
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

    private RollbackIntent Intent(RollbackCommand command, RollbackPlan plan, RollbackCandidate candidate, PrimaryDeployment primary, TaskDefinitionRef from, Actor actor)
    {
        var now = time.GetUtcNow();
        var recent = watch.Of(command.Key)?.Recent;
        return new RollbackIntent(command.IntentId, command.Key, IntentState.Intended, actor, command.Reason!, primary.Id, primary.PrimaryCreatedAt, from, plan.CurrentVersion ?? from.ToString(), candidate.To, candidate.Version, candidate.Move, now)
        {
            StopArn = candidate.StopArn,
            HealthyPercent = ServedTime.ErrorPercent(recent, new(primary.PrimaryCreatedAt - HealthyBefore, primary.PrimaryCreatedAt)),
            BeforePercent = ServedTime.ErrorPercent(recent, new(now - BadBefore - TimeSpan.FromMinutes(2), now)),
        };
    }

    private async Task<RollbackOutcome> RepeatAsync(RollbackCommand command, RollbackIntent original, Actor actor) =>
        original.Actor.Id == actor.Id && original.Key == command.Key
            ? RollbackSender.OutcomeOf(original)
            : await RefuseAsync(command, actor, "This intent belongs to another rollback; open the dialog again.");

    private async Task<RollbackOutcome> RefuseAsync(RollbackCommand command, Actor actor, string message, bool stale = false, bool underWay = false)
    {
        var reason = command.Reason is { Length: > RollbackCommand.LongestReason } long_ ? long_[..RollbackCommand.LongestReason] + "…" : command.Reason ?? "";
        try
        {
            await audit.WriteAsync(actor, "rollback", Short(command.Key.ToString()), "refused", RollbackCommand.Escaped(reason), $"to {Short(command.To)}, seen {Short(command.SeenDeploymentId)}: {message}");
        }
        catch (SqliteException error)
        {
            log.LogWarning(error, "The refusal of a rollback of {Service} could not be audited", Short(command.Key.ToString()));
        }

        return new RollbackOutcome(RollbackResult.Refused, message) { IsStale = stale, IsUnderWay = underWay };
    }

    private string Changed(RollbackCommand command, PrimaryDeployment primary)
    {
        var definition = watch.Of(command.Key) is { } now && now.Service.Definition?.Ref == primary.TaskDefinition ? now.Service.Definition : null;
        var version = definition is null ? $"{primary.TaskDefinition}" : $"{definition.Version} ({primary.TaskDefinition}), registered by {definition.RegisteredBy ?? "an unknown principal"}";
        return $"Not sent: the service changed since you looked. Since {Wording.Utc(primary.PrimaryCreatedAt)} it is on deployment {primary.Id} of {version}. Start again from the present state.";
    }

    private string Open(RollbackIntent open) =>
        $"{open.Actor.Name} is rolling {open.Key.Service} back to {open.ToVersion} ({open.To}) since {Wording.Utc(open.At)} ({Wording.Ago(open.At, time.GetUtcNow())}). One rollback at a time; this one was not sent.";

    private static string Short(string? text) => text is null ? "nothing" : RollbackCommand.Escaped(text.Length <= 200 ? text : text[..200] + "…");
}
