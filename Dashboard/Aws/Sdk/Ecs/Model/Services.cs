#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS.Model;

public partial class ListServicesRequest : AmazonECSRequest
{
    public string Cluster { get; set; }
    public string NextToken { get; set; }
    public int? MaxResults { get; set; }
    public LaunchType LaunchType { get; set; }
    public SchedulingStrategy SchedulingStrategy { get; set; }
    public ResourceManagementType ResourceManagementType { get; set; }
}

public partial class ListServicesResponse : AmazonWebServiceResponse
{
    public List<string> ServiceArns { get; set; }
    public string NextToken { get; set; }
}

public partial class DescribeServicesRequest : AmazonECSRequest
{
    public List<string> Services { get; set; }
    public string Cluster { get; set; }
    public List<string> Include { get; set; }
}

public partial class DescribeServicesResponse : AmazonWebServiceResponse
{
    public List<Service> Services { get; set; }
    public List<Failure> Failures { get; set; }
}

public partial class Service
{
    public string ServiceArn { get; set; }
    public string ServiceName { get; set; }
    public string ClusterArn { get; set; }
    public List<LoadBalancer> LoadBalancers { get; set; }
    public List<ServiceRegistry> ServiceRegistries { get; set; }
    public string Status { get; set; }
    public int? DesiredCount { get; set; }
    public int? RunningCount { get; set; }
    public int? PendingCount { get; set; }
    public LaunchType LaunchType { get; set; }
    public List<CapacityProviderStrategyItem> CapacityProviderStrategy { get; set; }
    public string PlatformVersion { get; set; }
    public string PlatformFamily { get; set; }
    public string TaskDefinition { get; set; }
    public DeploymentConfiguration DeploymentConfiguration { get; set; }
    public List<TaskSet> TaskSets { get; set; }
    public List<Deployment> Deployments { get; set; }
    public string RoleArn { get; set; }
    public List<ServiceEvent> Events { get; set; }
    public DateTime? CreatedAt { get; set; }
    public string CurrentServiceDeployment { get; set; }
    public List<ServiceCurrentRevisionSummary> CurrentServiceRevisions { get; set; }
    public List<PlacementConstraint> PlacementConstraints { get; set; }
    public List<PlacementStrategy> PlacementStrategy { get; set; }
    public NetworkConfiguration NetworkConfiguration { get; set; }
    public int? HealthCheckGracePeriodSeconds { get; set; }
    public SchedulingStrategy SchedulingStrategy { get; set; }
    public DeploymentController DeploymentController { get; set; }
    public List<Tag> Tags { get; set; }
    public string CreatedBy { get; set; }
    public bool? EnableECSManagedTags { get; set; }
    public PropagateTags PropagateTags { get; set; }
    public bool? EnableExecuteCommand { get; set; }
    public AvailabilityZoneRebalancing AvailabilityZoneRebalancing { get; set; }
    public ResourceManagementType ResourceManagementType { get; set; }
}

