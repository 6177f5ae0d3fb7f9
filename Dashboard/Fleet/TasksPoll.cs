using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dashboard.Aws;

namespace Dashboard.Fleet;

/// <summary>Reads the tasks of every cluster that the fleet knows. A stopped task no longer changes, so it is described once.</summary>
internal sealed class TasksPoll(AwsClients clients, Feed<FleetSnapshot> fleet, Feed<TasksSnapshot> feed, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(string Target, string Cluster), ImmutableDictionary<string, EcsTask>> known = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        await fleet.FirstAnswer.WaitAsync(cancel);
        var clusters = (fleet.Current.Value?.Clusters ?? []).Where(cluster => cluster.Cluster is not null).Select(cluster => (cluster.Target, Cluster: cluster.Cluster!)).Distinct().ToList();
        var faults = await Task.WhenAll(clusters.Select(async cluster => (Cluster: cluster, Fault: await ReadAsync(cluster, cancel))));
        foreach (var gone in known.Keys.Except(clusters).ToList())
            known.TryRemove(gone, out _);
        Publish(faults.Where(one => one.Fault is not null).ToImmutableDictionary(one => one.Cluster, one => one.Fault!), clusters.Count);
    }

    private void Publish(ImmutableDictionary<(string, string), Fault> faults, int clusters)
    {
        if (clusters == 0 && fleet.Current.Value is null)
        {
            if (fleet.Current.Fault is { } fault)
                feed.Fail(fault);
            return;
        }

        if (clusters > 0 && faults.Count == clusters && feed.Current.Value is not null)
        {
            // Published anew, minutes-old tasks would look as if they had just been read.
            feed.Fail(faults.Values.First());
            return;
        }

        var byService = known.Values.SelectMany(tasks => tasks.Values).GroupBy(task => task.Service).ToImmutableDictionary(group => group.Key, group => group.OrderByDescending(task => task.CreatedAt).ToImmutableArray());
        feed.Publish(new TasksSnapshot(byService) { Faults = faults }, time.GetUtcNow(), clusters > 0 && faults.Count == clusters ? faults.Values.First() : null);
    }

    /// <returns>Why the cluster's tasks are older than this round; null when they are fresh.</returns>
    private async Task<Fault?> ReadAsync((string Target, string Cluster) cluster, CancellationToken cancel)
    {
        var target = clients.For(cluster.Target);
        var lists = await Task.WhenAll(
            TasksSource.ListAsync(target, cluster.Cluster, "RUNNING", cancel),
            TasksSource.ListAsync(target, cluster.Cluster, "STOPPED", cancel));
        if (lists[0].Fault is { } running)
            return running;
        var before = known.GetValueOrDefault(cluster, ImmutableDictionary<string, EcsTask>.Empty);
        var stopped = lists[1].Value ?? [.. before.Where(task => task.Value.IsStopped).Select(task => task.Key)];
        var (kept, fault) = await DescribeAsync(target, cluster.Cluster, [.. lists[0].Value!.Concat(stopped).Distinct()], before, cancel);
        known[cluster] = kept;
        return lists[1].Fault ?? fault;
    }

    private static async Task<(ImmutableDictionary<string, EcsTask> Tasks, Fault? Fault)> DescribeAsync(TargetClients target, string cluster, IReadOnlyList<string> arns, ImmutableDictionary<string, EcsTask> before, CancellationToken cancel)
    {
        var tasks = arns.Where(before.ContainsKey).ToImmutableDictionary(arn => arn, arn => before[arn]).ToBuilder();
        var changing = arns.Where(arn => !tasks.TryGetValue(arn, out var task) || !task.IsStopped);
        var answers = await Task.WhenAll(changing.Chunk(TasksSource.DescribeLimit).Select(chunk => TasksSource.DescribeAsync(target, cluster, chunk, cancel)));
        foreach (var (arn, task) in answers.SelectMany(answer => answer.Value ?? []))
            tasks[arn] = task;
        return (tasks.ToImmutable(), answers.FirstOrDefault(answer => answer.Fault is not null).Fault);
    }
}
