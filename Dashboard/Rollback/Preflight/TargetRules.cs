using Dashboard.Fleet;
using static Dashboard.Rollback.Preflight.PreflightRules;

namespace Dashboard.Rollback.Preflight;

/// <summary>Whether the revision to go back to is a good one and still fits the service.</summary>
internal static class TargetRules
{
    public static PreflightLine Evidence(PreflightFacts facts)
    {
        const string Check = "Evidence";
        var to = facts.To;
        return to switch
        {
            { Blocked: { } blocked } => Block(Check, WithStop(blocked)),
            { Grade: CandidateGrade.NeverObserved } => Warn(Check, $"{to.To} was never observed healthy: only its task definition is known."),
            { Warning: { } warning } => Warn(Check, WithStop(warning)),
            _ => Pass(Check, WithStop(to.Why)),
        };
    }

    public static PreflightLine Definition(PreflightFacts facts)
    {
        const string Check = "Task definition";
        var (to, status) = (facts.To, facts.Target?.Status);
        if (status is not (null or "ACTIVE" or "INACTIVE"))
            return Block(Check, $"{to.To} is {status}; ECS starts no task of it.");
        if (to is { Move: RollbackMove.RegisterCopy } or { NeedsCopy: not null })
            return Warn(Check, $"{WithStop(to.NeedsCopy ?? $"{to.To} cannot be deployed as it is")} A copy with its images pinned by digest is registered first, which needs ecs:RegisterTaskDefinition and iam:PassRole.");
        return status switch
        {
            "ACTIVE" => Pass(Check, $"{to.To} is ACTIVE."),
            "INACTIVE" when to.Move == RollbackMove.GitHub => Warn(Check, $"{to.To} is INACTIVE: it was deregistered. The workflow deploys {to.Version} with another task definition, whose settings may differ."),
            "INACTIVE" when to.IsForward() => Block(Check, $"{to.To} is INACTIVE: it was deregistered, and UpdateService refuses it."),
            "INACTIVE" => Warn(Check, $"{to.To} is INACTIVE: it was deregistered. Whether ECS can go back to it is not documented."),
            _ => Warn(Check, $"{to.To} was not read, so it may be INACTIVE: {WithStop(facts.TargetFault ?? "ECS gave no answer")}"),
        };
    }

    /// <summary>ECS refuses a task definition without the container and port that a target group sends traffic to.</summary>
    public static PreflightLine LoadBalancer(PreflightFacts facts)
    {
        const string Check = "Load balancer";
        if (facts.Service.LoadBalancers.IsEmpty)
            return Pass(Check, "The service has no load balancer.");
        if (facts.Target is not { } target)
            return Warn(Check, $"Not checked: {facts.To.To} was not read.");
        foreach (var balancer in facts.Service.LoadBalancers.Where(balancer => balancer.Container is not null))
            if (Mismatch(target, balancer) is { } mismatch)
                return Block(Check, mismatch);
        var wanted = facts.Service.LoadBalancers.Select(balancer => $"{balancer.Container}:{balancer.Port}").Distinct().ToArray();
        return Pass(Check, $"{Join(wanted)}, where the target groups send traffic, {(wanted.Length == 1 ? "is" : "are")} in {target.Ref}.");
    }

    private static string? Mismatch(TaskDefinitionDetail target, ServiceLoadBalancer balancer)
    {
        if (target.Containers.FirstOrDefault(container => container.Name == balancer.Container) is not { } container)
            return $"{target.Ref} has no container {balancer.Container}, to which {balancer.TargetGroup} sends traffic, so ECS would refuse it.";
        return balancer.Port is { } port && !container.Ports.Contains(port)
            ? $"Container {container.Name} of {target.Ref} has no port {port}, to which {balancer.TargetGroup} sends traffic, so ECS would refuse it."
            : null;
    }
}
