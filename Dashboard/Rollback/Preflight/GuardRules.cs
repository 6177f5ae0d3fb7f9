using static Dashboard.Rollback.Preflight.PreflightRules;

namespace Dashboard.Rollback.Preflight;

/// <summary>Whether ECS itself would notice that the rollback goes wrong.</summary>
internal static class GuardRules
{
    public static PreflightLine CircuitBreaker(PreflightFacts facts)
    {
        const string Check = "Circuit breaker";
        var service = facts.Service;
        if (!service.CircuitBreakerEnabled)
            return Warn(Check, "Off: ECS goes on trying for ever should the tasks not start.");
        var threshold = facts.History?.Newest?.FailureThreshold is { } tasks ? $"On, at {tasks} failed tasks"
            : service.CircuitBreakerThreshold is { } configured ? $"On, at {configured}" : "On";
        if (!service.CircuitBreakerRollsBack)
            return Warn(Check, threshold + ", but without rollback: the deployment would fail and stay as it is.");

        // "The most recent completed deployment" is the one that people want to leave.
        return Pass(Check, facts.To.IsForward() ? $"{threshold}. It would then go back to {facts.Plan.Current}." : threshold + ".");
    }

    public static PreflightLine Alarms(PreflightFacts facts)
    {
        const string Check = "Deployment alarms";
        var names = facts.Service.DeploymentAlarms;
        if (names.IsEmpty)
            return Pass(Check, "None is configured, so ECS judges by tasks alone.");
        if (facts.Alarms.Where(alarm => alarm.State == "ALARM").Select(alarm => alarm.Name).ToArray() is { Length: > 0 } firing)
            return Warn(Check, $"{Join(firing)} {(firing.Length == 1 ? "is" : "are")} already in ALARM, so ECS ignores alarms for this whole deployment. Watch it here.");
        if (facts.AlarmsFault is { } fault)
            return Warn(Check, $"Not checked: {WithStop(fault)} An alarm already in ALARM would leave this deployment unguarded.");
        if (names.Except(facts.Alarms.Select(alarm => alarm.Name)).ToArray() is { Length: > 0 } gone)
            return Warn(Check, $"CloudWatch lists no {Join(gone)}, so {(gone.Length == 1 ? "it guards" : "they guard")} nothing.");
        return Pass(Check, $"{Join([.. names])}: none in ALARM, so {(names.Length == 1 ? "it guards" : "they guard")} this deployment.");
    }
}
