#nullable disable

namespace Amazon.ECS.Model;

public partial class ECSManagedResources
{
    public List<ManagedIngressPath> IngressPaths { get; set; }
    public ManagedAutoScaling AutoScaling { get; set; }
    public List<ManagedMetricAlarm> MetricAlarms { get; set; }
    public List<ManagedSecurityGroup> ServiceSecurityGroups { get; set; }
    public List<ManagedLogGroup> LogGroups { get; set; }
    public List<GatewayConnection> GatewayConnections { get; set; }
}

public partial class ManagedIngressPath
{
    public AccessType AccessType { get; set; }
    public string Endpoint { get; set; }
    public ManagedLoadBalancer LoadBalancer { get; set; }
    public List<ManagedSecurityGroup> LoadBalancerSecurityGroups { get; set; }
    public ManagedCertificate Certificate { get; set; }
    public ManagedListener Listener { get; set; }
    public ManagedListenerRule Rule { get; set; }
    public List<ManagedTargetGroup> TargetGroups { get; set; }
}

public partial class ManagedLoadBalancer
{
    public ManagedResourceStatus Status { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public string Scheme { get; set; }
    public string Arn { get; set; }
    public string StatusReason { get; set; }
    public List<string> SubnetIds { get; set; }
    public List<string> SecurityGroupIds { get; set; }
}

public partial class ManagedSecurityGroup
{
    public ManagedResourceStatus Status { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public string Arn { get; set; }
    public string StatusReason { get; set; }
}

public partial class ManagedCertificate
{
    public ManagedResourceStatus Status { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public string DomainName { get; set; }
    public string Arn { get; set; }
    public string StatusReason { get; set; }
}

public partial class ManagedListener
{
    public ManagedResourceStatus Status { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public string Arn { get; set; }
    public string StatusReason { get; set; }
}

public partial class ManagedListenerRule
{
    public ManagedResourceStatus Status { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public string Arn { get; set; }
    public string StatusReason { get; set; }
}

public partial class ManagedTargetGroup
{
    public ManagedResourceStatus Status { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public string HealthCheckPath { get; set; }
    public int? HealthCheckPort { get; set; }
    public int? Port { get; set; }
    public string Arn { get; set; }
    public string StatusReason { get; set; }
}

public partial class ManagedAutoScaling
{
    public ManagedScalableTarget ScalableTarget { get; set; }
    public List<ManagedApplicationAutoScalingPolicy> ApplicationAutoScalingPolicies { get; set; }
}

public partial class ManagedScalableTarget
{
    public ManagedResourceStatus Status { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public int? MinCapacity { get; set; }
    public int? MaxCapacity { get; set; }
    public string Arn { get; set; }
    public string StatusReason { get; set; }
}

public partial class ManagedApplicationAutoScalingPolicy
{
    public ManagedResourceStatus Status { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public string PolicyType { get; set; }
    public double? TargetValue { get; set; }
    public string Metric { get; set; }
    public string Arn { get; set; }
    public string StatusReason { get; set; }
}

public partial class ManagedMetricAlarm
{
    public ManagedResourceStatus Status { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public string Arn { get; set; }
    public string StatusReason { get; set; }
}

public partial class ManagedLogGroup
{
    public ManagedResourceStatus Status { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public string LogGroupName { get; set; }
    public string Arn { get; set; }
    public string StatusReason { get; set; }
}

public partial class GatewayConnection
{
    public string GatewayArn { get; set; }
    public string GatewayRouteArn { get; set; }
    public string PortName { get; set; }
    public string ServiceUrl { get; set; }
    public AccessType AccessType { get; set; }
    public GatewayRouteStatus Status { get; set; }
    public GatewayConnectionResources Resources { get; set; }
}

public partial class GatewayConnectionResources
{
    public List<GatewayConnectionAlbResources> HostSharedAlb { get; set; }
}

public partial class GatewayConnectionAlbResources
{
    public string AcmCertificateArn { get; set; }
    public string LoadBalancerArn { get; set; }
    public List<string> LoadBalancerSecurityGroupArns { get; set; }
    public string ListenerArn { get; set; }
    public string ListenerRuleArn { get; set; }
    public string TestListenerRuleArn { get; set; }
    public string TargetGroupArn { get; set; }
    public string AlternateTargetGroupArn { get; set; }
}
