namespace Dashboard.Simulator.Wire;

internal static class DeploymentOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("ecs", "ListServiceDeployments", ListServiceDeployments),
        new("ecs", "DescribeServiceDeployments", DescribeServiceDeployments),
        new("ecs", "DescribeServiceRevisions", DescribeServiceRevisions),
        new("ecs", "StopServiceDeployment", StopServiceDeployment, Mutates: true),
        new("ecs", "ContinueServiceDeployment", ContinueServiceDeployment, Mutates: true),
    ];

    private static Shape ListServiceDeployments(WireCall call)
    {
        var request = call.Request;
        var statuses = request.Texts("status");
        var created = request.Item("createdAt");
        var all = call.Region.Ecs.ListServiceDeployments(call.Cluster, request.Required("service"), statuses.Length == 0 ? null : statuses, created?.Instant("after"), created?.Instant("before"));
        var (page, next) = Paging.Take(all, request.Text("nextToken"), request.Int("maxResults"), 20, 100);
        return new Shape { ["serviceDeployments"] = page.Camel(), ["nextToken"] = next };
    }

    private static Shape DescribeServiceDeployments(WireCall call)
    {
        var found = call.Region.Ecs.DescribeServiceDeployments(call.Between1And(20, "serviceDeploymentArns"));
        return Partially.Described(call, "serviceDeployments", found.Items, deployment => deployment.ServiceDeploymentArn, found.Failures);
    }

    private static Shape DescribeServiceRevisions(WireCall call)
    {
        var found = call.Region.Ecs.DescribeServiceRevisions(call.Between1And(20, "serviceRevisionArns"));
        return Partially.Described(call, "serviceRevisions", found.Items, revision => revision.ServiceRevisionArn, found.Failures);
    }

    private static Shape StopServiceDeployment(WireCall call) => new()
    {
        ["serviceDeploymentArn"] = call.Region.Ecs.StopServiceDeployment(call.Request.Required("serviceDeploymentArn"), call.Request.Text("stopType")),
    };

    private static Shape ContinueServiceDeployment(WireCall call) => new()
    {
        ["serviceDeploymentArn"] = call.Region.Ecs.ContinueServiceDeployment(call.Request.Required("serviceDeploymentArn"), call.Request.Required("hookId"), call.Request.Text("action")),
    };
}
