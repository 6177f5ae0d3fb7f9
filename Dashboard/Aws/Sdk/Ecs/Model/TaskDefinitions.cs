#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS.Model;

public partial class ListTaskDefinitionsRequest : AmazonECSRequest
{
    public string FamilyPrefix { get; set; }
    public TaskDefinitionStatus Status { get; set; }
    public SortOrder Sort { get; set; }
    public string NextToken { get; set; }
    public int? MaxResults { get; set; }
}

public partial class ListTaskDefinitionsResponse : AmazonWebServiceResponse
{
    public List<string> TaskDefinitionArns { get; set; }
    public string NextToken { get; set; }
}

public partial class DescribeTaskDefinitionRequest : AmazonECSRequest
{
    public string TaskDefinition { get; set; }
    public List<string> Include { get; set; }
}

public partial class DescribeTaskDefinitionResponse : AmazonWebServiceResponse
{
    public TaskDefinition TaskDefinition { get; set; }
    public List<Tag> Tags { get; set; }
}

public partial class TaskDefinition
{
    public string TaskDefinitionArn { get; set; }
    public List<ContainerDefinition> ContainerDefinitions { get; set; }
    public string Family { get; set; }
    public string TaskRoleArn { get; set; }
    public string ExecutionRoleArn { get; set; }
    public NetworkMode NetworkMode { get; set; }
    public int? Revision { get; set; }
    public List<Volume> Volumes { get; set; }
    public TaskDefinitionStatus Status { get; set; }
    public List<Attribute> RequiresAttributes { get; set; }
    public List<TaskDefinitionPlacementConstraint> PlacementConstraints { get; set; }
    public List<string> Compatibilities { get; set; }
    public RuntimePlatform RuntimePlatform { get; set; }
    public List<string> RequiresCompatibilities { get; set; }
    public string Cpu { get; set; }
    public string Memory { get; set; }
    public List<InferenceAccelerator> InferenceAccelerators { get; set; }
    public PidMode PidMode { get; set; }
    public IpcMode IpcMode { get; set; }
    public ProxyConfiguration ProxyConfiguration { get; set; }
    public DateTime? RegisteredAt { get; set; }
    public DateTime? DeregisteredAt { get; set; }
    public DateTime? DeleteRequestedAt { get; set; }
    public string RegisteredBy { get; set; }
    public EphemeralStorage EphemeralStorage { get; set; }
    public bool? EnableFaultInjection { get; set; }
}

public partial class Attribute
{
    public string Name { get; set; }
    public string Value { get; set; }
    public TargetType TargetType { get; set; }
    public string TargetId { get; set; }
}

public partial class TaskDefinitionPlacementConstraint
{
    public TaskDefinitionPlacementConstraintType Type { get; set; }
    public string Expression { get; set; }
}

public partial class RuntimePlatform
{
    public CPUArchitecture CpuArchitecture { get; set; }
    public OSFamily OperatingSystemFamily { get; set; }
}

public partial class InferenceAccelerator
{
    public string DeviceName { get; set; }
    public string DeviceType { get; set; }
}

public partial class ProxyConfiguration
{
    public string ContainerName { get; set; }
    public ProxyConfigurationType Type { get; set; }
    public List<KeyValuePair> Properties { get; set; }
}

public partial class EphemeralStorage
{
    public int? SizeInGiB { get; set; }
}

public partial class RegisterTaskDefinitionRequest : AmazonECSRequest
{
    public string Family { get; set; }
    public List<ContainerDefinition> ContainerDefinitions { get; set; }
    public string TaskRoleArn { get; set; }
    public string ExecutionRoleArn { get; set; }
    public NetworkMode NetworkMode { get; set; }
    public List<Volume> Volumes { get; set; }
    public List<TaskDefinitionPlacementConstraint> PlacementConstraints { get; set; }
    public List<string> RequiresCompatibilities { get; set; }
    public string Cpu { get; set; }
    public string Memory { get; set; }
    public List<Tag> Tags { get; set; }
    public PidMode PidMode { get; set; }
    public IpcMode IpcMode { get; set; }
    public ProxyConfiguration ProxyConfiguration { get; set; }
    public List<InferenceAccelerator> InferenceAccelerators { get; set; }
    public EphemeralStorage EphemeralStorage { get; set; }
    public RuntimePlatform RuntimePlatform { get; set; }
    public bool? EnableFaultInjection { get; set; }
}

public partial class RegisterTaskDefinitionResponse : AmazonWebServiceResponse
{
    public TaskDefinition TaskDefinition { get; set; }
    public List<Tag> Tags { get; set; }
}
