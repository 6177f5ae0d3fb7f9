using Dashboard.Fleet;

namespace Dashboard.Alarms;

/// <summary>Which service a target's alarm is about, by the dimensions of its metrics.</summary>
internal sealed class AlarmOwners
{
    private readonly string target;
    private readonly HashSet<ServiceKey> services;
    private readonly ILookup<string, ServiceKey> byTargetGroup;
    private readonly ILookup<string, ServiceKey> byLoadBalancer;
    private readonly ILookup<string, ServiceKey> byLogGroup;

    public AlarmOwners(string target, FleetSnapshot? fleet)
    {
        this.target = target;
        List<EcsService> watched = [.. (fleet?.Services ?? []).Where(service => service.Key.Target == target)];
        services = [.. watched.Select(service => service.Key)];
        byTargetGroup = Lookup(watched, balancer => balancer.TargetGroup);
        byLogGroup = watched.SelectMany(service => (service.Definition?.Containers ?? []).Select(container => (Name: container.LogGroup, service.Key)))
            .Where(pair => pair.Name is not null).ToLookup(pair => pair.Name!, pair => pair.Key);
        byLoadBalancer = Lookup(watched, balancer => balancer.LoadBalancer);
    }

    /// <summary>Null when they name no watched service, or several: a load balancer that serves two belongs to neither.</summary>
    public ServiceKey? Of(IEnumerable<(string Name, string Value)> dimensions)
    {
        var values = dimensions.ToLookup(dimension => dimension.Name, dimension => dimension.Value);
        var named = values["ClusterName"].SelectMany(cluster => values["ServiceName"].Select(service => new ServiceKey(target, cluster, service))).Where(services.Contains);
        return Single(named) ?? Single(values["TargetGroup"].SelectMany(group => byTargetGroup[group])) ?? Single(values["LoadBalancer"].SelectMany(balancer => byLoadBalancer[balancer]));
    }

    /// <summary>Whose lines lie in these log groups, named by name or ARN; null when it is nobody's or several's.</summary>
    public ServiceKey? OfLogGroups(IEnumerable<string> groups) => Single(groups.SelectMany(group => byLogGroup[NameOf(group)]));

    // arn:aws:logs:region:account:log-group:name, and :* behind it in some places.
    private static string NameOf(string group) => group.StartsWith("arn:", StringComparison.Ordinal) ? group.Split(':').ElementAtOrDefault(6) ?? group : group;

    private static ServiceKey? Single(IEnumerable<ServiceKey> keys) => keys.Distinct().Take(2).ToList() is [var only] ? only : null;

    private static ILookup<string, ServiceKey> Lookup(List<EcsService> services, Func<ServiceLoadBalancer, string?> name) => services
        .SelectMany(service => service.LoadBalancers.Select(balancer => (Name: name(balancer), service.Key)))
        .Where(pair => pair.Name is not null)
        .ToLookup(pair => pair.Name!, pair => pair.Key);
}
