using System.Collections.Concurrent;

namespace Dashboard.Simulator.Wire;

/// <summary>Queries run for a second, with what the first lines give meanwhile, and keep their results an hour.</summary>
internal sealed class InsightsOperations
{
    private const int MostScanned = 500_000;
    private const int ScannedMeanwhile = 2_000;
    private static readonly TimeSpan RunsFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, Running> queries = new();

    public IEnumerable<Operation> All =>
    [
        new("logs", "StartQuery", StartQuery),
        new("logs", "GetQueryResults", GetQueryResults),
        new("logs", "StopQuery", StopQuery),
    ];

    private Shape StartQuery(WireCall call)
    {
        var groups = Groups(call);
        var query = InsightsQuery.Parse(call.Request.Required("queryString"));
        var from = call.Request.Long("startTime") ?? throw WireFault.InvalidParameter("startTime is required.");
        var to = call.Request.Long("endTime") ?? throw WireFault.InvalidParameter("endTime is required.");
        if (to < from)
            throw new WireFault("MalformedQueryException", "end date and time is before the start date and time");
        if (call.Request.Int("limit") is < 1 or > InsightsQuery.MaxRows)
            throw WireFault.InvalidParameter($"limit must be between 1 and {InsightsQuery.MaxRows}.");
        foreach (var group in groups)
            _ = call.Region.Logs.Events(group, from, from);

        var now = call.Time.GetUtcNow();
        foreach (var (old, running) in queries)
            if (now - running.StartedAt > Kept)
                queries.TryRemove(old, out _);
        var id = Guid.NewGuid().ToString();
        queries[id] = new Running(now, Later(ScannedMeanwhile), Later(MostScanned));
        return new Shape { ["queryId"] = id };

        Lazy<Outcome> Later(int most) => new(() =>
        {
            var scan = new Scan(most);
            return new Outcome(query.Run(Rows(call.Region, groups, from * 1000, (to + 1) * 1000, scan)), scan);
        });
    }

    private Shape GetQueryResults(WireCall call)
    {
        var running = Find(call);
        var done = running.Stopped || call.Time.GetUtcNow() - running.StartedAt >= RunsFor;
        var outcome = done && !running.Stopped ? running.Whole.Value : running.Meanwhile.Value;
        return new Shape
        {
            ["queryLanguage"] = "CWLI",
            ["results"] = outcome.Rows.Select(row => row["row"]),
            ["statistics"] = new Shape { ["recordsMatched"] = (double)outcome.Rows.Count, ["recordsScanned"] = (double)outcome.Scan.Records, ["bytesScanned"] = (double)outcome.Scan.Bytes },
            ["status"] = running.Stopped ? "Cancelled" : done ? "Complete" : "Running",
        };
    }

    private Shape StopQuery(WireCall call)
    {
        var running = Find(call);
        if (running.Stopped || call.Time.GetUtcNow() - running.StartedAt >= RunsFor)
            throw WireFault.InvalidParameter("The query has already ended.");
        running.Stopped = true;
        return new Shape { ["success"] = true };
    }

    private Running Find(WireCall call) =>
        queries.GetValueOrDefault(call.Request.Required("queryId")) ?? throw new WireFault("ResourceNotFoundException", "Query does not exist.");

    private static List<string> Groups(WireCall call)
    {
        var request = call.Request;
        List<string> groups = [.. request.Texts("logGroupNames"), .. request.Texts("logGroupIdentifiers")];
        if (request.Text("logGroupName") is { } single)
            groups.Add(single);
        return groups.Count is >= 1 and <= 50 ? groups : throw WireFault.InvalidParameter("1 to 50 log groups must be given.");
    }

    private static IEnumerable<InsightsRow> Rows(SimulatedRegion region, List<string> groups, long from, long to, Scan scan)
    {
        foreach (var group in groups)
        {
            foreach (var line in region.Logs.Events(group, from, to, newestFirst: true))
            {
                if (scan.Records == scan.Most)
                    yield break;
                scan.Records++;
                scan.Bytes += LogPages.SizeOf(line);
                yield return new InsightsRow(group, line);
            }
        }
    }

    private sealed class Scan(int most)
    {
        public int Most => most;
        public long Records { get; set; }
        public long Bytes { get; set; }
    }

    private sealed record Outcome(List<Shape> Rows, Scan Scan);

    private sealed record Running(DateTimeOffset StartedAt, Lazy<Outcome> Meanwhile, Lazy<Outcome> Whole)
    {
        public bool Stopped { get; set; }
    }
}
