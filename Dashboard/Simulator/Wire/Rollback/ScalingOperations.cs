namespace Dashboard.Simulator.Wire;

internal static class ScalingOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("application-autoscaling", "DescribeScalableTargets", DescribeScalableTargets),
        new("application-autoscaling", "DescribeScalingActivities", DescribeScalingActivities),
    ];

    private static Shape DescribeScalingActivities(WireCall call)
    {
        var (request, asked, resource) = (call.Request, Namespace(call.Request), call.Request.Text("ResourceId"));
        if (resource is null && request.Text("ScalableDimension") is not null)
            throw WireFault.Validation("If you specify a scalable dimension, you must also specify a resource ID.");
        var all = asked == "ecs" ? call.Region.AutoScaling.DescribeScalingActivities(resource) : [];
        var (page, next) = Paging.Take(all, request.Text("NextToken"), request.Int("MaxResults"), 50, 50);
        return new Shape { ["ScalingActivities"] = page.Pascal(), ["NextToken"] = next };
    }

    private static string Namespace(WireRequest request) =>
        request.Text("ServiceNamespace") ?? throw WireFault.Validation("1 validation error detected: Value at 'serviceNamespace' failed to satisfy constraint: Member must not be null");

    private static Shape DescribeScalableTargets(WireCall call)
    {
        var (request, asked) = (call.Request, Namespace(call.Request));
        var ids = request.Texts("ResourceIds");
        if (ids.Length > 50)
            throw WireFault.Validation("ResourceIds can have at most 50 items.");
        var all = asked == "ecs" && (request.Text("ScalableDimension") ?? "ecs:service:DesiredCount") == "ecs:service:DesiredCount" ? call.Region.AutoScaling.DescribeScalableTargets(ids) : [];
        var (page, next) = Paging.Take(all, request.Text("NextToken"), request.Int("MaxResults"), 50, 50);
        return new Shape { ["ScalableTargets"] = page.Pascal(), ["NextToken"] = next };
    }
}
