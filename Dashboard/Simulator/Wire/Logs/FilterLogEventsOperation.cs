namespace Dashboard.Simulator.Wire;

internal static class FilterLogEventsOperation
{
    /// <summary>A page looks at so many events at most; one that found nothing in them is empty and has a token.</summary>
    private const int ScannedPerPage = 50_000;

    public static IEnumerable<Operation> All => [new("logs", "FilterLogEvents", FilterLogEvents)];

    private static Shape FilterLogEvents(WireCall call)
    {
        var request = call.Request;
        var group = LogGroupOperations.GroupOf(call);
        var pattern = FilterPattern.Parse(request.Text("filterPattern"));
        var limit = LogPages.Limit(call);
        var newestFirst = request.Flag("startFromHead") == false;
        var kind = newestFirst ? "newest" : "oldest";
        var (from, to) = (request.Long("startTime") ?? 0, request.Long("endTime") ?? call.Time.GetUtcNow().ToUnixTimeMilliseconds());
        if (from < 0 || to < from)
            throw WireFault.InvalidParameter("endTime must not be before startTime.");

        // endTime is included here, unlike in GetLogEvents.
        var events = call.Region.Logs.Events(group, from, to + 1, newestFirst, LogPages.Read(request.Text("nextToken"), kind), Streams(call, group));
        if (call.Partial && request.Text("nextToken") is null && events.Select(line => (LogPosition?)line.Position).FirstOrDefault() is { } first)
            return Page([], LogPages.Token(kind, Before(first, newestFirst)));

        var (found, bytes, scanned) = (new List<LogEvent>(), 0, 0);
        var last = default(LogPosition);
        foreach (var line in events)
        {
            if (found.Count == limit || scanned == ScannedPerPage)
                return Page(found, LogPages.Token(kind, last));
            if (pattern.Matches(line.Message))
            {
                if (found.Count > 0 && bytes + LogPages.SizeOf(line) > LogPages.MaxBytes)
                    return Page(found, LogPages.Token(kind, last));
                found.Add(line);
                bytes += LogPages.SizeOf(line);
            }

            last = line.Position;
            scanned++;
        }

        return Page(found, null);
    }

    private static HashSet<string>? Streams(WireCall call, string group)
    {
        var names = call.Request.Texts("logStreamNames");
        var prefix = call.Request.Text("logStreamNamePrefix");
        if (names.Length > 0 && prefix is not null)
            throw WireFault.InvalidParameter("logStreamNames and logStreamNamePrefix are mutually exclusive.");
        if (names.Length > 100)
            throw WireFault.InvalidParameter("logStreamNames must have at most 100 elements.");
        return names.Length > 0 ? [.. names]
            : prefix is not null ? [.. call.Region.Logs.DescribeLogStreams(group, prefix).Select(stream => stream.LogStreamName)]
            : null;
    }

    private static LogPosition Before(LogPosition first, bool newestFirst) =>
        newestFirst ? first with { Index = first.Index + 1 } : first with { Index = first.Index - 1 };

    private static Shape Page(List<LogEvent> found, string? next) => new()
    {
        ["events"] = found.Select(line => new Shape
        {
            ["eventId"] = line.EventId,
            ["ingestionTime"] = line.IngestionTime,
            ["logStreamName"] = line.LogStreamName,
            ["message"] = line.Message,
            ["timestamp"] = line.Timestamp,
        }),
        ["searchedLogStreams"] = Array.Empty<Shape>(),
        ["nextToken"] = next,
    };
}
