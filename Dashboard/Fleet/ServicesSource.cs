using System.Collections.Immutable;
using Amazon.ECS.Model;
using Dashboard.Aws;

namespace Dashboard.Fleet;

/// <summary>What one DescribeServices call brought: a service, or null where ECS says that it is gone, or why it could not be read.</summary>
internal readonly record struct ServiceAnswer(string Name, EcsService? Service, Fault? Fault)
{
    public bool IsGone => Service is null && Fault is null;
}

/// <summary>Asks ECS which clusters and services there are, and what it knows of each service.</summary>
internal sealed class ServicesSource(TimeProvider time)
{
    /// <summary>The most that one DescribeServices call takes.</summary>
    public const int DescribeLimit = 10;

    /// <summary>aws ecs list-clusters: names, not ARNs.</summary>
    public static async Task<Answer<IReadOnlyList<string>>> ListClustersAsync(TargetClients target, CancellationToken cancel)
    {
        var names = new List<string>();
        string? next = null;
        do
        {
            var request = new ListClustersRequest { NextToken = next, MaxResults = 100 };
            var page = await target.AskAsync("ecs:ListClusters", token => target.Ecs.ListClustersAsync(request, token), cancel);
            if (page.Value is not { } found)
                return page.Fault!;
            names.AddRange((found.ClusterArns ?? []).Select(LastPart));
            next = found.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return new(names, null);
    }

    /// <summary>aws ecs list-services: names, not ARNs.</summary>
    public static async Task<Answer<IReadOnlyList<string>>> ListServicesAsync(TargetClients target, string cluster, CancellationToken cancel)
    {
        var names = new List<string>();
        string? next = null;
        do
        {
            var request = new ListServicesRequest { Cluster = cluster, NextToken = next, MaxResults = 100 };
            var page = await target.AskAsync("ecs:ListServices", token => target.Ecs.ListServicesAsync(request, token), cancel);
            if (page.Value is not { } found)
                return page.Fault!;
            names.AddRange((found.ServiceArns ?? []).Select(LastPart));
            next = found.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return new(names, null);
    }

    /// <summary>aws ecs describe-services --include TAGS.</summary>
    /// <param name="names">Ten at most.</param>
    public async Task<Answer<IReadOnlyList<ServiceAnswer>>> DescribeAsync(TargetClients target, string cluster, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var request = new DescribeServicesRequest { Cluster = cluster, Services = [.. names], Include = ["TAGS"] };

        // The instant of asking: what is ordered while the answer is on its way must not look as if this had seen it.
        var now = time.GetUtcNow();
        var answer = await target.AskAsync("ecs:DescribeServices", token => target.Ecs.DescribeServicesAsync(request, token), cancel);
        if (answer.Value is not { } found)
            return answer.Fault!;
        var described = new List<ServiceAnswer>(names.Count);
        foreach (var service in found.Services ?? [])
            described.Add(new(service.ServiceName, service.Status == "INACTIVE" ? null : ServiceMappingSource.Map(service, target.Target.Name, cluster, now), null));
        foreach (var failure in found.Failures ?? [])
            described.Add(new(LastPart(failure.Arn), null, FaultOf(failure, cluster, now)));
        return new(described, null);
    }

    internal static string LastPart(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>Null when the service is gone, which is not a fault.</summary>
    private static Fault? FaultOf(Failure failure, string cluster, DateTimeOffset now) => failure.Reason == "MISSING"
        ? null
        : new(FaultKind.Unreachable, $"ECS could not describe {LastPart(failure.Arn)} in cluster {cluster}: {failure.Detail ?? failure.Reason ?? "no reason given"}.", now) { Operation = "ecs:DescribeServices" };
}
