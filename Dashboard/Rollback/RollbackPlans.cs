using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Rollback.GitHub;

namespace Dashboard.Rollback;

/// <summary>Makes a plan from facts alone, so that every case of it is a table test.</summary>
internal static class RollbackPlans
{
    public static RollbackPlan Make(PlanFacts facts)
    {
        var candidates = RollbackCandidates.Find(facts);
        var refusal = Refusal(facts);

        var proposed = refusal is null ? candidates.FirstOrDefault(candidate => Proposal.Fits(facts, candidate)) : null;
        if (proposed is not null)
        {
            var explained = proposed with { Why = Proposal.Because(facts, candidates, proposed) + proposed.Why };
            candidates = candidates.Replace(proposed, explained);
            proposed = explained;
        }

        return new RollbackPlan(facts.Service.Key, facts.Region, facts.Service.Primary?.Id, facts.Current, facts.DefinitionOf(facts.Current)?.Version, refusal, candidates, proposed, [.. Warnings(facts)])
        {
            HistoryMissing = HistoryMissing(facts),
            IsEarly = facts.History is null,
            NoDefault = refusal is null && proposed is null ? Proposal.WhyNone(facts, candidates) : null,
            GitHub = candidates.Any(candidate => GitHubRoute.IsTag(candidate.Version)) ? facts.GitHub : null,
            Controller = facts.Service.DeploymentController,
        };
    }

    private static string? HistoryMissing(PlanFacts facts) =>
        facts.History is null ? "Deployments have not been read yet."
        : !facts.History.Deployments.IsEmpty ? null
        : facts.History.Fault is { } fault ? $"Service deployments cannot be read ({fault.Message}), so nothing shows which revision was healthy."
        : "ECS lists no service deployment of the last 90 days, so nothing shows which revision was healthy.";

    private static string? Refusal(PlanFacts facts) => facts.Service switch
    {
        { Status: not "ACTIVE" } service => $"The service is {service.Status}; ECS deploys nothing to it.",
        { DeploymentController: "CODE_DEPLOY" } => "AWS CodeDeploy deploys this service, and ECS refuses UpdateService for it. While its deployment runs: aws deploy stop-deployment --auto-rollback-enabled. After it: aws deploy create-deployment with the previous revision's AppSpec.",
        { DeploymentController: "EXTERNAL" } => "An external controller deploys this service through task sets. Go back with the tool that made them, or with aws ecs update-service-primary-task-set.",
        { Primary: null } => "ECS reports no PRIMARY deployment for this service, so there is nothing to compare against.",
        _ => facts.InProgress is { Status: "ROLLBACK_REQUESTED" or "ROLLBACK_IN_PROGRESS" or "STOP_REQUESTED" } reverting
            ? $"ECS is already going back: deployment {reverting.Id} is {reverting.Status}. Wait for it to end."
            : null,
    };

    private static IEnumerable<string> Warnings(PlanFacts facts)
    {
        var service = facts.Service;
        var firing = facts.Alarms.Where(alarm => alarm.State == "ALARM" && service.DeploymentAlarms.Contains(alarm.Name)).Select(alarm => alarm.Name).ToArray();
        if (firing.Length > 0)
            yield return $"{Names(firing)} already in ALARM, so ECS will not guard this deployment with alarms. Watch it here.";
        if (!service.CircuitBreakerEnabled)
            yield return "The deployment circuit breaker is off: ECS goes on trying for ever should the tasks not start.";
        if (service.DeploymentStrategy != "ROLLING")
            yield return $"The strategy is {service.DeploymentStrategy}: traffic moves back in its steps and bake times, not at once.";
        if (service.Tags.GetValueOrDefault("aws:cloudformation:stack-name") is { } stack)
            yield return $"CloudFormation stack {stack} manages this service; its next update brings {facts.Current} back unless it is changed there.";
        if (service.Fault is { } fault)
            yield return $"What is shown of the service is old: {fault.Message}";
    }

    private static string Names(string[] alarms) => alarms.Length == 1 ? $"Alarm {alarms[0]} is" : $"Alarms {string.Join(", ", alarms)} are";
}
