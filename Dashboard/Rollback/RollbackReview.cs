using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.Rollback.GitHub;
using Dashboard.Rollback.Preflight;
using Microsoft.Extensions.Options;

namespace Dashboard.Rollback;

/// <summary>Whether what a person asks for may go out, by what AWS says at this moment. Only reads.</summary>
public sealed class RollbackReview(RollbackPlanner planner, RollbackPreflight preflight, RevisionComparison revisions, WorkflowTarget workflows, ServiceWatch watch, PrimaryDeploymentSource primaries, IOptions<RollbackOptions> options, TimeProvider time)
{
    private static readonly TimeSpan HealthyBefore = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan BadBefore = TimeSpan.FromMinutes(6);

    /// <returns>The intent that may be committed, or why there is none.</returns>
    public async Task<(RollbackIntent? Intent, RollbackOutcome? Refused)> ReviewAsync(RollbackCommand command, TaskDefinitionRef to, Actor actor)
    {
        if (await planner.RecheckAsync(command.Key) is not { } plan)
            return Refused($"No service {RollbackRefusals.Quoted(command.Key.ToString())} is watched here.");
        if (plan.Refusal is { } refusal && !(command.ViaGitHub && IsForOthers(command.Key)))
            return Refused(refusal);
        if (plan.Find(to) is not { } found)
            return Refused(plan.IsEarly ? $"What {plan.Key.Service} ran before has not been read yet, so {to} cannot be checked. Try again in a few seconds." : to == plan.Current ? $"{plan.Key.Service} is on {to} already." : $"{to} is not a revision that {plan.Key.Service} is known to have run, so it cannot be a rollback's target.");
        var (candidate, closed) = command.ViaGitHub ? await workflows.OfAsync(plan, found) : (found, null);
        if (candidate is null || (closed = Unchoosable(command, candidate)) is not null)
            return Refused(closed!);

        if (command.Shown is { } shown && shown != candidate.Move)
            return Refused($"Not sent: the plan on the screen was to go back by {shown}, and by now it would be {candidate.Move}, which restores something else. Make the plan again.", stale: true);

        // A plan for another deployment is refused below, with what changed.
        var report = plan.SeenDeploymentId == command.SeenDeploymentId ? await preflight.CheckAsync(plan, candidate) : null;
        return report?.Blocked is { } blocked ? Refused($"Not sent: {blocked}") : await CompareAsync(command, plan, candidate, report, actor);
    }

    private static (RollbackIntent?, RollbackOutcome) Refused(string message, bool stale = false) => (null, new RollbackOutcome(RollbackResult.Refused, message) { IsStale = stale });

    private string? Unchoosable(RollbackCommand command, RollbackCandidate candidate) =>
        candidate.Blocked
        ?? (candidate is { Grade: CandidateGrade.Warned } && !command.PastWarning ? $"Not sent: {candidate.Warning ?? candidate.Why} It can be chosen only past this warning." : null)
        ?? (candidate.Move == RollbackMove.RegisterCopy && !options.Value.AllowCopies ? $"Not sent: {candidate.To} can be reached only by a copy, and Rollback:AllowCopies is off here." : null);

    // ECS refuses UpdateService for those whom another controller deploys; a workflow may still know how to.
    private bool IsForOthers(ServiceKey key) => watch.Of(key)?.Service is { Status: "ACTIVE", DeploymentController: not "ECS" };

    private async Task<(RollbackIntent? Intent, RollbackOutcome? Refused)> CompareAsync(RollbackCommand command, RollbackPlan plan, RollbackCandidate candidate, PreflightReport? report, Actor actor)
    {
        var fresh = await primaries.ReadAsync(command.Key);
        if (fresh.Value is not { } primary)
            return Refused($"Not sent: ECS could not be asked which deployment is current. {fresh.Fault!.Message}");
        if (primary.Id != command.SeenDeploymentId)
            return Refused(Changed(command, primary), stale: true);
        if (primary.ServiceStatus != "ACTIVE" || (primary.Controller != "ECS" && candidate.Move != RollbackMove.GitHub))
            return Refused($"The service is {primary.ServiceStatus} under the {primary.Controller} deployment controller; it cannot be rolled back from here.");
        if (plan.SeenDeploymentId != primary.Id || primary.TaskDefinition is not { } from)
            return Refused("The plan was made before the deployment that is current now was read. Try again in a few seconds.", stale: true);

        var intent = Intent(command, plan, candidate, primary, from, actor);
        var difference = revisions.Compare(command.Key, from, candidate);
        var facts = Signal.Before(watch.Of(command.Key), intent, options.Value, time.GetUtcNow());
        return (intent with { Facts = facts with { HookId = candidate.HookId, IsPastWarning = command.PastWarning, Images = candidate.Images, Preflight = report?.Lines ?? [], Changes = difference.Changes, NotRestored = difference.NotRestored } }, null);
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

    private string Changed(RollbackCommand command, PrimaryDeployment primary)
    {
        var definition = watch.Of(command.Key) is { } now && now.Service.Definition?.Ref == primary.TaskDefinition ? now.Service.Definition : null;
        var version = definition is null ? $"{primary.TaskDefinition}" : $"{definition.Version} ({primary.TaskDefinition}), registered by {definition.RegisteredBy ?? "an unknown principal"}";
        return $"Not sent: the service changed since you looked. Since {Wording.Utc(primary.PrimaryCreatedAt)} it is on deployment {primary.Id} of {version}. Start again from the present state.";
    }
}
