namespace Dashboard.Simulator;

/// <summary>A blue/green rollout: all green tasks first, then the traffic, then the bake time; PAUSE hooks stop it on the way.</summary>
internal static class BlueGreen
{
    private const string Shifted = "POST_PRODUCTION_TRAFFIC_SHIFT";
    private const int UsualTimeoutMinutes = 1440;
    private static readonly (string Name, double Seconds)[] Stages =
    [
        ("POST_SCALE_UP", 2), ("TEST_TRAFFIC_SHIFT", 5), ("POST_TEST_TRAFFIC_SHIFT", 3), ("PRODUCTION_TRAFFIC_SHIFT", 5), (Shifted, 3), ("BAKE_TIME", 0), ("CLEAN_UP", 0),
    ];

    public static bool Is(DeploymentRun run) => run.Configuration.Strategy == "BLUE_GREEN" && run.Sources.Count > 0;

    public static void Plan(SimService service, DeploymentRun run)
    {
        run.Stages.Add(("PRE_SCALE_UP", run.StartedAt + service.Clock.Pace(1)));
        run.Stages.Add(("SCALE_UP", run.StartedAt + service.Clock.Pace(2)));
        var green = Enumerable.Range(0, service.DesiredCount).Select(i => TaskTiming.Start(service, run.Target, run.Rollout.Id, run.StartedAt + service.Clock.Pace(2 + (i * 1.4)))).ToList();
        green.ForEach(task => task.LeaveTraffic(task.CreatedAt));
        service.Tasks.AddRange(green);
        service.Say(run.StartedAt + service.Clock.Pace(2), $"has started {green.Count} tasks: {string.Join(' ', green.Select(task => $"(task {task.Id})"))}.");
        run.ScaledUpAt = green.Select(task => task.HealthyAt).DefaultIfEmpty(run.StartedAt + service.Clock.Pace(3)).Max();
        GoOn(service, run, 0, run.ScaledUpAt);
    }

    /// <summary>What ContinueServiceDeployment does.</summary>
    public static void Answer(SimService service, DeploymentRun run, SimHook hook, string answer, DateTimeOffset at)
    {
        service.CutAt(at);
        hook.Take(answer, at);
        Act(service, run, hook, answer, at, "Service deployment rolled back because of a lifecycle hook action.");
        service.Tasks.Sort((a, b) => a.CreatedAt.CompareTo(b.CreatedAt));
    }

    /// <summary>Production traffic back to those who had it, whatever is left of them.</summary>
    public static void ShiftBack(SimService service, DeploymentRun run, DateTimeOffset at) => Shift(service, at, task => task.Revision != run.Target);

    /// <summary>Percent of the production and of the test traffic that the revision shall have.</summary>
    public static (double Production, double Test) Weights(DeploymentRun run, SimRevision revision, DateTimeOffset at)
    {
        var back = run.RollbackAt <= at;
        var (production, test) = (!back && run.Reached(Shifted, at), !back && run.Reached("TEST_TRAFFIC_SHIFT", at));
        var isTarget = revision == run.Target;
        return (production == isTarget ? 100 : 0, test == isTarget ? 100 : 0);
    }

    private static void Act(SimService service, DeploymentRun run, SimHook hook, string action, DateTimeOffset at, string reason)
    {
        if (action == SimHook.Continue)
        {
            GoOn(service, run, Array.FindIndex(Stages, stage => stage.Name == hook.Stage) + 1, at);
            return;
        }

        (run.Rollout.FailedAt, run.Rollout.FailReason) = (at, "ECS deployment failed: lifecycle hook.");
        RolloutPlanner.RollBack(service, run, at, reason, "ECS deployment lifecycle hook");
    }

    private static void GoOn(SimService service, DeploymentRun run, int from, DateTimeOffset at)
    {
        for (var i = from; i < Stages.Length; i++)
        {
            var (name, seconds) = Stages[i];
            run.Stages.Add((name, at));
            if (name == Shifted)
                Shift(service, at, task => task.Revision == run.Target);
            if (run.Configuration.LifecycleHooks?.FirstOrDefault(hook => hook.TargetType == "PAUSE" && hook.LifecycleStages.Contains(name)) is { } pause)
            {
                Pause(service, run, name, pause.TimeoutConfiguration, at);
                return;
            }

            at += service.Clock.Pace(name == "BAKE_TIME" ? 60 * (run.Configuration.BakeTimeInMinutes ?? 0) : seconds);
        }

        run.BakedAt = at;
        (run.FinishedAt, run.Outcome) = (RolloutPlanner.Finish(service, run.Rollout, new TaskReplacement(service, run.Rollout).From(at).DoneAt), "SUCCESSFUL");
    }

    /// <summary>Also plans what ECS does when nobody answers in time.</summary>
    private static void Pause(SimService service, DeploymentRun run, string stage, LifecycleHookTimeout? timeout, DateTimeOffset at)
    {
        var action = timeout?.Action ?? SimHook.RollBack;
        var hook = new SimHook(Hash.Guid(service.Draw()), stage, at, at + TimeSpan.FromMinutes(timeout?.TimeoutInMinutes ?? UsualTimeoutMinutes), action);
        run.Hooks.Add(hook);
        Act(service, run, hook, action, hook.ExpiresAt, "Service deployment rolled back because a lifecycle hook timed out.");
    }

    private static void Shift(SimService service, DateTimeOffset at, Func<SimTask, bool> gets)
    {
        foreach (var task in service.Tasks.Where(task => task.StaysAt(at)))
            if (gets(task))
                task.JoinTraffic(at);
            else
                task.LeaveTraffic(at);
        service.Changed();
    }
}
