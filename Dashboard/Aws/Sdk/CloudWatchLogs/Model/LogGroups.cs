#nullable disable
using System.Text.Json.Serialization;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.CloudWatchLogs.Model;

public partial class DescribeLogGroupsRequest : AmazonCloudWatchLogsRequest
{
    public List<string> AccountIdentifiers { get; set; }
    public string LogGroupNamePrefix { get; set; }
    public string LogGroupNamePattern { get; set; }
    public string NextToken { get; set; }
    public int? Limit { get; set; }
    public bool? IncludeLinkedAccounts { get; set; }
    public LogGroupClass LogGroupClass { get; set; }
    public List<string> LogGroupIdentifiers { get; set; }
}

public partial class DescribeLogGroupsResponse : AmazonWebServiceResponse
{
    public List<LogGroup> LogGroups { get; set; }
    public string NextToken { get; set; }
}

public partial class LogGroup
{
    public string LogGroupName { get; set; }
    [JsonConverter(typeof(MillisecondsConverter))]
    public DateTime? CreationTime { get; set; }
    public int? RetentionInDays { get; set; }
    public int? MetricFilterCount { get; set; }
    public string Arn { get; set; }
    public long? StoredBytes { get; set; }
    public string KmsKeyId { get; set; }
    public DataProtectionStatus DataProtectionStatus { get; set; }
    public List<string> InheritedProperties { get; set; }
    public LogGroupClass LogGroupClass { get; set; }
    public string LogGroupArn { get; set; }
    public bool? DeletionProtectionEnabled { get; set; }
    public bool? BearerTokenAuthenticationEnabled { get; set; }
    public string RetentionPolicyName { get; set; }
}
