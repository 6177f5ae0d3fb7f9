#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS.Model;

public partial class ListTasksRequest : AmazonECSRequest
{
    public string Cluster { get; set; }
    public string ContainerInstance { get; set; }
    public string Family { get; set; }
    public string NextToken { get; set; }
    public int? MaxResults { get; set; }
    public string StartedBy { get; set; }
    public string ServiceName { get; set; }
    public DesiredStatus DesiredStatus { get; set; }
    public LaunchType LaunchType { get; set; }
    public string DaemonName { get; set; }
}

public partial class ListTasksResponse : AmazonWebServiceResponse
{
    public List<string> TaskArns { get; set; }
    public string NextToken { get; set; }
}

public partial class DescribeTasksRequest : AmazonECSRequest
{
    public List<string> Tasks { get; set; }
    public string Cluster { get; set; }
    public List<string> Include { get; set; }
}

public partial class DescribeTasksResponse : AmazonWebServiceResponse
{
    public List<Task> Tasks { get; set; }
    public List<Failure> Failures { get; set; }
}

public partial class Task
{
    public List<Attachment> Attachments { get; set; }
    public List<Attribute> Attributes { get; set; }
    public string AvailabilityZone { get; set; }
    public string CapacityProviderName { get; set; }
    public string ClusterArn { get; set; }
    public Connectivity Connectivity { get; set; }
    public DateTime? ConnectivityAt { get; set; }
    public string ContainerInstanceArn { get; set; }
    public List<Container> Containers { get; set; }
    public string Cpu { get; set; }
    public DateTime? CreatedAt { get; set; }
    public string DesiredStatus { get; set; }
    public bool? EnableExecuteCommand { get; set; }
    public DateTime? ExecutionStoppedAt { get; set; }
    public string Group { get; set; }
    public HealthStatus HealthStatus { get; set; }
    public List<InferenceAccelerator> InferenceAccelerators { get; set; }
    public string LastStatus { get; set; }
    public LaunchType LaunchType { get; set; }
    public string Memory { get; set; }
    public TaskOverride Overrides { get; set; }
    public string PlatformVersion { get; set; }
    public string PlatformFamily { get; set; }
    public DateTime? PullStartedAt { get; set; }
    public DateTime? PullStoppedAt { get; set; }
    public DateTime? StartedAt { get; set; }
    public string StartedBy { get; set; }
    public TaskStopCode StopCode { get; set; }
    public DateTime? StoppedAt { get; set; }
    public string StoppedReason { get; set; }
    public DateTime? StoppingAt { get; set; }
    public List<Tag> Tags { get; set; }
    public string TaskArn { get; set; }
    public string TaskDefinitionArn { get; set; }
    public long? Version { get; set; }
    public EphemeralStorage EphemeralStorage { get; set; }
    public TaskEphemeralStorage FargateEphemeralStorage { get; set; }
}

public partial class Container
{
    public string ContainerArn { get; set; }
    public string TaskArn { get; set; }
    public string Name { get; set; }
    public string Image { get; set; }
    public string ImageDigest { get; set; }
    public string RuntimeId { get; set; }
    public string LastStatus { get; set; }
    public int? ExitCode { get; set; }
    public string Reason { get; set; }
    public List<NetworkBinding> NetworkBindings { get; set; }
    public List<NetworkInterface> NetworkInterfaces { get; set; }
    public HealthStatus HealthStatus { get; set; }
    public List<ManagedAgent> ManagedAgents { get; set; }
    public string Cpu { get; set; }
    public string Memory { get; set; }
    public string MemoryReservation { get; set; }
    public List<string> GpuIds { get; set; }
    public List<string> NeuronDeviceIds { get; set; }
    public SharingStrategy GpuSharingStrategy { get; set; }
}

public partial class NetworkBinding
{
    public string BindIP { get; set; }
    public int? ContainerPort { get; set; }
    public int? HostPort { get; set; }
    public TransportProtocol Protocol { get; set; }
    public string ContainerPortRange { get; set; }
    public string HostPortRange { get; set; }
}

public partial class NetworkInterface
{
    public string AttachmentId { get; set; }
    public string PrivateIpv4Address { get; set; }
    public string Ipv6Address { get; set; }
}

public partial class ManagedAgent
{
    public DateTime? LastStartedAt { get; set; }
    public ManagedAgentName Name { get; set; }
    public string Reason { get; set; }
    public string LastStatus { get; set; }
}

public partial class TaskOverride
{
    public List<ContainerOverride> ContainerOverrides { get; set; }
    public string Cpu { get; set; }
    public List<InferenceAcceleratorOverride> InferenceAcceleratorOverrides { get; set; }
    public string ExecutionRoleArn { get; set; }
    public string Memory { get; set; }
    public string TaskRoleArn { get; set; }
    public EphemeralStorage EphemeralStorage { get; set; }
}

public partial class ContainerOverride
{
    public string Name { get; set; }
    public List<string> Command { get; set; }
    public List<KeyValuePair> Environment { get; set; }
    public List<EnvironmentFile> EnvironmentFiles { get; set; }
    public int? Cpu { get; set; }
    public int? Memory { get; set; }
    public int? MemoryReservation { get; set; }
    public List<ResourceRequirement> ResourceRequirements { get; set; }
}

public partial class InferenceAcceleratorOverride
{
    public string DeviceName { get; set; }
    public string DeviceType { get; set; }
}
