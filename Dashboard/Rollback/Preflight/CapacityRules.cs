using Dashboard.Ui;
using static Dashboard.Rollback.Preflight.PreflightRules;

namespace Dashboard.Rollback.Preflight;

/// <summary>Whether there is room for the tasks of the target, and whether those that run can be replaced.</summary>
internal static class CapacityRules
{
    public static PreflightLine Capacity(PreflightFacts facts)
    {
        const string Check = "Capacity";
        var service = facts.Service;
        if (service.IsDaemon)
            return Pass(Check, "A DAEMON service: one task per instance, replaced in place.");
        if (service.Desired == 0)
            return Warn(Check, "The desired count is 0: no task will start that would show whether it works.");
        var room = RollingRoom.Of(service);
        if (service.DeploymentStrategy == "ROLLING" && room.Batch == 0)
            return Stuck(facts, room, Check);
        if (service.DeploymentStrategy == "ROLLING" && room.Extra == 0)
            return Warn(Check, $"{room.Limits} of {Tasks(service.Desired)}: tasks are stopped before new ones start, down to {room.Least} of {service.Desired} running.");
        var more = service.DeploymentStrategy == "ROLLING" ? room.Extra : service.Desired;
        return Place(facts, more, Check);
    }

    public static PreflightLine Scaling(PreflightFacts facts)
    {
        const string Check = "Auto scaling";
        var desired = facts.Service.Desired;
        return facts.Scaling switch
        {
            null => Warn(Check, "Not asked."),
            { Fault: { } fault } => Warn(Check, "Not checked: " + WithStop(fault)),
            { Minimum: null } => Pass(Check, $"Application Auto Scaling does not scale it; the desired count stays {desired}."),
            { Minimum: { } minimum } when desired < minimum => Warn(Check, $"The desired count {desired} is below the minimum {minimum} of Application Auto Scaling, which may raise it meanwhile."),
            { Maximum: { } maximum } when desired >= maximum => Warn(Check, $"The desired count {desired} is at the maximum {maximum} of Application Auto Scaling: no task can be added should the older revision need more."),
            var scaling => Pass(Check, $"The desired count {desired} is within {scaling.Minimum} to {scaling.Maximum}; scaling in rests while ECS deploys, scaling out goes on."),
        };
    }

    public static PreflightLine Protection(PreflightFacts facts)
    {
        const string Check = "Task protection";
        return facts.Protection switch
        {
            null => Warn(Check, "Not asked."),
            { Fault: { } fault } => Warn(Check, "Not checked: " + WithStop(fault)),
            { Protected: 0 } => Pass(Check, "No running task is protected from being replaced."),
            { Protected: var count, Until: var until } => Warn(Check, $"{count} of {Tasks(facts.RunningTasks)} {(count == 1 ? "is" : "are")} protected{(until is { } at ? $" until {Wording.Utc(at)}" : "")}; ECS waits for {(count == 1 ? "it" : "them")} and the deployment may be blocked (DEPLOYMENT_BLOCKED)."),
        };
    }

    // UpdateService accepts it all the same, and then nothing happens.
    private static PreflightLine Stuck(PreflightFacts facts, RollingRoom room, string check)
    {
        var fact = $"{room.Limits} of {Tasks(facts.Service.Desired)} let ECS neither start nor stop one, so the rollout would never begin. Change minimumHealthyPercent or maximumPercent first.";
        return facts.To.IsForward() ? Block(check, fact) : Warn(check, fact);
    }

    private static PreflightLine Place(PreflightFacts facts, int more, string check)
    {
        var need = $"Up to {Format.Plural(more, "more task")} run{(more == 1 ? "s" : "")} meanwhile{Size(facts, more)}";
        return facts.Service.LaunchType is { } place && !place.StartsWith("FARGATE", StringComparison.Ordinal)
            ? Warn(check, $"{need}; whether the container instances of {place} have room for them was not checked.")
            : Pass(check, $"{need}; the account's Fargate quota is not known here.");
    }

    private static string Size(PreflightFacts facts, int tasks) => facts.Target is { Cpu: { } cpu, MemoryMiB: { } memory }
        ? FormattableString.Invariant($" ({cpu * tasks / 1024.0:0.##} vCPU, {memory * tasks / 1024.0:0.##} GiB)")
        : "";

    private static string Tasks(int count) => Format.Plural(count, "task");
}
