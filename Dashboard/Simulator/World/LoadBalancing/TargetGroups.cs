namespace Dashboard.Simulator;

public sealed record TargetGroup(string TargetGroupArn, string TargetGroupName)
{
    public string Protocol { get; init; } = "HTTP";
    public int Port { get; init; } = 8080;
    public string VpcId { get; init; } = "";
    public string HealthCheckProtocol { get; init; } = "HTTP";
    public string HealthCheckPort { get; init; } = "traffic-port";
    public bool HealthCheckEnabled { get; init; } = true;
    public int HealthCheckIntervalSeconds { get; init; } = 10;
    public int HealthCheckTimeoutSeconds { get; init; } = 5;
    public int HealthyThresholdCount { get; init; } = 2;
    public int UnhealthyThresholdCount { get; init; } = 2;
    public string HealthCheckPath { get; init; } = "/health";
    public string MatcherHttpCode { get; init; } = "200";
    public IReadOnlyList<string> LoadBalancerArns { get; init; } = [];
    public string TargetType { get; init; } = "ip";
}

/// <param name="State">initial, healthy, unhealthy, unused, draining or unavailable.</param>
/// <param name="Reason">As in Target.ResponseCodeMismatch; null when healthy.</param>
public sealed record TargetHealthDescription(string Id, int Port, string AvailabilityZone, string HealthCheckPort, string State, string? Reason, string? Description);

public sealed record ApplicationLoadBalancer(string LoadBalancerArn, string LoadBalancerName)
{
    public string DnsName { get; init; } = "";
    public string CanonicalHostedZoneId { get; init; } = "Z32O12XQLNTSW2";
    public DateTimeOffset CreatedTime { get; init; }
    public string Scheme { get; init; } = "internet-facing";
    public string VpcId { get; init; } = "";
    public string StateCode { get; init; } = "active";
    public string Type { get; init; } = "application";
    public IReadOnlyList<(string ZoneName, string SubnetId)> AvailabilityZones { get; init; } = [];
    public IReadOnlyList<string> SecurityGroups { get; init; } = [];
    public string IpAddressType { get; init; } = "ipv4";
}
