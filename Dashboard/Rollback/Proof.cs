using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>Whether the tasks are what was asked for, and healthy.</summary>
internal static class Proof
{
    /// <summary>What is missing is only that nobody could look.</summary>
    public const string Unread = "the tasks have not been read since.";
    public const string UnreadTargets = "the health of the targets has not been read since.";
    public const string UnreadContainers = "the health of the containers has not been read since.";

    /// <returns>When every running task was seen with the wanted task definition and digests; null with what is missing.</returns>
    public static (DateTimeOffset? At, string Missing) Identity(RollbackIntent intent, ServiceNow now)
    {
        if (now.TasksObservedAt is not { } seen || seen < intent.SteadyAt)
            return (null, Unread);
        var running = Running(now);
        var other = running.Count(task => task.TaskDefinition != intent.Wanted);
        if (other > 0)
            return (null, $"{other} of {running.Length} tasks run another task definition.");
        if (running.FirstOrDefault(task => task.Containers.Any(container => IsOther(intent, container))) is { } wrong)
            return (null, $"task {wrong.Id} runs another image than the one that served: its tag was used again.");
        return running.Length < now.Service.Desired ? (null, $"{running.Length} of {now.Service.Desired} tasks run.") : (seen, "");
    }

    /// <returns>Null while it is not known, as of <c>At</c>.</returns>
    public static (bool? IsHealthy, DateTimeOffset? At, string Text) IsHealthy(RollbackIntent intent, ServiceNow now)
    {
        // Every task stands in each of the service's target groups.
        var wanted = now.Service.Desired * now.Service.LoadBalancers.Select(balancer => balancer.TargetGroup).Distinct().Count();
        if (!now.Service.LoadBalancers.IsEmpty)
            return now.Service.Targets is { } targets && targets.ObservedAt >= intent.SteadyAt
                ? (targets.Healthy >= wanted, targets.ObservedAt, $"{targets.Healthy} targets are healthy and {wanted} are wanted, over two intervals.")
                : (null, null, UnreadTargets);
        if (now.TasksObservedAt is not { } seen || seen < intent.SteadyAt)
            return (null, null, UnreadContainers);
        var unhealthy = Running(now).Count(task => task.Health == "UNHEALTHY");
        return (unhealthy == 0, seen, $"{unhealthy} tasks are UNHEALTHY.");
    }

    public static IEnumerable<string> Told(RollbackIntent intent)
    {
        if (intent.Facts.IdentityAt is { } identity)
            yield return $"Every running task was {intent.Wanted}{(intent.Facts.Images.Any(image => image.Digest is not null) ? " with the digests that were asked for" : "; its digests were not known before")}, seen {Wording.Utc(identity)}.";
        if (intent.Facts is { HealthyAt: { } healthy, HealthySince: { } since })
            yield return $"Healthy from {Wording.Utc(since)} to {Wording.Utc(healthy)}, over two 30-second intervals.";
    }

    // What is not known of either side proves nothing against it.
    private static bool IsOther(RollbackIntent intent, TaskContainer container) =>
        intent.Facts.Images.FirstOrDefault(image => image.Container == container.Name)?.Digest is { } wanted && container.ImageDigest is { } found && found != wanted;

    private static EcsTask[] Running(ServiceNow now) => [.. now.Tasks.Where(task => task is { LastStatus: "RUNNING", DesiredStatus: "RUNNING" })];
}
