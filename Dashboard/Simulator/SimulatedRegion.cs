namespace Dashboard.Simulator;

/// <summary>One Region's APIs.</summary>
public sealed class SimulatedRegion
{
    internal SimulatedRegion(string name, WorldClock clock)
    {
        Name = name;
        Ecs = new SimulatedEcs();
        CloudWatch = new SimulatedCloudWatch();
        Logs = new SimulatedLogs();
        LoadBalancing = new SimulatedLoadBalancing();
        Ecr = new SimulatedEcr();
        _ = clock;
    }

    public string Name { get; }
    public SimulatedEcs Ecs { get; }
    public SimulatedCloudWatch CloudWatch { get; }
    public SimulatedLogs Logs { get; }
    public SimulatedLoadBalancing LoadBalancing { get; }
    public SimulatedEcr Ecr { get; }
}
