using System.Collections.Immutable;
using Dashboard.Aws;

namespace Dashboard.Fleet;

/// <summary>What one target's load balancers add to its services: CloudWatch dimensions, who shares a load balancer, and the health of targets.</summary>
internal sealed class LoadBalancing(TargetClients target, TargetGroupsSource source, TimeProvider time)
{
    private static readonly TimeSpan ListEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ListAgainAfter = TimeSpan.FromMinutes(1);
    private const int HealthReadsPerSweep = 25;
    private readonly Dictionary<ServiceKey, TargetHealth> health = [];
    private readonly Dictionary<ServiceKey, Fault> faults = [];
    private readonly Dictionary<ServiceKey, DateTimeOffset> triedAt = [];
    private ImmutableDictionary<string, ImmutableArray<string>> balancersOfGroup = ImmutableDictionary<string, ImmutableArray<string>>.Empty;
    private ILookup<string, string> groupsOfBalancer = Array.Empty<string>().ToLookup(arn => arn);
    private DateTimeOffset? listTriedAt;

    public async Task SweepAsync(ImmutableArray<EcsService> services, CancellationToken cancel)
    {
        var balanced = services.Where(service => !service.LoadBalancers.IsEmpty).ToList();
        Forget(balanced);
        if (balanced.Count == 0)
            return;
        var due = Rotation.Next(balanced, HealthReadsPerSweep, IsUnsteady, service => triedAt.GetValueOrDefault(service.Key, DateTimeOffset.MinValue));
        var reads = due.Select(async service => (service.Key, Answer: await source.ReadHealthAsync(target, service, cancel))).ToList();
        await ListAsync(balanced, cancel);
        foreach (var (key, answer) in await Task.WhenAll(reads))
        {
            triedAt[key] = time.GetUtcNow();
            faults.Remove(key);
            if (answer.Value is { } read)
                health[key] = read;
            else if (answer.Fault is { } fault)
                faults[key] = fault;
        }
    }

    public EcsService Complete(EcsService service) => service.LoadBalancers.IsEmpty ? service : service with
    {
        LoadBalancers = [.. service.LoadBalancers.Select(group => Complete(group, service))],
        Targets = health.GetValueOrDefault(service.Key),
        TargetsFault = faults.GetValueOrDefault(service.Key),
    };

    private ServiceLoadBalancer Complete(ServiceLoadBalancer group, EcsService service)
    {
        if (balancersOfGroup.GetValueOrDefault(group.TargetGroupArn) is not { IsDefaultOrEmpty: false } balancers)
            return group;
        var own = service.LoadBalancers.Select(mine => mine.TargetGroupArn).ToHashSet();
        return group with
        {
            LoadBalancer = ServiceMappingSource.Dimension(balancers[0], "loadbalancer/")["loadbalancer/".Length..],
            ServesAlone = balancers.All(balancer => groupsOfBalancer[balancer].All(own.Contains)),
        };
    }

    private bool IsUnsteady(EcsService service) =>
        service.IsDeploying || service.Running != service.Desired || health.GetValueOrDefault(service.Key) is { } known && known.Healthy != known.Total;

    // A target group that is not known yet is worth a new list, but not one each sweep.
    private async Task ListAsync(List<EcsService> balanced, CancellationToken cancel)
    {
        var unknown = balanced.SelectMany(service => service.LoadBalancers).Any(group => !balancersOfGroup.ContainsKey(group.TargetGroupArn));
        if (time.GetUtcNow() - listTriedAt < (unknown ? ListAgainAfter : ListEvery))
            return;
        listTriedAt = time.GetUtcNow();
        if ((await TargetGroupsSource.ListAsync(target, cancel)).Value is not { } groups)
            return;
        balancersOfGroup = groups;
        groupsOfBalancer = groups.SelectMany(group => group.Value.Select(balancer => (balancer, group.Key))).ToLookup(pair => pair.balancer, pair => pair.Key);
    }

    private void Forget(List<EcsService> balanced)
    {
        foreach (var gone in triedAt.Keys.Except(balanced.Select(service => service.Key)).ToList())
        {
            triedAt.Remove(gone);
            health.Remove(gone);
            faults.Remove(gone);
        }
    }
}
