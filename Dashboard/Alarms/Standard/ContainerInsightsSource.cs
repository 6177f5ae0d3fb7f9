using System.Collections.Immutable;
using Amazon.ECS.Model;
using Dashboard.Aws;
using Dashboard.Fleet;
using Task = System.Threading.Tasks.Task;

namespace Dashboard.Alarms.Standard;

/// <param name="On">By target and cluster whether it is on; clusters that were not read are not in it.</param>
public sealed record ContainerInsights(ImmutableDictionary<(string Target, string Cluster), bool> On)
{
    public bool? Of(ServiceKey key) => On.TryGetValue((key.Target, key.Cluster), out var isOn) ? isOn : null;
}

/// <summary>Asks ECS in which clusters Container Insights counts tasks.</summary>
public sealed class ContainerInsightsSource(AwsClients aws, Feed<FleetSnapshot> fleet, Feed<ContainerInsights> feed, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private const int DescribeLimit = 100;

    /// <summary>aws ecs describe-clusters --include SETTINGS. What cannot be read stays as it was.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await fleet.FirstAnswer.WaitAsync(cancel);
        var clusters = (fleet.Current.Value?.Clusters ?? []).Where(cluster => cluster.Cluster is not null).Select(cluster => (cluster.Target, Cluster: cluster.Cluster!)).Distinct();
        var on = (feed.Current.Value?.On ?? ImmutableDictionary<(string, string), bool>.Empty).ToBuilder();
        Fault? fault = null;
        foreach (var target in clusters.GroupBy(cluster => cluster.Target))
            foreach (var chunk in target.Select(cluster => cluster.Cluster).Chunk(DescribeLimit))
                fault = await ReadAsync(aws.For(target.Key), chunk, on, cancel) ?? fault;
        feed.Publish(new ContainerInsights(on.ToImmutable()), time.GetUtcNow(), fault);
    }

    private static async Task<Fault?> ReadAsync(TargetClients target, string[] clusters, ImmutableDictionary<(string Target, string Cluster), bool>.Builder on, CancellationToken cancel)
    {
        var request = new DescribeClustersRequest { Clusters = [.. clusters], Include = ["SETTINGS"] };
        var (found, fault) = await target.AskAsync("ecs:DescribeClusters", token => target.Ecs.DescribeClustersAsync(request, token), cancel);
        foreach (var cluster in found?.Clusters ?? [])
            on[(target.Target.Name, cluster.ClusterName)] = (cluster.Settings ?? []).Any(setting => setting.Name?.Value == "containerInsights" && setting.Value is "enabled" or "enhanced");
        return fault;
    }
}
