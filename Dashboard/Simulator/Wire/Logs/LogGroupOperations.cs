namespace Dashboard.Simulator.Wire;

internal static class LogGroupOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("logs", "DescribeLogGroups", DescribeLogGroups),
        new("logs", "DescribeLogStreams", DescribeLogStreams),
    ];

    private static Shape DescribeLogGroups(WireCall call)
    {
        var (prefix, pattern) = (call.Request.Text("logGroupNamePrefix"), call.Request.Text("logGroupNamePattern"));
        if (prefix is not null && pattern is not null)
            throw WireFault.InvalidParameter("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        var (page, next) = Paging.Take(call.Region.Logs.DescribeLogGroups(prefix, pattern), call.Request.Text("nextToken"), call.Request.Int("limit"), 50, 50);
        return new Shape { ["logGroups"] = page.Camel(), ["nextToken"] = next };
    }

    private static Shape DescribeLogStreams(WireCall call)
    {
        var all = call.Region.Logs.DescribeLogStreams(GroupOf(call), call.Request.Text("logStreamNamePrefix"));
        var (page, next) = Paging.Take(all, call.Request.Text("nextToken"), call.Request.Int("limit"), 50, 50);
        return new Shape { ["logStreams"] = page.Camel(), ["nextToken"] = next };
    }

    public static string GroupOf(WireCall call) => (call.Request.Text("logGroupName"), call.Request.Text("logGroupIdentifier")) switch
    {
        ({ Length: > 0 } name, null) => name,
        (null, { Length: > 0 } identifier) => identifier,
        (null, null) => throw WireFault.InvalidParameter("Either logGroupName or logGroupIdentifier must be given."),
        _ => throw WireFault.InvalidParameter("Only one of logGroupName and logGroupIdentifier may be given."),
    };
}
