namespace Dashboard.Simulator.Wire;

internal static class GetLogEventsOperation
{
    public static IEnumerable<Operation> All => [new("logs", "GetLogEvents", GetLogEvents)];

    /// <summary>Always oldest first within a page. A token at either end gives an empty page and itself back.</summary>
    private static Shape GetLogEvents(WireCall call)
    {
        var request = call.Request;
        var (group, stream) = (LogGroupOperations.GroupOf(call), request.Required("logStreamName"));
        if (!call.Region.Logs.DescribeLogStreams(group, stream).Any(known => known.LogStreamName == stream))
            throw new WireFault("ResourceNotFoundException", "The specified log stream does not exist.");
        var (from, to) = (request.Long("startTime") ?? 0, request.Long("endTime") ?? (call.Time.GetUtcNow().ToUnixTimeMilliseconds() + 1));
        var token = request.Text("nextToken");
        var forward = token is null ? request.Flag("startFromHead") == true : IsForward(token);
        var after = LogPages.Read(token, forward ? "f" : "b");
        var page = Page(call.Region.Logs.Events(group, from, to, newestFirst: !forward, after, new HashSet<string> { stream }), LogPages.Limit(call));
        if (!forward)
            page.Reverse();
        var here = after ?? new LogPosition(forward ? from / 1000 : to / 1000, 0);
        return new Shape
        {
            ["events"] = page.Select(line => new Shape { ["ingestionTime"] = line.IngestionTime, ["message"] = line.Message, ["timestamp"] = line.Timestamp }),
            ["nextForwardToken"] = LogPages.Token("f", page.Count > 0 ? page[^1].Position : here),
            ["nextBackwardToken"] = LogPages.Token("b", page.Count > 0 ? page[0].Position : here),
        };
    }

    private static bool IsForward(string token)
    {
        try
        {
            LogPages.Read(token, "f");
            return true;
        }
        catch (WireFault)
        {
            return false;
        }
    }

    private static List<LogEvent> Page(IEnumerable<LogEvent> events, int limit)
    {
        var (page, bytes) = (new List<LogEvent>(), 0);
        foreach (var line in events)
        {
            bytes += LogPages.SizeOf(line);
            if (page.Count == limit || (page.Count > 0 && bytes > LogPages.MaxBytes))
                break;
            page.Add(line);
        }

        return page;
    }
}
