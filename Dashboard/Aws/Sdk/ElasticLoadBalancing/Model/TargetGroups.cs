#nullable disable
using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2.Model;

public partial class DescribeTargetGroupsRequest : AmazonElasticLoadBalancingV2Request
{
    public string LoadBalancerArn { get; set; }
    public List<string> TargetGroupArns { get; set; }
    public List<string> Names { get; set; }
    public string Marker { get; set; }
    public int? PageSize { get; set; }
}

public partial class DescribeTargetGroupsResponse : AmazonWebServiceResponse
{
    public List<TargetGroup> TargetGroups { get; set; }
    public string NextMarker { get; set; }
}

public partial class TargetGroup
{
    public string TargetGroupArn { get; set; }
    public string TargetGroupName { get; set; }
    public ProtocolEnum Protocol { get; set; }
    public int? Port { get; set; }
    public string VpcId { get; set; }
    public ProtocolEnum HealthCheckProtocol { get; set; }
    public string HealthCheckPort { get; set; }
    public bool? HealthCheckEnabled { get; set; }
    public int? HealthCheckIntervalSeconds { get; set; }
    public int? HealthCheckTimeoutSeconds { get; set; }
    public int? HealthyThresholdCount { get; set; }
    public int? UnhealthyThresholdCount { get; set; }
    public string HealthCheckPath { get; set; }
    public Matcher Matcher { get; set; }
    public List<string> LoadBalancerArns { get; set; }
    public TargetTypeEnum TargetType { get; set; }
    public string ProtocolVersion { get; set; }
    public TargetGroupIpAddressTypeEnum IpAddressType { get; set; }
    public int? TargetControlPort { get; set; }
}

public partial class Matcher
{
    public string HttpCode { get; set; }
    public string GrpcCode { get; set; }
}

public partial class DescribeTargetHealthRequest : AmazonElasticLoadBalancingV2Request
{
    public string TargetGroupArn { get; set; }
    public List<TargetDescription> Targets { get; set; }
    public List<string> Include { get; set; }
}

public partial class TargetDescription
{
    public string Id { get; set; }
    public int? Port { get; set; }
    public string AvailabilityZone { get; set; }
    public string QuicServerId { get; set; }
}

public partial class DescribeTargetHealthResponse : AmazonWebServiceResponse
{
    public List<TargetHealthDescription> TargetHealthDescriptions { get; set; }
}

public partial class TargetHealthDescription
{
    public TargetDescription Target { get; set; }
    public string HealthCheckPort { get; set; }
    public TargetHealth TargetHealth { get; set; }
    public AnomalyDetection AnomalyDetection { get; set; }
    public AdministrativeOverride AdministrativeOverride { get; set; }
}

public partial class TargetHealth
{
    public TargetHealthStateEnum State { get; set; }
    public TargetHealthReasonEnum Reason { get; set; }
    public string Description { get; set; }
}

public partial class AnomalyDetection
{
    public AnomalyResultEnum Result { get; set; }
    public MitigationInEffectEnum MitigationInEffect { get; set; }
}

public partial class AdministrativeOverride
{
    public TargetAdministrativeOverrideStateEnum State { get; set; }
    public TargetAdministrativeOverrideReasonEnum Reason { get; set; }
    public string Description { get; set; }
}
