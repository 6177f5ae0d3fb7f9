#nullable disable

namespace Amazon.ECS.Model;

public partial class LoadBalancer
{
    public string TargetGroupArn { get; set; }
    public string LoadBalancerName { get; set; }
    public string ContainerName { get; set; }
    public int? ContainerPort { get; set; }
    public AdvancedConfiguration AdvancedConfiguration { get; set; }
}

public partial class AdvancedConfiguration
{
    public string AlternateTargetGroupArn { get; set; }
    public string ProductionListenerRule { get; set; }
    public string TestListenerRule { get; set; }
    public string RoleArn { get; set; }
}

public partial class ServiceRegistry
{
    public string RegistryArn { get; set; }
    public int? Port { get; set; }
    public string ContainerName { get; set; }
    public int? ContainerPort { get; set; }
}

public partial class NetworkConfiguration
{
    public AwsVpcConfiguration AwsvpcConfiguration { get; set; }
}

public partial class AwsVpcConfiguration
{
    public List<string> Subnets { get; set; }
    public List<string> SecurityGroups { get; set; }
    public AssignPublicIp AssignPublicIp { get; set; }
}

public partial class VpcLatticeConfiguration
{
    public string RoleArn { get; set; }
    public string TargetGroupArn { get; set; }
    public string PortName { get; set; }
    public VpcLatticeAdvancedConfiguration AdvancedConfiguration { get; set; }
}

public partial class VpcLatticeAdvancedConfiguration
{
    public string AlternateTargetGroupArn { get; set; }
    public string ProductionListenerRule { get; set; }
    public string TestListenerRule { get; set; }
}

public partial class GatewayConnector
{
    public string PortName { get; set; }
    public GatewayConnectorHealthCheck HealthCheck { get; set; }
    public GatewayConnectorFilters Filters { get; set; }
}

public partial class GatewayConnectorHealthCheck
{
    public GatewayConnectorHealthCheckProtocol HealthCheckProtocol { get; set; }
    public int? HealthCheckPort { get; set; }
    public string HealthCheckPath { get; set; }
    public int? HealthCheckTimeoutSeconds { get; set; }
    public int? HealthCheckIntervalSeconds { get; set; }
    public int? HealthyThresholdCount { get; set; }
    public int? UnhealthyThresholdCount { get; set; }
    public GatewayConnectorHealthCheckMatcher Matcher { get; set; }
}

public partial class GatewayConnectorHealthCheckMatcher
{
    public string HttpCode { get; set; }
    public string GrpcCode { get; set; }
}

public partial class GatewayConnectorFilters
{
    public List<string> AccessTypes { get; set; }
}
