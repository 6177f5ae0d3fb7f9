using System.Collections.Immutable;
using Amazon.ECS.Model;
using Dashboard.Aws;
using Task = System.Threading.Tasks.Task;

namespace Dashboard.Fleet;

/// <summary>Asks ECS which clusters have Container Insights: whether it counts their tasks, and their metrics can be asked for.</summary>
public sealed class ContainerInsightsSource(AwsClients aws, Feed<FleetSnapshot> fleet, Feed<ContainerInsights> feed, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private const int DescribeLimit = 100;

    /// <summary>aws ecs describe-clusters --include SETTINGS. What cannot be read stays as it was.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await fleet.FirstAnswer.WaitAsync(cancel);
        var clusters = (fleet.Current.Value?.Clusters ?? []).Where(cluster => cluster.Cluster is not null).Select(cluster => (cluster.Target, Cluster: cluster.Cluster!)).Distinct();
        var levels = (feed.Current.Value?.Levels ?? ImmutableDictionary<(string, string), InsightsLevel>.Empty).ToBuilder();
        var faults = ImmutableDictionary.CreateBuilder<string, Fault>();
        foreach (var target in clusters.GroupBy(cluster => cluster.Target))
            foreach (var chunk in target.Select(cluster => cluster.Cluster).Chunk(DescribeLimit))
                if (await ReadAsync(aws.For(target.Key), chunk, levels, cancel) is { } fault)
                    faults[target.Key] = fault;
        feed.Publish(new ContainerInsights(levels.ToImmutable(), faults.ToImmutable()), time.GetUtcNow(), faults.Values.FirstOrDefault());
    }

    private async Task<Fault?> ReadAsync(TargetClients target, string[] clusters, ImmutableDictionary<(string Target, string Cluster), InsightsLevel>.Builder levels, CancellationToken cancel)
    {
        var request = new DescribeClustersRequest { Clusters = [.. clusters], Include = ["SETTINGS"] };
        var (found, fault) = await target.AskAsync("ecs:DescribeClusters", token => target.Ecs.DescribeClustersAsync(request, token), cancel);
        foreach (var cluster in found?.Clusters ?? [])
            levels[(target.Target.Name, cluster.ClusterName)] = Level(cluster.Settings?.FirstOrDefault(setting => setting.Name?.Value == "containerInsights")?.Value);
        return fault ?? (found?.Failures is [var one, ..]
            ? new Fault(FaultKind.NotFound, $"ECS did not describe the cluster {one.Arn}: {one.Reason}.", time.GetUtcNow()) { Operation = "ecs:DescribeClusters" }
            : null);
    }

    private static InsightsLevel Level(string? setting) => setting switch
    {
        "enhanced" => InsightsLevel.Enhanced,
        "enabled" => InsightsLevel.On,
        _ => InsightsLevel.Off,
    };
}
