namespace Dashboard.Simulator.Wire;

internal static class ServiceOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("ecs", "ListServices", ListServices),
        new("ecs", "DescribeServices", DescribeServices),
        new("ecs", "UpdateService", UpdateService, Mutates: true),
    ];

    private static Shape ListServices(WireCall call)
    {
        var all = call.Region.Ecs.ListServices(call.Cluster, call.Request.Text("launchType"), call.Request.Text("schedulingStrategy"));
        var (page, next) = Paging.Take(all, call.Request.Text("nextToken"), call.Request.Int("maxResults"), 10, 100);
        return new Shape { ["serviceArns"] = page, ["nextToken"] = next };
    }

    private static Shape DescribeServices(WireCall call)
    {
        var include = call.Request.Texts("include");
        if (include.FirstOrDefault(field => field != "TAGS") is { } unknown)
            throw WireFault.InvalidParameter($"Invalid include: {unknown}. Valid values: [TAGS]");
        var found = call.Region.Ecs.DescribeServices(call.Cluster, call.Between1And(10, "services"), include.Contains("TAGS"));
        return Partially.Described(call, "services", found.Items, service => service.ServiceArn, found.Failures);
    }

    private static Shape UpdateService(WireCall call)
    {
        var request = call.Request;
        var update = new UpdateService(call.Cluster, request.Required("service"))
        {
            TaskDefinition = request.Text("taskDefinition"),
            DesiredCount = request.Int("desiredCount"),
            ForceNewDeployment = request.Flag("forceNewDeployment") ?? false,
            DeploymentConfiguration = request.Item("deploymentConfiguration")?.Read<DeploymentConfiguration>(),
            NetworkConfiguration = request.Item("networkConfiguration")?.Read<NetworkConfiguration>(),
            CapacityProviderStrategy = request.Has("capacityProviderStrategy") ? [.. request.Items("capacityProviderStrategy").Select(item => item.Read<CapacityProviderStrategyItem>())] : null,
            PlatformVersion = request.Text("platformVersion"),
            HealthCheckGracePeriodSeconds = request.Int("healthCheckGracePeriodSeconds"),
        };
        return new Shape { ["service"] = call.Region.Ecs.UpdateService(update).Camel() };
    }
}
