namespace Dashboard.Simulator.Wire;

internal static class TrailOperations
{
    private const int PageSize = 50;

    public static IEnumerable<Operation> All =>
    [
        new("cloudtrail", "LookupEvents", LookupEvents),
    ];

    private static Shape LookupEvents(WireCall call)
    {
        var request = call.Request;
        var (from, to) = (request.Instant("StartTime"), request.Instant("EndTime"));
        if (from > to)
            throw new WireFault("InvalidTimeRangeException", "The start time must be before the end time.");
        if (request.Int("MaxResults") is < 1 or > PageSize)
            throw new WireFault("InvalidMaxResultsException", $"The maximum results must be between 1 and {PageSize}.");
        var all = call.Region.Trail.LookupEvents(from, to, Filter(request));
        var (page, next) = Paging.Take(all, request.Text("NextToken"), request.Int("MaxResults"), PageSize, PageSize);
        return call.Partial && all.Count > 0
            ? new Shape { ["Events"] = Array.Empty<string>(), ["NextToken"] = Paging.Token("page", "0") }
            : new Shape { ["Events"] = page.Select(call.Region.Trail.Describe).Pascal(), ["NextToken"] = next };
    }

    private static Func<TrailCall, bool> Filter(WireRequest request)
    {
        var attributes = request.Items("LookupAttributes");
        if (attributes.Length == 0)
            return _ => true;
        if (attributes.Length > 1 || attributes[0].Text("AttributeValue") is not { Length: > 0 } value)
            throw new WireFault("InvalidLookupAttributesException", "You can look up events by one attribute with a value.");
        return attributes[0].Text("AttributeKey") switch
        {
            "EventId" => call => call.Id == value,
            "EventName" => call => call.Name == value,
            "ReadOnly" => _ => value == "false",
            "Username" => call => call.Username == value,
            "AccessKeyId" => call => call.AccessKey == value,
            "EventSource" => call => call.Source == value,

            // The events of ECS name no resources.
            "ResourceName" or "ResourceType" => _ => false,
            var other => throw new WireFault("InvalidLookupAttributesException", $"{other} is not a lookup attribute."),
        };
    }
}
