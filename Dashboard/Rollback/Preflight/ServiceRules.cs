using static Dashboard.Rollback.Preflight.PreflightRules;

namespace Dashboard.Rollback.Preflight;

/// <summary>Whether the service takes a rollback at this moment.</summary>
internal static class ServiceRules
{
    public static PreflightLine Service(PreflightFacts facts)
    {
        const string Check = "Service";
        var service = facts.Service;
        var state = $"{service.Status}, deployment controller {service.DeploymentController}, strategy {service.DeploymentStrategy}";

        // What ECS refuses from here, the workflow's own tool may do.
        if (facts is { To.Move: RollbackMove.GitHub, Service: { Status: "ACTIVE", Fault: null } })
            return Pass(Check, $"{state}. The workflow deploys it, by its own means.");
        return (facts.Plan.Refusal, service) switch
        {
            (_, { Status: "ACTIVE", DeploymentController: not "ECS" }) when facts.To.Move == RollbackMove.GitHub => Pass(Check, $"{service.Status}, deployment controller {service.DeploymentController}, which the workflow has to serve."),
            ({ } refusal, _) => Block(Check, WithStop(refusal)),
            (_, { Status: not "ACTIVE" }) => Block(Check, $"The service is {service.Status}; ECS deploys nothing to it."),
            (_, { DeploymentController: not "ECS" }) => Block(Check, $"The deployment controller is {service.DeploymentController}; ECS refuses UpdateService for it."),
            (_, { Fault: { } fault }) => Warn(Check, $"{state}, as last read {Wording.Ago(service.ObservedAt, facts.Now)}: {WithStop(fault.Message)}"),
            _ => Pass(Check, state + "."),
        };
    }

    public static PreflightLine InFlight(PreflightFacts facts)
    {
        const string Check = "Deployment in flight";
        var running = facts.InProgress;
        if (facts.Open is { } open)
            return Block(Check, $"{open.Actor.Name} is rolling it back to {open.ToVersion} ({open.To}) since {Wording.Utc(open.At)}. One rollback at a time.");
        if (!facts.To.IsForward())
            return running is null || running.Arn == facts.To.StopArn
                ? Pass(Check, facts.To.Move == RollbackMove.ContinueServiceDeployment
                    ? "The deployment in progress waits for a lifecycle hook; answering it with ROLLBACK is this rollback."
                    : "The deployment in progress is the one to leave; stopping it with ROLLBACK is this rollback.")
                : Warn(Check, $"Deployment {running.Id} began after the one that this would stop ({facts.To.StopArn}).");
        if (running is not null)
            return Warn(Check, $"Deployment {running.Id} is {running.Status}{(running.Stage is { } stage ? $" at {stage}" : "")}; a new deployment would take its place.");
        if (facts.Service.IsDeploying)
            return Warn(Check, "Tasks of an older deployment still run beside the PRIMARY one; a new deployment would take over from both.");
        return facts.History is null or { Deployments.IsEmpty: true }
            ? Pass(Check, "The PRIMARY deployment is done; service deployments are not known.")
            : Pass(Check, "No deployment is in flight.");
    }
}