public partial class TaskSet
{
    public string Id { get; set; }
    public string TaskSetArn { get; set; }
    public string ServiceArn { get; set; }
    public string ClusterArn { get; set; }
    public string StartedBy { get; set; }
    public string ExternalId { get; set; }
    public string Status { get; set; }
    public string TaskDefinition { get; set; }
    public int? ComputedDesiredCount { get; set; }
    public int? PendingCount { get; set; }
    public int? RunningCount { get; set; }
    public DateTime? CreatedAt { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public LaunchType LaunchType { get; set; }
    public List<CapacityProviderStrategyItem> CapacityProviderStrategy { get; set; }
    public string PlatformVersion { get; set; }
    public string PlatformFamily { get; set; }
    public NetworkConfiguration NetworkConfiguration { get; set; }
    public List<LoadBalancer> LoadBalancers { get; set; }
    public List<ServiceRegistry> ServiceRegistries { get; set; }
    public Scale Scale { get; set; }
    public StabilityStatus StabilityStatus { get; set; }
    public DateTime? StabilityStatusAt { get; set; }
    public List<Tag> Tags { get; set; }
    public DeploymentEphemeralStorage FargateEphemeralStorage { get; set; }
}

public partial class Scale
{
    public double? Value { get; set; }
    public ScaleUnit Unit { get; set; }
}

public partial class DeploymentEphemeralStorage
{
    public string KmsKeyId { get; set; }
}

public partial class Deployment
{
    public string Id { get; set; }
    public string Status { get; set; }
    public string TaskDefinition { get; set; }
    public int? DesiredCount { get; set; }
    public int? PendingCount { get; set; }
    public int? RunningCount { get; set; }
    public int? FailedTasks { get; set; }
    public DateTime? CreatedAt { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public List<CapacityProviderStrategyItem> CapacityProviderStrategy { get; set; }
    public LaunchType LaunchType { get; set; }
    public string PlatformVersion { get; set; }
    public string PlatformFamily { get; set; }
    public NetworkConfiguration NetworkConfiguration { get; set; }
    public DeploymentRolloutState RolloutState { get; set; }
    public string RolloutStateReason { get; set; }
    public ServiceConnectConfiguration ServiceConnectConfiguration { get; set; }
    public List<ServiceConnectServiceResource> ServiceConnectResources { get; set; }
    public List<ServiceVolumeConfiguration> VolumeConfigurations { get; set; }
    public DeploymentEphemeralStorage FargateEphemeralStorage { get; set; }
    public List<VpcLatticeConfiguration> VpcLatticeConfigurations { get; set; }
}

public partial class ServiceEvent
{
    public string Id { get; set; }
    public DateTime? CreatedAt { get; set; }
    public string Message { get; set; }
}

public partial class ServiceCurrentRevisionSummary
{
    public string Arn { get; set; }
    public int? RequestedTaskCount { get; set; }
    public int? RunningTaskCount { get; set; }
    public int? PendingTaskCount { get; set; }
}

public partial class PlacementConstraint
{
    public PlacementConstraintType Type { get; set; }
    public string Expression { get; set; }
}

public partial class PlacementStrategy
{
    public PlacementStrategyType Type { get; set; }
    public string Field { get; set; }
}

public partial class UpdateServiceRequest : AmazonECSRequest
{
    public string Service { get; set; }
    public string Cluster { get; set; }
    public int? DesiredCount { get; set; }
    public string TaskDefinition { get; set; }
    public List<CapacityProviderStrategyItem> CapacityProviderStrategy { get; set; }
    public DeploymentConfiguration DeploymentConfiguration { get; set; }
    public AvailabilityZoneRebalancing AvailabilityZoneRebalancing { get; set; }
    public NetworkConfiguration NetworkConfiguration { get; set; }
    public List<PlacementConstraint> PlacementConstraints { get; set; }
    public List<PlacementStrategy> PlacementStrategy { get; set; }
    public string PlatformVersion { get; set; }
    public bool? ForceNewDeployment { get; set; }
    public int? HealthCheckGracePeriodSeconds { get; set; }
    public DeploymentController DeploymentController { get; set; }
    public bool? EnableExecuteCommand { get; set; }
    public bool? EnableECSManagedTags { get; set; }
    public List<LoadBalancer> LoadBalancers { get; set; }
    public PropagateTags PropagateTags { get; set; }
    public List<ServiceRegistry> ServiceRegistries { get; set; }
    public ServiceConnectConfiguration ServiceConnectConfiguration { get; set; }
    public List<ServiceVolumeConfiguration> VolumeConfigurations { get; set; }
    public List<VpcLatticeConfiguration> VpcLatticeConfigurations { get; set; }
    public List<GatewayConnector> GatewayConnectors { get; set; }
    public MonitoringConfiguration Monitoring { get; set; }
}

public partial class MonitoringConfiguration
{
    public List<MetricConfiguration> MetricConfigurations { get; set; }
}

public partial class MetricConfiguration
{
    public List<string> MetricNames { get; set; }
    public int? ResolutionSeconds { get; set; }
}

public partial class UpdateServiceResponse : AmazonWebServiceResponse
{
    public Service Service { get; set; }
}
