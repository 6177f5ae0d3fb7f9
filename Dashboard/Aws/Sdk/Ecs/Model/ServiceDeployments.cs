#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS.Model;

public partial class ListServiceDeploymentsRequest : AmazonECSRequest
{
    public string Service { get; set; }
    public string Cluster { get; set; }
    public List<string> Status { get; set; }
    public CreatedAt CreatedAt { get; set; }
    public string NextToken { get; set; }
    public int? MaxResults { get; set; }
}

public partial class CreatedAt
{
    public DateTime? Before { get; set; }
    public DateTime? After { get; set; }
}

public partial class ListServiceDeploymentsResponse : AmazonWebServiceResponse
{
    public List<ServiceDeploymentBrief> ServiceDeployments { get; set; }
    public string NextToken { get; set; }
}

public partial class ServiceDeploymentBrief
{
    public string ServiceDeploymentArn { get; set; }
    public string ServiceArn { get; set; }
    public string ClusterArn { get; set; }
    public DateTime? StartedAt { get; set; }
    public DateTime? CreatedAt { get; set; }
    public DateTime? FinishedAt { get; set; }
    public string TargetServiceRevisionArn { get; set; }
    public ServiceDeploymentStatus Status { get; set; }
    public string StatusReason { get; set; }
}

public partial class DescribeServiceDeploymentsRequest : AmazonECSRequest
{
    public List<string> ServiceDeploymentArns { get; set; }
}

public partial class DescribeServiceDeploymentsResponse : AmazonWebServiceResponse
{
    public List<ServiceDeployment> ServiceDeployments { get; set; }
    public List<Failure> Failures { get; set; }
}

public partial class ServiceDeployment
{
    public string ServiceDeploymentArn { get; set; }
    public string ServiceArn { get; set; }
    public string ClusterArn { get; set; }
    public DateTime? CreatedAt { get; set; }
    public DateTime? StartedAt { get; set; }
    public DateTime? FinishedAt { get; set; }
    public DateTime? StoppedAt { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public List<ServiceRevisionSummary> SourceServiceRevisions { get; set; }
    public ServiceRevisionSummary TargetServiceRevision { get; set; }
    public ServiceDeploymentStatus Status { get; set; }
    public string StatusReason { get; set; }
    public ServiceDeploymentLifecycleStage LifecycleStage { get; set; }
    public List<DeploymentLifecycleHookDetail> LifecycleHookDetails { get; set; }
    public DeploymentConfiguration DeploymentConfiguration { get; set; }
    public Rollback Rollback { get; set; }
    public ServiceDeploymentCircuitBreaker DeploymentCircuitBreaker { get; set; }
    public ServiceDeploymentAlarms Alarms { get; set; }
}

public partial class ServiceRevisionSummary
{
    public string Arn { get; set; }
    public int? RequestedTaskCount { get; set; }
    public int? RunningTaskCount { get; set; }
    public int? PendingTaskCount { get; set; }
    public double? RequestedTestTrafficWeight { get; set; }
    public double? RequestedProductionTrafficWeight { get; set; }
}

public partial class DeploymentLifecycleHookDetail
{
    public string HookId { get; set; }
    public DeploymentLifecycleHookTargetType TargetType { get; set; }
    public string TargetArn { get; set; }
    public DeploymentLifecycleHookStatus Status { get; set; }
    public DateTime? ExpiresAt { get; set; }
    public DeploymentLifecycleHookAction TimeoutAction { get; set; }
}

public partial class Rollback
{
    public string Reason { get; set; }
    public DateTime? StartedAt { get; set; }
    public string ServiceRevisionArn { get; set; }
}

public partial class ServiceDeploymentCircuitBreaker
{
    public ServiceDeploymentRollbackMonitorsStatus Status { get; set; }
    public int? FailureCount { get; set; }
    public int? Threshold { get; set; }
}

public partial class ServiceDeploymentAlarms
{
    public ServiceDeploymentRollbackMonitorsStatus Status { get; set; }
    public List<string> AlarmNames { get; set; }
    public List<string> TriggeredAlarmNames { get; set; }
}

public partial class StopServiceDeploymentRequest : AmazonECSRequest
{
    public string ServiceDeploymentArn { get; set; }
    public StopServiceDeploymentStopType StopType { get; set; }
}

public partial class StopServiceDeploymentResponse : AmazonWebServiceResponse
{
    public string ServiceDeploymentArn { get; set; }
}

public partial class ContinueServiceDeploymentRequest : AmazonECSRequest
{
    public string ServiceDeploymentArn { get; set; }
    public string HookId { get; set; }
    public DeploymentLifecycleHookAction Action { get; set; }
}

public partial class ContinueServiceDeploymentResponse : AmazonWebServiceResponse
{
    public string ServiceDeploymentArn { get; set; }
}
