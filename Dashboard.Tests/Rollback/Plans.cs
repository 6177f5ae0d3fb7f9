using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Rollback;

namespace Dashboard.Tests.Rollback;

/// <summary>Facts of a service at noon to make a plan from.</summary>
internal static class Plans
{
    public static RollbackPlan Plan(params ServiceDeployment[] deployments) => RollbackPlans.Make(Facts(deployments));

    /// <param name="deployments">Newest first; the service is on the first one's task definition.</param>
    public static PlanFacts Facts(params ServiceDeployment[] deployments)
    {
        var current = deployments.FirstOrDefault()?.Target?.TaskDefinition?.Revision ?? 43;
        var service = Make.Service(revision: current) with { CircuitBreakerEnabled = true };
        return new PlanFacts(service, Same(Make.History(Make.Key(), deployments)), null, ImmutableArray<CloudWatchAlarm>.Empty, [], Make.Noon) { Region = "eu-west-1" };
    }

    public static ServiceDeployment Run(int revision, int minutesAgo) => Make.Deployment(revision: revision, startedAt: Make.Noon.AddMinutes(-minutesAgo));

    /// <summary>One of the same task definition behind whose tag stood another image.</summary>
    public static ServiceDeployment Run(int revision, int minutesAgo, string digest) => Run(revision, minutesAgo) with
    {
        Arn = $"deployment-{digest}",
        Target = Make.Revision(revision: revision) with { Arn = $"revision-{digest}", Images = [new RevisionImage("checkout", "checkout:latest", $"sha256:{digest}")] },
    };

    public static ServiceDeployment InProgress(int revision, params int[] from) =>
        Make.Deployment(revision: revision, startedAt: Make.Noon.AddMinutes(-3), status: "IN_PROGRESS") with { Sources = [.. from.Select(source => Make.Revision(revision: source))] };

    public static ServiceDeployment Reverted(int revision, int minutesAgo) =>
        Make.Deployment(revision: revision, startedAt: Make.Noon.AddMinutes(-minutesAgo), status: "ROLLBACK_SUCCESSFUL") with { RollbackReason = "tasks failed to start" };

    public static PlanFacts With(this PlanFacts facts, TaskDefinitionDetail definition) =>
        facts with { History = facts.History! with { Definitions = facts.History.Definitions.SetItem(definition.Ref, definition) } };

    public static PlanFacts With(this PlanFacts facts, RevisionImage image, ImageCheck check) => facts with { Images = facts.Images.SetItem(image, check) };

    /// <summary>As measured while the revision served, from the end of its one deployment to the start of the next.</summary>
    public static PlanFacts Measured(this PlanFacts facts, int revision, double? errorPercent, double? p95Seconds = null) =>
        facts with { Measured = facts.Measured.SetItem(RollbackPlans.Make(facts).Find(Make.Ref(revision: revision))!.Stays[0], new ServedSignal(errorPercent, 1000, p95Seconds)) };

    // Definitions that differ in nothing but their revision, so that only digests tell them apart.
    private static DeploymentHistory Same(DeploymentHistory history) => history with
    {
        Definitions = history.Definitions.Values.Select(definition => Make.Definition(revision: definition.Ref.Revision, version: "same")).ToImmutableDictionary(definition => definition.Ref),
    };
}
