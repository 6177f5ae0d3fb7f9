namespace Dashboard.Simulator.Wire;

internal static class ScalingOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("application-autoscaling", "DescribeScalableTargets", DescribeScalableTargets),
    ];

    private static Shape DescribeScalableTargets(WireCall call)
    {
        var request = call.Request;
        if (request.Text("ServiceNamespace") is not { } asked)
            throw WireFault.Validation("1 validation error detected: Value at 'serviceNamespace' failed to satisfy constraint: Member must not be null");
        var ids = request.Texts("ResourceIds");
        if (ids.Length > 50)
            throw WireFault.Validation("ResourceIds can have at most 50 items.");
        var all = asked == "ecs" && (request.Text("ScalableDimension") ?? "ecs:service:DesiredCount") == "ecs:service:DesiredCount" ? call.Region.AutoScaling.DescribeScalableTargets(ids) : [];
        var (page, next) = Paging.Take(all, request.Text("NextToken"), request.Int("MaxResults"), 50, 50);
        return new Shape { ["ScalableTargets"] = page.Pascal(), ["NextToken"] = next };
    }
}
