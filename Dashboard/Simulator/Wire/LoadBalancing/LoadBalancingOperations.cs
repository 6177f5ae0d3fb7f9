namespace Dashboard.Simulator.Wire;

internal static class LoadBalancingOperations
{
    private const int PageSize = 400;

    public static IEnumerable<Operation> All =>
    [
        new("elasticloadbalancing", "DescribeTargetGroups", DescribeTargetGroups),
        new("elasticloadbalancing", "DescribeTargetHealth", DescribeTargetHealth),
        new("elasticloadbalancing", "DescribeLoadBalancers", DescribeLoadBalancers),
    ];

    private static Shape DescribeTargetGroups(WireCall call)
    {
        var request = call.Request;
        var all = call.Region.LoadBalancing.DescribeTargetGroups(OrNull(request, "TargetGroupArns"), OrNull(request, "Names"), request.Text("LoadBalancerArn"));
        var (page, next) = Paging.Take(all, request.Text("Marker"), request.Int("PageSize"), PageSize, PageSize);
        return new Shape { ["TargetGroups"] = page.Select(Of), ["NextMarker"] = next };
    }

    private static Shape DescribeTargetHealth(WireCall call)
    {
        var targets = call.Region.LoadBalancing.DescribeTargetHealth(call.Request.Required("TargetGroupArn"));
        return new Shape { ["TargetHealthDescriptions"] = (call.Partial ? targets.Take(targets.Count / 2) : targets).Select(Of) };
    }

    private static Shape DescribeLoadBalancers(WireCall call)
    {
        var request = call.Request;
        var all = call.Region.LoadBalancing.DescribeLoadBalancers(OrNull(request, "LoadBalancerArns"), OrNull(request, "Names"));
        var (page, next) = Paging.Take(all, request.Text("Marker"), request.Int("PageSize"), PageSize, PageSize);
        return new Shape { ["LoadBalancers"] = page.Select(Of), ["NextMarker"] = next };
    }

    private static List<string>? OrNull(WireRequest request, string name)
    {
        var list = request.Texts(name);
        return list.Length == 0 ? null
            : list.Length > 20 ? throw new WireFault("ValidationError", $"{name} must not have more than 20 items.")
            : [.. list];
    }

    private static Shape Of(TargetGroup group) => new()
    {
        ["TargetGroupArn"] = group.TargetGroupArn,
        ["TargetGroupName"] = group.TargetGroupName,
        ["Protocol"] = group.Protocol,
        ["ProtocolVersion"] = "HTTP1",
        ["Port"] = group.Port,
        ["VpcId"] = group.VpcId,
        ["HealthCheckProtocol"] = group.HealthCheckProtocol,
        ["HealthCheckPort"] = group.HealthCheckPort,
        ["HealthCheckEnabled"] = group.HealthCheckEnabled,
        ["HealthCheckIntervalSeconds"] = group.HealthCheckIntervalSeconds,
        ["HealthCheckTimeoutSeconds"] = group.HealthCheckTimeoutSeconds,
        ["HealthyThresholdCount"] = group.HealthyThresholdCount,
        ["UnhealthyThresholdCount"] = group.UnhealthyThresholdCount,
        ["HealthCheckPath"] = group.HealthCheckPath,
        ["Matcher"] = new Shape { ["HttpCode"] = group.MatcherHttpCode },
        ["LoadBalancerArns"] = group.LoadBalancerArns,
        ["TargetType"] = group.TargetType,
        ["IpAddressType"] = "ipv4",
    };

    private static Shape Of(TargetHealthDescription target) => new()
    {
        ["Target"] = new Shape { ["Id"] = target.Id, ["Port"] = target.Port, ["AvailabilityZone"] = target.AvailabilityZone },
        ["HealthCheckPort"] = target.HealthCheckPort,
        ["TargetHealth"] = new Shape { ["State"] = target.State, ["Reason"] = target.Reason, ["Description"] = target.Description },
    };

    private static Shape Of(ApplicationLoadBalancer balancer) => new()
    {
        ["LoadBalancerArn"] = balancer.LoadBalancerArn,
        ["DNSName"] = balancer.DnsName,
        ["CanonicalHostedZoneId"] = balancer.CanonicalHostedZoneId,
        ["CreatedTime"] = balancer.CreatedTime,
        ["LoadBalancerName"] = balancer.LoadBalancerName,
        ["Scheme"] = balancer.Scheme,
        ["VpcId"] = balancer.VpcId,
        ["State"] = new Shape { ["Code"] = balancer.StateCode },
        ["Type"] = balancer.Type,
        ["AvailabilityZones"] = balancer.AvailabilityZones.Select(zone => new Shape { ["ZoneName"] = zone.ZoneName, ["SubnetId"] = zone.SubnetId }),
        ["SecurityGroups"] = balancer.SecurityGroups,
        ["IpAddressType"] = balancer.IpAddressType,
    };
}
