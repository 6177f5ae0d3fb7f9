namespace Dashboard.Simulator;

/// <summary>One Region's APIs.</summary>
public sealed class SimulatedRegion
{
    internal SimulatedRegion(RegionState state)
    {
        Name = state.Name;
        Ecs = new SimulatedEcs(state);
        CloudWatch = new SimulatedCloudWatch(state);
        Logs = new SimulatedLogs(state);
        LoadBalancing = new SimulatedLoadBalancing(state);
        Ecr = new SimulatedEcr(state);
    }

    public string Name { get; }
    public SimulatedEcs Ecs { get; }
    public SimulatedCloudWatch CloudWatch { get; }
    public SimulatedLogs Logs { get; }
    public SimulatedLoadBalancing LoadBalancing { get; }
    public SimulatedEcr Ecr { get; }
}
