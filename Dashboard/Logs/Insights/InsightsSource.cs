using System.Collections.Immutable;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Dashboard.Aws;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <param name="Id">Null when CloudWatch cannot read the query.</param>
/// <param name="Problem">The engine's own words and the place that it names.</param>
public sealed record InsightsStart(string? Id, LogQueryProblem? Problem);

/// <summary>One row of a result, fields in the query's order; a field that the event lacks is left out.</summary>
public sealed record InsightsRow(ImmutableArray<KeyValuePair<string, string>> Cells)
{
    public string? this[string field]
    {
        get
        {
            foreach (var cell in Cells)
                if (cell.Key == field)
                    return cell.Value;
            return null;
        }
    }
}

/// <param name="Status">As CloudWatch says it: Scheduled, Running, Complete, Failed, Cancelled, Timeout.</param>
/// <param name="BytesScanned">So far; what is paid for.</param>
public sealed record InsightsResults(string Status, ImmutableArray<InsightsRow> Rows, long BytesScanned, long RecordsMatched)
{
    public bool IsEnded => Status is not ("Scheduled" or "Running");
}

/// <param name="StoredBytes">Null when the group is not there.</param>
/// <param name="Kept">How long its events are kept, or since when there are any.</param>
public sealed record LogGroupSize(LogGroupKey Group, long? StoredBytes, TimeSpan Kept);

/// <summary>CloudWatch Logs Insights, and what a query there will cost.</summary>
public sealed class InsightsSource(AwsClients clients, TimeProvider time)
{
    /// <summary>Groups that one query takes.</summary>
    public const int MostGroups = 50;

    /// <summary>Starts a query (aws logs start-query); it costs by the bytes that it scans.</summary>
    public Task<Answer<InsightsStart>> StartAsync(string target, IEnumerable<string> groups, TimeSpanUtc span, string query, CancellationToken cancel)
    {
        var request = new StartQueryRequest
        {
            LogGroupNames = [.. groups],
            QueryString = query,

            // Seconds, both included.
            StartTime = span.From.ToUnixTimeSeconds(),
            EndTime = Math.Max(span.From.ToUnixTimeSeconds(), span.To.AddMilliseconds(-1).ToUnixTimeSeconds()),
        };
        var client = clients.For(target);
        return client.AskAsync("logs:StartQuery", StartAsync, cancel);

        async Task<InsightsStart> StartAsync(CancellationToken stop)
        {
            try
            {
                return new InsightsStart((await client.Logs.StartQueryAsync(request, stop).ConfigureAwait(false)).QueryId, null);
            }
            catch (MalformedQueryException malformed)
            {
                return new InsightsStart(null, new LogQueryProblem(malformed.QueryCompileError?.Message ?? malformed.Message, malformed.QueryCompileError?.Location?.StartCharOffset));
            }
        }
    }

    /// <summary>What a query has found so far (aws logs get-query-results).</summary>
    public async Task<Answer<InsightsResults>> ResultsAsync(string target, string id, CancellationToken cancel)
    {
        var client = clients.For(target);
        var answer = await client.AskAsync("logs:GetQueryResults", stop => client.Logs.GetQueryResultsAsync(new GetQueryResultsRequest { QueryId = id }, stop), cancel).ConfigureAwait(false);
        if (answer.Value is not { } got)
            return answer.Fault!;
        return new InsightsResults(
            got.Status?.Value ?? QueryStatus.Unknown.Value,
            [.. (got.Results ?? []).Select(row => new InsightsRow([.. row.Select(cell => new KeyValuePair<string, string>(cell.Field ?? "", cell.Value ?? ""))]))],
            (long)(got.Statistics?.BytesScanned ?? 0),
            (long)(got.Statistics?.RecordsMatched ?? 0));
    }

    /// <summary>Ends a query, so that it scans and costs no more (aws logs stop-query). One that has ended by itself is no failure.</summary>
    public async Task StopAsync(string target, string id, CancellationToken cancel)
    {
        var client = clients.For(target);
        await client.AskAsync("logs:StopQuery", stop => client.Logs.StopQueryAsync(new StopQueryRequest { QueryId = id }, stop), cancel).ConfigureAwait(false);
    }

    /// <summary>How much a group holds and for how long (aws logs describe-log-groups).</summary>
    public async Task<Answer<LogGroupSize>> SizeAsync(LogGroupKey group, CancellationToken cancel)
    {
        var client = clients.For(group.Target);
        var answer = await client.AskAsync("logs:DescribeLogGroups", stop => client.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = group.Name, Limit = 50 }, stop), cancel).ConfigureAwait(false);
        if (answer.Value is not { } got)
            return answer.Fault!;

        // Groups come by name, so the one that is the prefix itself is on the first page.
        var found = got.LogGroups?.Find(candidate => candidate.LogGroupName == group.Name);
        var age = found?.CreationTime is { } created ? time.GetUtcNow() - new DateTimeOffset(created.ToUniversalTime(), TimeSpan.Zero) : TimeSpan.FromDays(1);
        var kept = found?.RetentionInDays is { } days && TimeSpan.FromDays(days) < age ? TimeSpan.FromDays(days) : age;
        return new LogGroupSize(group, found?.StoredBytes, kept > TimeSpan.FromMinutes(1) ? kept : TimeSpan.FromMinutes(1));
    }
}
