#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS.Model;

public partial class DescribeServiceRevisionsRequest : AmazonECSRequest
{
    public List<string> ServiceRevisionArns { get; set; }
}

public partial class DescribeServiceRevisionsResponse : AmazonWebServiceResponse
{
    public List<ServiceRevision> ServiceRevisions { get; set; }
    public List<Failure> Failures { get; set; }
}

public partial class ServiceRevision
{
    public string ServiceRevisionArn { get; set; }
    public string ServiceArn { get; set; }
    public string ClusterArn { get; set; }
    public string TaskDefinition { get; set; }
    public List<CapacityProviderStrategyItem> CapacityProviderStrategy { get; set; }
    public LaunchType LaunchType { get; set; }
    public string PlatformVersion { get; set; }
    public string PlatformFamily { get; set; }
    public List<LoadBalancer> LoadBalancers { get; set; }
    public List<ServiceRegistry> ServiceRegistries { get; set; }
    public NetworkConfiguration NetworkConfiguration { get; set; }
    public List<ContainerImage> ContainerImages { get; set; }
    public bool? GuardDutyEnabled { get; set; }
    public ServiceConnectConfiguration ServiceConnectConfiguration { get; set; }
    public List<ServiceVolumeConfiguration> VolumeConfigurations { get; set; }
    public DeploymentEphemeralStorage FargateEphemeralStorage { get; set; }
    public DateTime? CreatedAt { get; set; }
    public List<VpcLatticeConfiguration> VpcLatticeConfigurations { get; set; }
    public ResolvedConfiguration ResolvedConfiguration { get; set; }
    public ECSManagedResources EcsManagedResources { get; set; }
    public ServiceRevisionOverrides Overrides { get; set; }
    public List<GatewayConnector> GatewayConnectors { get; set; }
    public MonitoringConfiguration Monitoring { get; set; }
}

public partial class ContainerImage
{
    public string ContainerName { get; set; }
    public string ImageDigest { get; set; }
    public string Image { get; set; }
}

public partial class ResolvedConfiguration
{
    public List<ServiceRevisionLoadBalancer> LoadBalancers { get; set; }
    public List<ServiceRevisionVpcLatticeConfiguration> VpcLatticeConfigurations { get; set; }
}

public partial class ServiceRevisionLoadBalancer
{
    public string TargetGroupArn { get; set; }
    public string ProductionListenerRule { get; set; }
}

public partial class ServiceRevisionVpcLatticeConfiguration
{
    public string TargetGroupArn { get; set; }
    public string ProductionListenerRule { get; set; }
}

public partial class ServiceRevisionOverrides
{
    public RuntimePlatformOverride RuntimePlatform { get; set; }
}

public partial class RuntimePlatformOverride
{
    public string CpuArchitecture { get; set; }
}
