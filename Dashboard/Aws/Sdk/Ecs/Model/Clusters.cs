#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS.Model;

public partial class ListClustersRequest : AmazonECSRequest
{
    public string NextToken { get; set; }
    public int? MaxResults { get; set; }
}

public partial class ListClustersResponse : AmazonWebServiceResponse
{
    public List<string> ClusterArns { get; set; }
    public string NextToken { get; set; }
}

public partial class DescribeClustersRequest : AmazonECSRequest
{
    public List<string> Clusters { get; set; }
    public List<string> Include { get; set; }
}

public partial class DescribeClustersResponse : AmazonWebServiceResponse
{
    public List<Cluster> Clusters { get; set; }
    public List<Failure> Failures { get; set; }
}

public partial class Cluster
{
    public string ClusterArn { get; set; }
    public string ClusterName { get; set; }
    public ClusterConfiguration Configuration { get; set; }
    public string Status { get; set; }
    public int? RegisteredContainerInstancesCount { get; set; }
    public int? RunningTasksCount { get; set; }
    public int? PendingTasksCount { get; set; }
    public int? ActiveServicesCount { get; set; }
    public List<KeyValuePair> Statistics { get; set; }
    public List<Tag> Tags { get; set; }
    public List<ClusterSetting> Settings { get; set; }
    public List<string> CapacityProviders { get; set; }
    public List<CapacityProviderStrategyItem> DefaultCapacityProviderStrategy { get; set; }
    public List<Attachment> Attachments { get; set; }
    public string AttachmentsStatus { get; set; }
    public ClusterServiceConnectDefaults ServiceConnectDefaults { get; set; }
}

public partial class ClusterConfiguration
{
    public ExecuteCommandConfiguration ExecuteCommandConfiguration { get; set; }
    public ManagedStorageConfiguration ManagedStorageConfiguration { get; set; }
}

public partial class ExecuteCommandConfiguration
{
    public string KmsKeyId { get; set; }
    public ExecuteCommandLogging Logging { get; set; }
    public ExecuteCommandLogConfiguration LogConfiguration { get; set; }
}

public partial class ExecuteCommandLogConfiguration
{
    public string CloudWatchLogGroupName { get; set; }
    public bool? CloudWatchEncryptionEnabled { get; set; }
    public string S3BucketName { get; set; }
    public bool? S3EncryptionEnabled { get; set; }
    public string S3KeyPrefix { get; set; }
}

public partial class ManagedStorageConfiguration
{
    public string KmsKeyId { get; set; }
    public string FargateEphemeralStorageKmsKeyId { get; set; }
}

public partial class KeyValuePair
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public partial class Tag
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public partial class ClusterSetting
{
    public ClusterSettingName Name { get; set; }
    public string Value { get; set; }
}

public partial class CapacityProviderStrategyItem
{
    public string CapacityProvider { get; set; }
    public int? Weight { get; set; }
    public int? Base { get; set; }
}

public partial class Attachment
{
    public string Id { get; set; }
    public string Type { get; set; }
    public string Status { get; set; }
    public List<KeyValuePair> Details { get; set; }
}

public partial class ClusterServiceConnectDefaults
{
    public string Namespace { get; set; }
}

public partial class Failure
{
    public string Arn { get; set; }
    public string Reason { get; set; }
    public string Detail { get; set; }
}
