#nullable disable
using Amazon.Runtime;

namespace Amazon.ApplicationAutoScaling.Model;

public partial class DescribeScalableTargetsRequest : AmazonApplicationAutoScalingRequest
{
    public ServiceNamespace ServiceNamespace { get; set; }
    public List<string> ResourceIds { get; set; }
    public ScalableDimension ScalableDimension { get; set; }
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
}

public partial class DescribeScalableTargetsResponse : AmazonWebServiceResponse
{
    public List<ScalableTarget> ScalableTargets { get; set; }
    public string NextToken { get; set; }
}

public partial class ScalableTarget
{
    public ServiceNamespace ServiceNamespace { get; set; }
    public string ResourceId { get; set; }
    public ScalableDimension ScalableDimension { get; set; }
    public int? MinCapacity { get; set; }
    public int? MaxCapacity { get; set; }
    public int? PredictedCapacity { get; set; }
    public string RoleARN { get; set; }
    public DateTime? CreationTime { get; set; }
    public SuspendedState SuspendedState { get; set; }
    public string ScalableTargetARN { get; set; }
}

public partial class SuspendedState
{
    public bool? DynamicScalingInSuspended { get; set; }
    public bool? DynamicScalingOutSuspended { get; set; }
    public bool? ScheduledScalingSuspended { get; set; }
}
