#nullable disable

namespace Amazon.ECS.Model;

public partial class ServiceConnectConfiguration
{
    public bool? Enabled { get; set; }
    public string Namespace { get; set; }
    public List<ServiceConnectService> Services { get; set; }
    public LogConfiguration LogConfiguration { get; set; }
    public ServiceConnectAccessLogConfiguration AccessLogConfiguration { get; set; }
    public List<ServiceConnectContainerConfiguration> ContainerConfigurations { get; set; }
}

public partial class ServiceConnectService
{
    public string PortName { get; set; }
    public string DiscoveryName { get; set; }
    public List<ServiceConnectClientAlias> ClientAliases { get; set; }
    public int? IngressPortOverride { get; set; }
    public TimeoutConfiguration Timeout { get; set; }
    public ServiceConnectTlsConfiguration Tls { get; set; }
}

public partial class ServiceConnectClientAlias
{
    public int? Port { get; set; }
    public string DnsName { get; set; }
    public ServiceConnectTestTrafficRules TestTrafficRules { get; set; }
}

public partial class ServiceConnectTestTrafficRules
{
    public ServiceConnectTestTrafficHeaderRules Header { get; set; }
}

public partial class ServiceConnectTestTrafficHeaderRules
{
    public string Name { get; set; }
    public ServiceConnectTestTrafficHeaderMatchRules Value { get; set; }
}

public partial class ServiceConnectTestTrafficHeaderMatchRules
{
    public string Exact { get; set; }
}

public partial class TimeoutConfiguration
{
    public int? IdleTimeoutSeconds { get; set; }
    public int? PerRequestTimeoutSeconds { get; set; }
}

public partial class ServiceConnectTlsConfiguration
{
    public ServiceConnectTlsCertificateAuthority IssuerCertificateAuthority { get; set; }
    public string KmsKey { get; set; }
    public string RoleArn { get; set; }
}

public partial class ServiceConnectTlsCertificateAuthority
{
    public string AwsPcaAuthorityArn { get; set; }
}

public partial class ServiceConnectAccessLogConfiguration
{
    public ServiceConnectAccessLoggingFormat Format { get; set; }
    public ServiceConnectIncludeQueryParameters IncludeQueryParameters { get; set; }
}

public partial class ServiceConnectContainerConfiguration
{
    public string LogLevel { get; set; }
}

public partial class ServiceConnectServiceResource
{
    public string DiscoveryName { get; set; }
    public string DiscoveryArn { get; set; }
}
