namespace Dashboard.Simulator;

/// <summary>How long a task takes to come up, and how it ends.</summary>
internal static class TaskTiming
{
    private static readonly TaskEnd[] Ends = [TaskEnd.OutOfMemory, TaskEnd.Crash];

    public static SimTask Start(SimService service, SimRevision revision, string startedBy, DateTimeOffset at)
    {
        var (clock, draw) = (service.Clock, service.Draw());
        var pullAt = at + clock.Pace(Hash.Between(draw, 1.2, 2.4));
        var pulledAt = pullAt + clock.Pace(Hash.Between(draw >> 9, 4, 7.5));
        var id = Hash.Hex(draw, 32);
        if (revision.Behaviour.StartFault is StartFault.CannotPull or StartFault.NoSecret)
            return new SimTask(id, revision, startedBy, at) { PullAt = pullAt, PulledAt = pulledAt }
                .Ending(pulledAt, pulledAt + clock.Pace(2), revision.LackingSecret is { } secret ? TaskEnd.NoSecret(secret) : TaskEnd.CannotPull(revision.Definition.ContainerDefinitions[0].Image));

        var runningAt = pulledAt + clock.Pace(2.5);
        var registeredAt = runningAt + clock.Pace(3);
        var healthyAt = service.TargetGroupArn is null
            ? runningAt + clock.Pace(3 + service.Spec.StartupSeconds)
            : registeredAt + clock.Pace(service.Spec.StartupSeconds + Hash.Between(draw >> 17, 6, 11));
        var starts = revision.Behaviour.StartFault == StartFault.None;
        var task = new SimTask(id, revision, startedBy, at)
        {
            PullAt = pullAt,
            PulledAt = pulledAt,
            RunningAt = runningAt,
            RegisteredAt = service.TargetGroupArn is null ? DateTimeOffset.MaxValue : registeredAt,
            HealthyAt = starts ? healthyAt : DateTimeOffset.MaxValue,
        };
        return starts ? task : Fail(service, task, revision.Behaviour.StartFault);
    }

    public static void Stop(SimService service, SimTask task, DateTimeOffset at, string deployment)
    {
        if (task.ProtectedUntil > at)
            at = task.ProtectedUntil.Value;
        var drain = service.TargetGroupArn is null ? 4 : Hash.Between(service.Draw(), 14, 18);
        task.Ending(at, at + service.Clock.Pace(drain), TaskEnd.Scaling(deployment));
    }

    public static void RunOutOfMemory(SimService service, SimTask task)
    {
        var life = task.Revision.Behaviour.OutOfMemoryAfter!.Value * Hash.Between(service.Draw(), 0.7, 1.4);
        var at = task.HealthyAt + service.Clock.Pace(life);
        task.Ending(at, at + service.Clock.Pace(2), Ends[0]);
    }

    private static SimTask Fail(SimService service, SimTask task, StartFault fault)
    {
        var unhealthy = fault == StartFault.HealthCheck;
        var at = task.RunningAt + service.Clock.Pace(unhealthy ? 34 : 7);
        return task.Ending(at, at + service.Clock.Pace(2), unhealthy ? TaskEnd.UnhealthyTarget(service.TargetGroupArn) : Ends[1]);
    }
}
