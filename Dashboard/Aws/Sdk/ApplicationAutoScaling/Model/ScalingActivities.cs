#nullable disable
using Amazon.Runtime;

namespace Amazon.ApplicationAutoScaling.Model;

public partial class DescribeScalingActivitiesRequest : AmazonApplicationAutoScalingRequest
{
    public ServiceNamespace ServiceNamespace { get; set; }
    public string ResourceId { get; set; }
    public ScalableDimension ScalableDimension { get; set; }
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
    public bool? IncludeNotScaledActivities { get; set; }
}

public partial class DescribeScalingActivitiesResponse : AmazonWebServiceResponse
{
    public List<ScalingActivity> ScalingActivities { get; set; }
    public string NextToken { get; set; }
}

public partial class ScalingActivity
{
    public string ActivityId { get; set; }
    public ServiceNamespace ServiceNamespace { get; set; }
    public string ResourceId { get; set; }
    public ScalableDimension ScalableDimension { get; set; }
    public string Description { get; set; }
    public string Cause { get; set; }
    public DateTime? StartTime { get; set; }
    public DateTime? EndTime { get; set; }
    public ScalingActivityStatusCode StatusCode { get; set; }
    public string StatusMessage { get; set; }
    public string Details { get; set; }
    public List<NotScaledReason> NotScaledReasons { get; set; }
}

public partial class NotScaledReason
{
    public string Code { get; set; }
    public int? MaxCapacity { get; set; }
    public int? MinCapacity { get; set; }
    public int? CurrentCapacity { get; set; }
}
