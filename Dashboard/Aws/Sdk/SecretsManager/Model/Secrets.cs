#nullable disable
using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

public partial class DescribeSecretRequest : AmazonSecretsManagerRequest
{
    public string SecretId { get; set; }
}

public partial class DescribeSecretResponse : AmazonWebServiceResponse
{
    public string ARN { get; set; }
    public string Name { get; set; }
    public string Type { get; set; }
    public string Description { get; set; }
    public string KmsKeyId { get; set; }
    public bool? RotationEnabled { get; set; }
    public string RotationLambdaARN { get; set; }
    public RotationRulesType RotationRules { get; set; }
    public List<ExternalSecretRotationMetadataItem> ExternalSecretRotationMetadata { get; set; }
    public string ExternalSecretRotationRoleArn { get; set; }
    public DateTime? LastRotatedDate { get; set; }
    public DateTime? LastChangedDate { get; set; }
    public DateTime? LastAccessedDate { get; set; }
    public DateTime? DeletedDate { get; set; }
    public DateTime? NextRotationDate { get; set; }
    public List<Tag> Tags { get; set; }
    public Dictionary<string, List<string>> VersionIdsToStages { get; set; }
    public string OwningService { get; set; }
    public DateTime? CreatedDate { get; set; }
    public string PrimaryRegion { get; set; }
    public List<ReplicationStatusType> ReplicationStatus { get; set; }
}

public partial class RotationRulesType
{
    public long? AutomaticallyAfterDays { get; set; }
    public string Duration { get; set; }
    public string ScheduleExpression { get; set; }
}

public partial class ExternalSecretRotationMetadataItem
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public partial class ReplicationStatusType
{
    public string Region { get; set; }
    public string KmsKeyId { get; set; }
    public StatusType Status { get; set; }
    public string StatusMessage { get; set; }
    public DateTime? LastAccessedDate { get; set; }
}

public partial class Tag
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public partial class GetSecretValueRequest : AmazonSecretsManagerRequest
{
    public string SecretId { get; set; }
    public string VersionId { get; set; }
    public string VersionStage { get; set; }
}

public partial class GetSecretValueResponse : AmazonWebServiceResponse
{
    public string ARN { get; set; }
    public string Name { get; set; }
    public string VersionId { get; set; }
    public MemoryStream SecretBinary { get; set; }
    public string SecretString { get; set; }
    public List<string> VersionStages { get; set; }
    public DateTime? CreatedDate { get; set; }
}
