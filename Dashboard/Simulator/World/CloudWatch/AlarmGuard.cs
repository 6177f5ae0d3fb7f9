namespace Dashboard.Simulator;

/// <summary>ECS's watch over a deployment's alarms. One that goes off undoes the deployment from that instant.</summary>
internal static class AlarmGuard
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(20);

    /// <summary>Catches up to now. Call without the service's gate, which reading its metrics takes.</summary>
    public static void Watch(SimService service, IReadOnlyDictionary<string, AlarmState> alarms, MetricStore store, DateTimeOffset now)
    {
        if (service.NewestRun() is not { Configuration.Alarms: { } configured } run)
            return;
        var watched = configured.AlarmNames.Select(alarms.GetValueOrDefault).OfType<AlarmState>().ToList();
        for (var at = run.GuardedUntil + Step; at <= now && run.IsGuardedAt(at); at += Step)
        {
            watched.ForEach(alarm => alarm.Advance(store, at));
            run.GuardedUntil = at;
            var firing = watched.Where(alarm => alarm.View is { StateValue: "ALARM" }).Select(alarm => alarm.Definition.AlarmName).ToList();
            if (firing.Count > 0)
                Undo(service, run, firing, at);
        }
    }

    private static void Undo(SimService service, DeploymentRun run, IReadOnlyList<string> firing, DateTimeOffset at)
    {
        lock (service.Gate)
        {
            service.CutAt(at);
            run.TriggeredAlarms = firing;
            (run.Rollout.FailedAt, run.Rollout.FailReason) = (at, "ECS deployment failed: alarm detected.");
            if (run.Configuration.Alarms is { Rollback: true })
                RolloutPlanner.RollBack(service, run, at, "Service deployment rolled back because a CloudWatch alarm went into the ALARM state.", "ECS deployment alarm");
            else
                (run.FinishedAt, run.Outcome, run.OutcomeReason) = (at, "STOPPED", "Service deployment stopped because a CloudWatch alarm went into the ALARM state.");
            service.Tasks.Sort((a, b) => a.CreatedAt.CompareTo(b.CreatedAt));
        }
    }
}
