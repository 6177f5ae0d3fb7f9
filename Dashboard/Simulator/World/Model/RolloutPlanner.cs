namespace Dashboard.Simulator;

/// <summary>Plans a whole rollout when it begins: every task, event and outcome with its instant. Whatever interrupts it cuts the plan there.</summary>
internal static class RolloutPlanner
{
    /// <summary>ECS goes on watching the alarms for a while after the last task was replaced.</summary>
    private const double GuardedBakeSeconds = 240;

    /// <summary>Starts a forward deployment, as UpdateService and CreateService do.</summary>
    /// <param name="alarmed">One of its deployment alarms is in ALARM.</param>
    public static DeploymentRun Deploy(SimService service, SimRevision target, DateTimeOffset at, bool alarmed = false)
    {
        var superseded = service.Runs.LastOrDefault();
        service.CutAt(at);
        if (superseded is not null && !superseded.FinishedBy(at))
            (superseded.FinishedAt, superseded.Outcome, superseded.OutcomeReason) = (at, "STOPPED", "Deployment was superseded by a newer deployment.");
        var sources = service.Tasks.Where(task => task.StaysAt(at)).Select(task => task.Revision).Distinct().ToList();
        var rollout = new Rollout($"ecs-svc/{Hash.Digits(service.Draw())}", target, at);
        var run = new DeploymentRun(Hash.Hex(service.Draw(), 17), target, sources, at)
        {
            Rollout = rollout,
            Configuration = service.Configuration,
            StartedAt = at + service.Clock.Pace(1),
            AlarmsIgnored = alarmed,
            Threshold = Math.Clamp((service.DesiredCount + 1) / 2, 3, 200),
        };
        service.Rollouts.Add(rollout);
        service.Revisions.Add(target);
        service.Runs.Add(run);
        if (target.Behaviour.StartFault != StartFault.None)
            FailingStart.Plan(service, run);
        else if (BlueGreen.Is(run))
            BlueGreen.Plan(service, run);
        else
            Succeed(service, run);
        if (run.IsGuardedAt(at) && at >= service.Clock.Start)
            service.Region.Guard(service);
        service.Tasks.Sort((a, b) => a.CreatedAt.CompareTo(b.CreatedAt));
        return run;
    }

    /// <summary>Ends a running deployment by going back to the last completed one, as StopServiceDeployment does.</summary>
    public static void StopAndRollBack(SimService service, DeploymentRun run, DateTimeOffset at)
    {
        service.CutAt(at);
        run.StopRequestedAt = at;
        run.Rollout.FailedAt = at + service.Clock.Pace(2);
        run.Rollout.FailReason = "ECS deployment stopped by request.";
        RollBack(service, run, at + service.Clock.Pace(2), "Service deployment rolled back because of a stop request.", "ECS deployment stopped by request");
        service.Tasks.Sort((a, b) => a.CreatedAt.CompareTo(b.CreatedAt));
    }

    /// <summary>To the revision of the newest completed deployment: it gets no new revision. Without one the service launches nothing more.</summary>
    public static void RollBack(SimService service, DeploymentRun run, DateTimeOffset at, string reason, string cause)
    {
        var good = service.Rollouts.LastOrDefault(rollout => rollout != run.Rollout && rollout.CompletedAt <= at && rollout.Revision != run.Target);
        run.RollbackAt = at;
        run.RollbackReason = reason;
        run.Hooks.ForEach(hook => hook.Take(SimHook.RollBack, at));
        if (BlueGreen.Is(run))
            BlueGreen.ShiftBack(service, run, at);
        if (good is null)
        {
            (run.FinishedAt, run.Outcome, run.OutcomeReason) = (at + service.Clock.Pace(5), "ROLLBACK_FAILED", "No completed deployment to roll back to.");
            return;
        }

        run.RollbackTo = good.Revision;
        var rollout = new Rollout($"ecs-svc/{Hash.Digits(service.Draw())}", good.Revision, at) { RollsBack = run.Rollout.Id, RollbackCause = cause };
        service.Rollouts.Add(rollout);
        service.Say(at, $"(deployment {run.Rollout.Id}) deployment failed: {(run.StopRequestedAt <= at ? "stopped by request" : run.TriggeredAlarms.Count > 0 ? "alarm detected" : run.Hooks.Count > 0 ? "lifecycle hook" : "tasks failed to start")}.");
        service.Say(at + service.Clock.Pace(1), $"rolling back to (deployment {rollout.Id}).");
        var replaced = new TaskReplacement(service, rollout).From(at);
        (run.FinishedAt, run.Outcome, run.OutcomeReason) = (Finish(service, rollout, replaced.DoneAt), "ROLLBACK_SUCCESSFUL", reason);
    }

    private static void Succeed(SimService service, DeploymentRun run)
    {
        var replaced = new TaskReplacement(service, run.Rollout).From(run.StartedAt);
        run.ScaledUpAt = replaced.HealthyAt;
        var guarded = run.IsGuardedAt(run.CreatedAt) && run.CreatedAt >= service.Clock.Start;
        run.BakedAt = guarded ? replaced.DoneAt + service.Clock.Pace(GuardedBakeSeconds) : replaced.HealthyAt + (replaced.DoneAt - replaced.HealthyAt) / 2;
        (run.FinishedAt, run.Outcome) = (Finish(service, run.Rollout, guarded ? run.BakedAt : replaced.DoneAt), "SUCCESSFUL");
    }

    /// <returns>When it is completed.</returns>
    public static DateTimeOffset Finish(SimService service, Rollout rollout, DateTimeOffset doneAt)
    {
        var steadyAt = doneAt + service.Clock.Pace(6);
        rollout.CompletedAt = steadyAt + service.Clock.Pace(2);
        service.Say(rollout.CompletedAt, $"(deployment {rollout.Id}) deployment completed.");
        service.Say(steadyAt, "has reached a steady state.");
        if (rollout.Revision.Behaviour.OutOfMemoryAfter is not null && service.Tasks.FirstOrDefault(task => task.StaysAt(rollout.CompletedAt)) is { } weak)
        {
            weak.Ending(rollout.CompletedAt + service.Clock.Pace(50), rollout.CompletedAt + service.Clock.Pace(52), TaskEnd.OutOfMemory);
            service.Loop = new CrashLoop(service, rollout, weak);
        }

        return rollout.CompletedAt;
    }
}
