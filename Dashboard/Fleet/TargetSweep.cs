using System.Collections.Immutable;
using Dashboard.Aws;

namespace Dashboard.Fleet;

/// <summary>Everything that is known of one target between sweeps. One sweep runs at a time; readers take the last finished picture.</summary>
internal sealed class TargetSweep(TargetClients target, ServicesSource services, TaskDefinitionsSource definitions, TargetGroupsSource groups, Attention attention, TimeProvider time)
{
    private static readonly TimeSpan ListEvery = TimeSpan.FromMinutes(1);
    private const int DefinitionsPerSweep = 50;

    // 25 calls each five seconds are a quarter of the account's quota of 20 a second; the quota belongs to deployments first.
    private const int CallsPerSweep = 25;
    private readonly LoadBalancing balancing = new(target, groups, time);
    private ImmutableArray<ClusterSweep> clusters = [];
    private DateTimeOffset? listedAt;
    private Fault? listFault;
    private volatile Picture picture = new([new ClusterReading(target.Target.Name, null, [], null, null)]);

    public ImmutableArray<ClusterReading> Current => picture.Clusters;

    public async Task SweepAsync(CancellationToken cancel)
    {
        await FindClustersAsync(cancel);
        await Task.WhenAll(clusters.Select(cluster => cluster.FindAsync(cancel)));
        var due = Due().ToLookup(one => one.Cluster, one => one.Name);
        await Task.WhenAll(clusters.Where(cluster => due.Contains(cluster) || !cluster.Names.Any()).Select(cluster => cluster.DescribeAsync(due[cluster], cancel)));
        Show();
        await Task.WhenAll(ReadDefinitionsAsync(cancel), balancing.SweepAsync([.. clusters.SelectMany(cluster => cluster.Services)], cancel));
        Show();
    }

    private IReadOnlyList<(ClusterSweep Cluster, string Name)> Due()
    {
        var all = clusters.SelectMany(cluster => cluster.Names.Select(name => (Cluster: cluster, Name: name))).ToList();

        // What was never asked for is not left for a later turn: a part of a fleet would look like all of it.
        var unknown = all.Count(one => one.Cluster.TriedAt(one.Name) == DateTimeOffset.MinValue);
        return Rotation.Next(all, Math.Max(unknown, CallsPerSweep * ServicesSource.DescribeLimit), one => one.Cluster.IsUrgent(one.Name), one => one.Cluster.TriedAt(one.Name));
    }

    private async Task FindClustersAsync(CancellationToken cancel)
    {
        if (time.GetUtcNow() - listedAt < ListEvery)
            return;
        var named = target.Target.Clusters;
        var answer = named.IsEmpty ? await ServicesSource.ListClustersAsync(target, cancel) : new Answer<IReadOnlyList<string>>(named, null);
        listFault = answer.Fault;
        if (answer.Value is not { } names)
            return;
        listedAt = time.GetUtcNow();
        clusters = [.. names.Distinct().Order(StringComparer.Ordinal).Select(name => clusters.FirstOrDefault(known => known.Cluster == name) ?? new ClusterSweep(target, name, services, attention, time))];
    }

    private async Task ReadDefinitionsAsync(CancellationToken cancel)
    {
        var missing = clusters.SelectMany(cluster => cluster.Services).SelectMany(service => service.Deployments.Select(deployment => deployment.TaskDefinition).Append(service.TaskDefinition))
            .OfType<TaskDefinitionRef>().Distinct().Where(reference => definitions.Known(target.Target.Name, reference) is null).Take(DefinitionsPerSweep);
        await Task.WhenAll(missing.Select(reference => definitions.ReadAsync(target.Target.Name, reference, cancel)));
    }

    private void Show()
    {
        if (clusters.IsEmpty)
            picture = new([new ClusterReading(target.Target.Name, null, [], listFault is null ? listedAt : null, listFault)]);
        else
            picture = new([.. clusters.Select(cluster => cluster.Read(Complete)).Select(reading => reading.Fault is null ? reading with { Fault = listFault } : reading)]);
    }

    private EcsService Complete(EcsService service) => balancing.Complete(service) with
    {
        Definition = service.TaskDefinition is { } reference ? definitions.Known(target.Target.Name, reference) : null,
    };

    private sealed record Picture(ImmutableArray<ClusterReading> Clusters);
}
