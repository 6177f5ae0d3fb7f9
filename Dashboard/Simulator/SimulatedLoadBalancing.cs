namespace Dashboard.Simulator;

/// <summary>Elastic Load Balancing v2 in one Region. Lists are complete; endpoints page them.</summary>
public sealed class SimulatedLoadBalancing
{
    /// <exception cref="SimulatedAwsException">TargetGroupNotFound, LoadBalancerNotFound.</exception>
    public IReadOnlyList<TargetGroup> DescribeTargetGroups(IReadOnlyList<string>? arns = null, IReadOnlyList<string>? names = null, string? loadBalancerArn = null) => throw new NotImplementedException();

    /// <exception cref="SimulatedAwsException">TargetGroupNotFound.</exception>
    public IReadOnlyList<TargetHealthDescription> DescribeTargetHealth(string targetGroupArn) => throw new NotImplementedException();

    /// <exception cref="SimulatedAwsException">LoadBalancerNotFound.</exception>
    public IReadOnlyList<ApplicationLoadBalancer> DescribeLoadBalancers(IReadOnlyList<string>? arns = null, IReadOnlyList<string>? names = null) => throw new NotImplementedException();
}
