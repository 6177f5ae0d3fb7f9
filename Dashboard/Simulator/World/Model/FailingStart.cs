namespace Dashboard.Simulator;

/// <summary>A rollout whose tasks never become healthy: retried until the circuit breaker trips, or with growing pauses when there is none.</summary>
internal static class FailingStart
{
    private const int MaxAttempts = 60;

    public static void Plan(SimService service, DeploymentRun run)
    {
        var breaker = service.Configuration.DeploymentCircuitBreaker is { Enable: true };
        var attempts = Attempts(service, run, breaker ? run.Threshold : MaxAttempts);
        var ends = attempts.Select(task => task.StoppedAt).Order().ToList();
        var failedAt = breaker ? ends[Math.Min(run.Threshold, ends.Count) - 1] + service.Clock.Pace(1) : DateTimeOffset.MaxValue;
        attempts.RemoveAll(task => task.CreatedAt > failedAt);
        run.Rollout.Failures.AddRange(breaker ? ends.Take(run.Threshold) : ends);
        service.Tasks.AddRange(attempts);
        foreach (var task in attempts)
            Tell(service, task);
        if (!breaker)
            return;
        run.Rollout.FailedAt = failedAt;
        if (service.Configuration.DeploymentCircuitBreaker!.Rollback)
            RolloutPlanner.RollBack(service, run, failedAt, "Service deployment rolled back because the circuit breaker threshold was exceeded.", "ECS deployment circuit breaker");
        else
            (run.FinishedAt, run.Outcome, run.OutcomeReason) = (failedAt, "STOPPED", "Service deployment stopped because the circuit breaker threshold was exceeded.");
    }

    private static List<SimTask> Attempts(SimService service, DeploymentRun run, int wanted)
    {
        var staying = service.Tasks.Count(task => task.StaysAt(run.StartedAt));
        var most = Math.Max(service.DesiredCount + 1, service.DesiredCount * service.Configuration.MaximumPercent / 100);
        var slots = Math.Clamp(most - staying, 1, Math.Max(1, service.DesiredCount));
        var next = Enumerable.Range(0, slots).Select(slot => run.StartedAt + service.Clock.Pace(2 + (slot * 6))).ToArray();
        var attempts = new List<SimTask>();
        for (var i = 0; attempts.Count < wanted + slots; i++)
        {
            var task = TaskTiming.Start(service, run.Target, run.Rollout.Id, next[i % slots]);
            attempts.Add(task);
            next[i % slots] = task.StoppedAt + service.Clock.Pace(Math.Min(300, 3 * Math.Pow(1.5, i / slots)));
        }

        return attempts;
    }

    private static void Tell(SimService service, SimTask task)
    {
        service.Say(task.CreatedAt, $"has started 1 tasks: (task {task.Id}).");
        if (task.End is { Unhealthy: true } && service.TargetGroupArn is { } group)
            service.Say(task.StopAt, $"(port {service.Spec.Port}) is unhealthy in (target-group {group}) due to (reason Health checks failed with these codes: [503]).");
        else if (task.End is { Code: "TaskFailedToStart" } end)
            service.Say(task.StoppedAt, $"(task {task.Id}) failed to start: {end.Reason}.");
    }
}
