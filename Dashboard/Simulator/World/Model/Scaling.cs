namespace Dashboard.Simulator;

/// <summary>A changed desired count: no deployment, only tasks of the current revision more or fewer.</summary>
internal static class Scaling
{
    public static void Apply(SimService service, DateTimeOffset at)
    {
        if (service.Runs.LastOrDefault() is { } run && !run.FinishedBy(at))
            return; // The running rollout keeps its plan; the new count holds from the next one on.
        var rollout = service.Primary(at);
        var staying = service.Tasks.Where(task => task.StaysAt(at)).ToList();
        for (var missing = service.DesiredCount - staying.Count; missing > 0; missing--)
        {
            var task = TaskTiming.Start(service, rollout.Revision, rollout.Id, at + service.Clock.Pace(1 + missing));
            service.Tasks.Add(task);
            service.Say(task.CreatedAt, $"has started 1 tasks: (task {task.Id}).");
        }

        foreach (var task in staying.Skip(service.DesiredCount))
        {
            TaskTiming.Stop(service, task, at + service.Clock.Pace(2), rollout.Id);
            service.Say(task.StoppedAt, $"has stopped 1 running tasks: (task {task.Id}).");
        }

        service.Tasks.Sort((a, b) => a.CreatedAt.CompareTo(b.CreatedAt));
        service.Changed();
    }
}
