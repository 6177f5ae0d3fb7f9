using System.Collections.Immutable;
using Dashboard.Aws;

namespace Dashboard.Fleet;

/// <summary>Sweeps every target side by side, so that a Region that does not answer holds up no other.</summary>
internal sealed class FleetPoll(AwsClients clients, Feed<FleetSnapshot> feed, TaskDefinitionsSource definitions, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // A slow target's sweep goes on; the round publishes what the others brought.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly ImmutableArray<TargetSweep> targets = Sweeps(clients, definitions, time);
    private readonly Dictionary<TargetSweep, Task> running = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var target in targets)
            if (!running.TryGetValue(target, out var sweep) || sweep.IsCompleted)
                running[target] = target.SweepAsync(cancel);
        var round = Task.WhenAll(running.Values);
        await Task.WhenAny(round, Task.Delay(Patience, time, cancel));
        cancel.ThrowIfCancellationRequested();
        Publish();
        if (running.Values.FirstOrDefault(sweep => sweep.IsFaulted) is { } bug)
            await bug;
    }

    private void Publish()
    {
        var snapshot = new FleetSnapshot([.. targets.SelectMany(target => target.Current)]);
        var clustersRead = snapshot.Clusters.Where(cluster => cluster.ObservedAt is not null).ToList();
        if (clustersRead.Count == 0 && snapshot.Clusters.All(cluster => cluster.Fault is null) && targets.Length > 0)
            return;
        var everything = snapshot.Clusters.All(cluster => cluster.Fault is not null);
        feed.Publish(snapshot, clustersRead.Max(cluster => cluster.ObservedAt) ?? time.GetUtcNow(), everything ? snapshot.Clusters.FirstOrDefault()?.Fault : null);
    }

    private static ImmutableArray<TargetSweep> Sweeps(AwsClients clients, TaskDefinitionsSource definitions, TimeProvider time)
    {
        var (services, groups) = (new ServicesSource(time), new TargetGroupsSource(time));
        return [.. clients.All.Select(target => new TargetSweep(target, services, definitions, groups, time))];
    }
}
