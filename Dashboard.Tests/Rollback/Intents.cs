using Dashboard.Audit;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Rollback;

namespace Dashboard.Tests.Rollback;

/// <summary>A rollback of checkout from 43 to 42 that began at noon, and the service around it.</summary>
internal static class Intents
{
    public static readonly DateTimeOffset Noon = Make.Noon;

    public static RollbackIntent Accepted => new(Guid.NewGuid(), Make.Key(), IntentState.Accepted, new Actor("on-call", "Sam Okafor"), "errors since v1.4.3",
        "ecs-svc/43", Noon.AddMinutes(-25), Make.Ref(revision: 43), "v1.4.3", Make.Ref(revision: 42), "v1.4.2", RollbackMove.UpdateService, Noon)
    {
        SentAt = Noon,
        DeploymentId = "ecs-svc/new",
        HealthyPercent = 0.3,
        BeforePercent = 12.1,
    };

    public static RollbackIntent Unknown => Accepted with { State = IntentState.Unknown, DeploymentId = null };

    public static RollbackIntent Stop(ServiceDeployment stopped) => Accepted with { Move = RollbackMove.StopServiceDeployment, StopArn = stopped.Arn, DeploymentId = null };

    /// <summary>Steady since then, and its targets healthy since then.</summary>
    public static RollbackIntent SteadyAt(DateTimeOffset at) => Accepted with { SteadyAt = at, Facts = RollbackFacts.None with { HealthySince = at } };

    /// <summary>The same with two tasks of 42 and two healthy targets, all read at <paramref name="at"/>.</summary>
    public static ServiceNow Seen(ServiceNow now, DateTimeOffset at) => now with
    {
        Tasks = [Make.Task("a", revision: 42), Make.Task("b", revision: 42)],
        TasksObservedAt = at,
        Service = now.Service with { Targets = Make.Targets(2, 2, at) },
    };

    public static ServiceDeployment Deployment(string status = "IN_PROGRESS", int revision = 42) => Make.Deployment(revision: revision, startedAt: Noon.AddSeconds(1), status: status);

    /// <summary>The service a minute after noon.</summary>
    public static ServiceNow Now(int primaryRevision, string primaryId, string rollout, ServiceDeployment? ours, int runningOld = 0, ServiceSeries? metrics = null)
    {
        var service = Make.Service(revision: primaryRevision, at: Noon.AddMinutes(1));
        var primary = service.Deployments[0] with { Id = primaryId, RolloutState = rollout, CreatedAt = Noon.AddSeconds(1) };
        var old = primary with { Id = "ecs-svc/43", Status = "ACTIVE", TaskDefinition = Make.Ref(revision: 43), Running = runningOld };
        service = service with { Deployments = runningOld > 0 ? [primary, old] : [primary], Running = primary.Running + runningOld };
        return new ServiceNow(service, ours is null ? null : Make.History(Make.Key(), ours), [], null, metrics, []);
    }
}
