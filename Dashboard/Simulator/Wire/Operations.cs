using System.Collections.Frozen;

namespace Dashboard.Simulator.Wire;

/// <summary>Everything that the simulated AWS can be asked, by <c>service:Operation</c>.</summary>
internal sealed class Operations(InjectedFaults faults, TimeProvider time)
{
    public SessionOperations Sessions { get; } = new(time);

    public FrozenDictionary<(string Service, string Name), Operation> ByName => field ??= new[]
    {
        ClusterOperations.All,
        ServiceOperations.All,
        TaskOperations.All,
        TaskDefinitionOperations.All,
        DeploymentOperations.All,
        MetricOperations.All,
        AlarmOperations.All,
        LogGroupOperations.All,
        FilterLogEventsOperation.All,
        GetLogEventsOperation.All,
        new InsightsOperations().All,
        new LiveTailOperation(faults).All,
        LoadBalancingOperations.All,
        ImageOperations.All,
        SecretOperations.All,
        RoleOperations.All,
        TrailOperations.All,
        ScalingOperations.All,
        Sessions.All,
    }.SelectMany(all => all).ToFrozenDictionary(operation => (operation.Service, operation.Name));
}
