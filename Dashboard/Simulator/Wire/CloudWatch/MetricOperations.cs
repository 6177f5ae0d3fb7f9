using System.Globalization;

namespace Dashboard.Simulator.Wire;

internal static class MetricOperations
{
    private const int MaxQueries = 500;
    private const int MaxDatapoints = 100_800;

    public static IEnumerable<Operation> All =>
    [
        new("cloudwatch", "GetMetricData", GetMetricData),
        new("cloudwatch", "ListMetrics", ListMetrics),
    ];

    private static Shape GetMetricData(WireCall call)
    {
        var request = call.Request;
        var queries = request.Items("MetricDataQueries").Select(query => query.Read<MetricDataQuery>()).ToList();
        Check(queries);
        var from = request.Instant("StartTime") ?? throw new WireFault("MissingParameter", "The parameter StartTime is required.");
        var to = request.Instant("EndTime") ?? throw new WireFault("MissingParameter", "The parameter EndTime is required.");
        if (from >= to)
            throw new WireFault("ValidationError", "The parameter StartTime must be less than the parameter EndTime.");
        if (request.Int("MaxDatapoints") is { } asked && asked is < 1 or > MaxDatapoints)
            throw new WireFault("ValidationError", $"The parameter MaxDatapoints must be between 1 and {MaxDatapoints}.");

        var results = call.Region.CloudWatch.GetMetricData(queries, from, to, request.Text("ScanBy") != "TimestampAscending")
            .Select(result => Retained(result, queries, call.Time.GetUtcNow()))
            .Select((result, at) => call.Partial ? Incomplete(result, at) : result);
        var sent = request.Text("NextToken") is { } token ? int.Parse(Paging.Read(token, "points", "InvalidNextToken"), CultureInfo.InvariantCulture) : 0;
        return Page([.. results], sent, request.Int("MaxDatapoints") ?? MaxDatapoints);
    }

    private static void Check(List<MetricDataQuery> queries)
    {
        if (queries.Count is 0 or > MaxQueries)
            throw new WireFault("ValidationError", $"The collection MetricDataQueries must have a size between 1 and {MaxQueries}, not {queries.Count}.");
        if (queries.GroupBy(query => query.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new WireFault("ValidationError", $"The values for parameter id in MetricDataQueries are not unique: {twice.Key}.");
        if (queries.FirstOrDefault(query => query.Id is not [>= 'a' and <= 'z', ..] || query.Id.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter != '_')) is { } wrong)
            throw new WireFault("ValidationError", $"The value {wrong.Id} for parameter MetricDataQueries.member.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
    }

    /// <summary>CloudWatch keeps one-minute datapoints 15 days, five-minute ones 63 days, hourly ones 455 days.</summary>
    private static MetricDataResult Retained(MetricDataResult result, List<MetricDataQuery> queries, DateTimeOffset now)
    {
        var period = queries.First(query => query.Id == result.Id) is { MetricStat: { } stat } ? stat.Period : queries.Max(query => query.MetricStat?.Period ?? query.Period ?? 60);
        var oldest = now.AddDays(period < 300 ? -15 : period < 3600 ? -63 : -455);
        if (result.Timestamps.All(at => at >= oldest))
            return result;
        var kept = Enumerable.Range(0, result.Timestamps.Count).Where(at => result.Timestamps[at] >= oldest).ToList();
        return result with { Timestamps = [.. kept.Select(at => result.Timestamps[at])], Values = [.. kept.Select(at => result.Values[at])] };
    }

    private static MetricDataResult Incomplete(MetricDataResult result, int at)
    {
        var kept = at % 2 == 0 ? result.Values.Count / 2 : 0;
        return result with
        {
            StatusCode = at % 2 == 0 ? "PartialData" : "InternalError",
            Timestamps = [.. result.Timestamps.Take(kept)],
            Values = [.. result.Values.Take(kept)],
        };
    }

    /// <summary>Datapoints are counted over all results in order; a result that goes on has PartialData, as AWS says it.</summary>
    private static Shape Page(List<MetricDataResult> results, int sent, int most)
    {
        var page = new List<MetricDataResult>();
        var (skip, room, next) = (sent, most, (string?)null);
        foreach (var result in results)
        {
            if (skip > 0 && skip >= result.Values.Count)
            {
                skip -= result.Values.Count;
                continue;
            }

            var take = Math.Min(room, result.Values.Count - skip);
            var goesOn = skip + take < result.Values.Count;
            page.Add(skip == 0 && !goesOn ? result : result with { Timestamps = [.. result.Timestamps.Skip(skip).Take(take)], Values = [.. result.Values.Skip(skip).Take(take)], StatusCode = goesOn ? "PartialData" : result.StatusCode });
            (skip, room) = (0, room - take);
            if (goesOn)
            {
                next = Paging.Token("points", (sent + most).ToString(CultureInfo.InvariantCulture));
                break;
            }
        }

        return new Shape { ["MetricDataResults"] = page.Pascal(), ["Messages"] = Array.Empty<Shape>(), ["NextToken"] = next };
    }

    private static Shape ListMetrics(WireCall call)
    {
        var request = call.Request;
        var dimensions = request.Items("Dimensions").Select(dimension => (dimension.Required("Name"), dimension.Text("Value"))).ToList();
        var all = call.Region.CloudWatch.ListMetrics(request.Text("Namespace"), request.Text("MetricName"), dimensions);
        var (page, next) = Paging.Take(all, request.Text("NextToken"), null, 500, 500);
        return new Shape { ["Metrics"] = page.Pascal(), ["NextToken"] = next };
    }
}
