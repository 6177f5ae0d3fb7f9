namespace Dashboard.Simulator;

/// <summary>Brings a service to its desired count of one revision within the minimum and maximum percent, batch by batch.</summary>
internal sealed class TaskReplacement(SimService service, Rollout rollout)
{
    private readonly List<SimTask> fresh = [];

    public (DateTimeOffset HealthyAt, DateTimeOffset DoneAt) From(DateTimeOffset at)
    {
        var staying = service.Tasks.Where(task => task.StaysAt(at)).ToList();
        fresh.AddRange(staying.Where(task => task.Revision == rollout.Revision));
        var old = new Queue<SimTask>(staying.Where(task => task.Revision != rollout.Revision));
        var desired = service.DesiredCount;
        var most = Math.Max(desired + (service.Configuration.MaximumPercent > 100 ? 1 : 0), desired * service.Configuration.MaximumPercent / 100);
        var (now, healthyAt) = (at + Pace(2), at + Pace(2));
        while (fresh.Count < desired)
        {
            var room = Math.Min(most - fresh.Count - old.Count, desired - fresh.Count);
            if (room <= 0 && old.TryDequeue(out var first))
            {
                Stop(first, now);
                now = first.StoppedAt + Pace(1);
                continue;
            }

            var batch = StartBatch(Math.Max(1, room), now);
            healthyAt = batch.Max(task => task.HealthyAt);
            now = StopFor(batch, old, healthyAt);
        }

        return (healthyAt, StopRest(old, now));
    }

    private List<SimTask> StartBatch(int count, DateTimeOffset now)
    {
        var batch = new List<SimTask>(count);
        for (var i = 0; i < count; i++)
            batch.Add(TaskTiming.Start(service, rollout.Revision, rollout.Id, now + Pace(i * 1.4)));
        fresh.AddRange(batch);
        service.Tasks.AddRange(batch);
        service.Say(now, $"has started {count} tasks: {string.Join(' ', batch.Select(task => $"(task {task.Id})"))}.");
        if (service.TargetGroupArn is { } group)
            batch.ForEach(task => service.Say(task.RegisteredAt, $"registered 1 targets in (target-group {group})"));
        return batch;
    }

    private DateTimeOffset StopFor(List<SimTask> batch, Queue<SimTask> old, DateTimeOffset healthyAt)
    {
        var (end, excess) = (healthyAt, fresh.Count + old.Count - service.DesiredCount);
        foreach (var healthy in batch.Take(excess))
        {
            if (!old.TryDequeue(out var task))
                break;
            Stop(task, healthy.HealthyAt + Pace(2));
            end = task.StoppedAt > end ? task.StoppedAt : end;
        }

        return end + Pace(1);
    }

    private DateTimeOffset StopRest(Queue<SimTask> old, DateTimeOffset now)
    {
        var end = now;
        while (old.TryDequeue(out var task))
        {
            Stop(task, now);
            end = task.StoppedAt > end ? task.StoppedAt : end;
        }

        return end;
    }

    private void Stop(SimTask task, DateTimeOffset at)
    {
        if (task.StopAt <= at)
            return;
        TaskTiming.Stop(service, task, at, rollout.Id);
        service.Say(task.StopAt, service.TargetGroupArn is { } group ? $"deregistered 1 targets in (target-group {group})" : $"has stopped 1 running tasks: (task {task.Id}).");
        if (service.TargetGroupArn is null)
            return;
        service.Say(task.StopAt + Pace(1), "has begun draining connections on 1 tasks.");
        service.Say(task.StoppedAt, $"has stopped 1 running tasks: (task {task.Id}).");
    }

    private TimeSpan Pace(double seconds) => service.Clock.Pace(seconds);
}
