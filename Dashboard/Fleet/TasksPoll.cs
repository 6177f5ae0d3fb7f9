using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dashboard.Aws;

namespace Dashboard.Fleet;

/// <summary>Reads the tasks of every cluster that the fleet knows, side by side. A stopped task no longer changes, so it is described once.</summary>
internal sealed class TasksPoll(AwsClients clients, Feed<FleetSnapshot> fleet, Feed<TasksSnapshot> feed, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(string Target, string Cluster), ClusterTasks> known = [];
    private readonly SideBySide<(string Target, string Cluster)> reads = new(time);

    public async Task RunAsync(CancellationToken cancel)
    {
        await fleet.FirstAnswer.WaitAsync(cancel);
        if (fleet.Current is { Value: null, Fault: { } fault })
        {
            feed.Fail(fault);
            return;
        }

        var clusters = (fleet.Current.Value?.Clusters ?? []).Where(cluster => cluster.Cluster is not null).Select(cluster => (cluster.Target, Cluster: cluster.Cluster!)).Distinct().ToList();
        await reads.RoundAsync(clusters, cluster => ReadAsync(cluster, cancel), () => Publish(clusters), cancel);
    }

    private void Publish(List<(string Target, string Cluster)> clusters)
    {
        foreach (var gone in known.Keys.Except(clusters).ToList())
            known.TryRemove(gone, out _);
        if (known.IsEmpty && clusters.Count > 0)
            return;
        var read = clusters.Where(known.ContainsKey).ToImmutableDictionary(cluster => cluster, cluster => known[cluster]);
        var faults = read.Where(pair => pair.Value.Fault is not null).ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Fault!);
        var readAt = read.Where(pair => pair.Value.ReadAt is not null).ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ReadAt!.Value);
        var before = feed.Current.Value;
        var byService = read.Values.SelectMany(cluster => cluster.Tasks.Values).GroupBy(task => task.Service).ToImmutableDictionary(group => group.Key, group => group.OrderByDescending(task => task.CreatedAt).ToImmutableArray().KeptFrom(before?.Of(group.Key)));

        // By the newest reading, not by now: minutes-old tasks would look as if they had just been read.
        feed.Publish(new TasksSnapshot(byService) { Faults = faults, ReadAt = readAt }, readAt.IsEmpty ? time.GetUtcNow() : readAt.Values.Max(), faults.Count == clusters.Count ? faults.Values.FirstOrDefault() : null);
    }

    private async Task ReadAsync((string Target, string Cluster) cluster, CancellationToken cancel)
    {
        var (target, askedAt) = (clients.For(cluster.Target), time.GetUtcNow());
        var before = known.GetValueOrDefault(cluster, new ClusterTasks(ImmutableDictionary<string, EcsTask>.Empty, null, null));
        var lists = await Task.WhenAll(
            TasksSource.ListAsync(target, cluster.Cluster, "RUNNING", cancel),
            TasksSource.ListAsync(target, cluster.Cluster, "STOPPED", cancel));
        if (lists[0].Fault is { } running)
        {
            known[cluster] = before with { Fault = running };
            return;
        }

        var stopped = lists[1].Value ?? [.. before.Tasks.Where(task => task.Value.IsStopped).Select(task => task.Key)];
        var (kept, undescribed) = await DescribeAsync(target, cluster.Cluster, [.. lists[0].Value!.Concat(stopped).Distinct()], before.Tasks, cancel);
        var fault = lists[1].Fault ?? undescribed;
        known[cluster] = new ClusterTasks(kept, fault is null ? askedAt : before.ReadAt, fault);
    }

    private static async Task<(ImmutableDictionary<string, EcsTask> Tasks, Fault? Fault)> DescribeAsync(TargetClients target, string cluster, IReadOnlyList<string> arns, ImmutableDictionary<string, EcsTask> before, CancellationToken cancel)
    {
        var tasks = arns.Where(before.ContainsKey).ToImmutableDictionary(arn => arn, arn => before[arn]).ToBuilder();
        var changing = arns.Where(arn => !tasks.TryGetValue(arn, out var task) || !task.IsStopped);
        var answers = await Task.WhenAll(changing.Chunk(TasksSource.DescribeLimit).Select(chunk => TasksSource.DescribeAsync(target, cluster, chunk, cancel)));
        foreach (var (arn, task) in answers.SelectMany(answer => answer.Value ?? []))
            if (!tasks.TryGetValue(arn, out var known) || !IsSame(known, task))
                tasks[arn] = task;
        return (tasks.ToImmutable(), answers.FirstOrDefault(answer => answer.Fault is not null).Fault);
    }

    private static bool IsSame(EcsTask known, EcsTask task) => known == task with { Containers = known.Containers } && known.Containers.SequenceEqual(task.Containers);

    /// <param name="ReadAt">When all of them were last asked for with success, UTC; null if never.</param>
    /// <param name="Fault">Why the newest attempt did not bring all of them; null when it did.</param>
    private sealed record ClusterTasks(ImmutableDictionary<string, EcsTask> Tasks, DateTimeOffset? ReadAt, Fault? Fault);
}
