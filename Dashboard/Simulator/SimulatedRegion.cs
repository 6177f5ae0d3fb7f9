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
        Secrets = new SimulatedSecrets(state);
        Parameters = new SimulatedParameters(state);
        Iam = new SimulatedIam(state);
        Trail = new SimulatedTrail(state);
        AutoScaling = new SimulatedAutoScaling(state);
    }

    public string Name { get; }
    public SimulatedEcs Ecs { get; }
    public SimulatedCloudWatch CloudWatch { get; }
    public SimulatedLogs Logs { get; }
    public SimulatedLoadBalancing LoadBalancing { get; }
    public SimulatedEcr Ecr { get; }
    public SimulatedSecrets Secrets { get; }
    public SimulatedParameters Parameters { get; }
    public SimulatedIam Iam { get; }
    public SimulatedTrail Trail { get; }
    public SimulatedAutoScaling AutoScaling { get; }
}
