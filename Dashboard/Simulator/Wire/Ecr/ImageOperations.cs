namespace Dashboard.Simulator.Wire;

internal static class ImageOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("ecr", "DescribeImages", DescribeImages),
        new("ecr", "BatchGetImage", BatchGetImage),
    ];

    private static Shape DescribeImages(WireCall call)
    {
        var request = call.Request;
        var ids = Ids(request);
        if (ids.Count > 0 && (request.Has("nextToken") || request.Has("maxResults")))
            throw WireFault.InvalidParameter("nextToken and maxResults cannot be used with imageIds.");
        var all = call.Region.Ecr.DescribeImages(request.Required("repositoryName"), ids.Count == 0 ? null : ids);
        var (page, next) = Paging.Take(all, request.Text("nextToken"), request.Int("maxResults"), ids.Count == 0 ? 100 : int.MaxValue, 1000);
        return new Shape { ["imageDetails"] = page.Camel(), ["nextToken"] = next };
    }

    private static Shape BatchGetImage(WireCall call)
    {
        var ids = Ids(call.Request);
        if (ids.Count is 0 or > 100)
            throw WireFault.InvalidParameter("imageIds must have 1 to 100 elements.");
        var (images, failures) = call.Region.Ecr.BatchGetImage(call.Request.Required("repositoryName"), ids);
        return new Shape { ["images"] = images.Camel(), ["failures"] = failures.Camel() };
    }

    private static List<ImageIdentifier> Ids(WireRequest request) =>
        [.. request.Items("imageIds").Select(id => new ImageIdentifier(id.Text("imageDigest"), id.Text("imageTag")))];
}
