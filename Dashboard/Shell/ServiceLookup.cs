using Dashboard.Fleet;
using Dashboard.Status;
using Dashboard.Ui;

namespace Dashboard.Shell;

/// <summary>What there is at an address of a service: the service, or why not and what is near.</summary>
/// <param name="Missing">One sentence; null when the service is there or is still being read.</param>
/// <param name="Near">What exists instead, with its address.</param>
public sealed record ServiceLookup(ServiceStatus? Row, string? Missing, IReadOnlyList<(string Name, string Url)> Near, Fault? Fault)
{
    public static ServiceLookup In(FleetBoard board, ServiceKey key)
    {
        if (board.Find(key) is { } row)
            return new ServiceLookup(row, null, [], null);
        var targets = board.Clusters.Select(cluster => cluster.Target).Distinct().Order().ToList();
        if (!targets.Contains(key.Target))
            return Gone($"There is no target “{key.Target}”.", targets.Select(target => (target, Urls.Fleet + Urls.Query(("target", target)))));
        var clusters = board.Clusters.Where(cluster => cluster.Target == key.Target).ToList();
        if (clusters.FirstOrDefault(cluster => cluster.Cluster == key.Cluster) is not { } found)
            return clusters.FirstOrDefault(cluster => cluster.Cluster is null) is { ObservedAt: null } unlisted
                ? new ServiceLookup(null, null, [], unlisted.Fault)
                : Gone($"There is no cluster “{key.Cluster}” in {key.Target}.", clusters.Select(cluster => cluster.Cluster).OfType<string>().Select(cluster => (cluster, Urls.Fleet + Urls.Query(("target", key.Target), ("cluster", cluster)))));
        if (found.ObservedAt is null)
            return new ServiceLookup(null, null, [], found.Fault);
        return Gone($"There is no service “{key.Service}” in cluster {key.Cluster} of {key.Target}.", found.Services.Select(service => (service.Key.Service, Urls.Service(key.Target, key.Cluster, service.Key.Service))));
    }

    private static ServiceLookup Gone(string sentence, IEnumerable<(string, string)> near) => new(null, sentence, [.. near.OrderBy(one => one.Item1)], null);
}
