namespace Dashboard.Simulator.Wire;

internal static class ClusterOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("ecs", "ListClusters", ListClusters),
        new("ecs", "DescribeClusters", DescribeClusters),
    ];

    private static Shape ListClusters(WireCall call)
    {
        var (page, next) = Paging.Take(call.Region.Ecs.ListClusters(), call.Request.Text("nextToken"), call.Request.Int("maxResults"), 100, 100);
        return new Shape { ["clusterArns"] = page, ["nextToken"] = next };
    }

    private static Shape DescribeClusters(WireCall call)
    {
        var asked = call.Request.Texts("clusters");
        if (asked.Length > 100)
            throw WireFault.InvalidParameter("clusters cannot have more than 100 elements.");
        var include = call.Request.Texts("include");
        var found = call.Region.Ecs.DescribeClusters(asked.Length == 0 ? ["default"] : asked);
        var clusters = found.Items.Select(cluster => include.Contains("TAGS") ? cluster : cluster with { Tags = [] })
            .Select(cluster => include.Contains("SETTINGS") ? cluster : cluster with { Settings = null });
        return Partially.Described(call, "clusters", clusters, cluster => cluster.ClusterArn, found.Failures);
    }
}
