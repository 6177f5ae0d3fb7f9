using System.Collections.Immutable;

namespace Dashboard.Fleet;

/// <summary>Every cluster that is watched, each with its own age and fault: one Region that is down greys its own rows only.</summary>
public sealed record FleetSnapshot(ImmutableArray<ClusterReading> Clusters)
{
    public IEnumerable<EcsService> Services => Clusters.SelectMany(cluster => cluster.Services);

    public EcsService? Find(ServiceKey key) =>
        Clusters.FirstOrDefault(cluster => cluster.Target == key.Target && cluster.Cluster == key.Cluster)?.Services.FirstOrDefault(service => service.Key == key);
}

/// <param name="Cluster">Null when even the target's clusters could not be listed; <paramref name="Fault"/> says why.</param>
/// <param name="ObservedAt">When the services were last read, UTC; null if never.</param>
public sealed record ClusterReading(string Target, string? Cluster, ImmutableArray<EcsService> Services, DateTimeOffset? ObservedAt, Fault? Fault);

/// <summary>Running tasks and those stopped within about an hour, by service.</summary>
public sealed record TasksSnapshot(ImmutableDictionary<ServiceKey, ImmutableArray<EcsTask>> ByService)
{
    /// <summary>Per cluster why its tasks are older than the others.</summary>
    public ImmutableDictionary<(string Target, string Cluster), Fault> Faults { get; init; } = ImmutableDictionary<(string Target, string Cluster), Fault>.Empty;

    /// <summary>Per cluster when all of its tasks were last read, UTC; a cluster that never was is not in it.</summary>
    public ImmutableDictionary<(string Target, string Cluster), DateTimeOffset> ReadAt { get; init; } = ImmutableDictionary<(string Target, string Cluster), DateTimeOffset>.Empty;

    public ImmutableArray<EcsTask> Of(ServiceKey key) => ByService.GetValueOrDefault(key, []);

    public Fault? FaultOf(ServiceKey key) => Faults.GetValueOrDefault((key.Target, key.Cluster));

    /// <summary>When the service's tasks were last read, UTC; null if never.</summary>
    public DateTimeOffset? ReadAtOf(ServiceKey key) => ReadAt.TryGetValue((key.Target, key.Cluster), out var at) ? at : null;
}
