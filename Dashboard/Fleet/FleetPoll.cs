using System.Collections.Immutable;
using Dashboard.Aws;

namespace Dashboard.Fleet;

/// <summary>Sweeps every target side by side, so that a Region that does not answer holds up no other.</summary>
internal sealed class FleetPoll(AwsClients clients, Feed<FleetSnapshot> feed, TaskDefinitionsSource definitions, Attention attention, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly ImmutableArray<TargetSweep> targets = Sweeps(clients, definitions, attention, time);
    private readonly SideBySide<TargetSweep> sweeps = new(time);

    public Task RunAsync(CancellationToken cancel) => sweeps.RoundAsync(targets, target => target.SweepAsync(cancel), Publish, cancel);

    private void Publish()
    {
        var snapshot = new FleetSnapshot([.. targets.SelectMany(target => target.Current)]);
        var clustersRead = snapshot.Clusters.Where(cluster => cluster.ObservedAt is not null).ToList();
        if (clustersRead.Count == 0 && snapshot.Clusters.All(cluster => cluster.Fault is null) && targets.Length > 0)
            return;
        var everything = snapshot.Clusters.All(cluster => cluster.Fault is not null);
        feed.Publish(snapshot, clustersRead.Max(cluster => cluster.ObservedAt) ?? time.GetUtcNow(), everything ? snapshot.Clusters.FirstOrDefault()?.Fault : null);
    }

    private static ImmutableArray<TargetSweep> Sweeps(AwsClients clients, TaskDefinitionsSource definitions, Attention attention, TimeProvider time)
    {
        var (services, groups) = (new ServicesSource(time), new TargetGroupsSource(time));
        return [.. clients.All.Select(target => new TargetSweep(target, services, definitions, groups, attention, time))];
    }
}
