using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Amazon.CloudWatchLogs.Model;
using Dashboard.Aws;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <param name="Events">Newest first; may be empty although there is a next page.</param>
/// <param name="NextToken">Null on the last page.</param>
/// <param name="ReadBackTo">The oldest event that CloudWatch gave, also when the query then left it out, UTC; null when it gave none.</param>
public sealed record LogChunk(ImmutableArray<LogEvent> Events, string? NextToken, DateTimeOffset? ReadBackTo = null);

/// <param name="IsComplete">False when a target has more groups than are listed.</param>
public sealed record LogGroupList(ImmutableArray<string> Names, bool IsComplete);

/// <summary>CloudWatch Logs as the dashboard reads it: newest first, a page at a time.</summary>
public sealed class LogSource(AwsClients clients, TimeProvider time)
{
    /// <summary>CloudWatch refuses to read newest first from before this instant.</summary>
    public static readonly DateTimeOffset EarliestStart = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far ahead of its own clock CloudWatch takes events in.</summary>
    public static readonly TimeSpan FurthestAhead = TimeSpan.FromHours(2);
    private const int MostGroupPages = 40;
    private const int MostStreamPages = 6;

    /// <summary>The end of a range that ends now: whatever lies ahead is new too, by the clock of a task that runs ahead or by ours that is behind.</summary>
    public DateTimeOffset EndOf(TimeSpanUtc span) => span.To > time.GetUtcNow() - TimeSpan.FromMinutes(1) ? span.To + FurthestAhead : span.To;

    /// <summary>One page of FilterLogEvents (aws logs filter-log-events --no-start-from-head).</summary>
    public async Task<Answer<LogChunk>> ReadAsync(LogScope scope, TimeSpanUtc span, LogQuery? query, string? token, CancellationToken cancel)
    {
        var from = span.From < EarliestStart ? EarliestStart : span.From;
        var request = new FilterLogEventsRequest
        {
            LogGroupName = scope.Group.Name,
            LogStreamNames = scope.Streams.IsEmpty ? null : [.. scope.Streams],
            LogStreamNamePrefix = scope.Streams.IsEmpty ? scope.StreamPrefix : null,
            FilterPattern = query?.Pattern,
            StartTime = from.ToUnixTimeMilliseconds(),
            // CloudWatch includes the end, a TimeSpanUtc does not.
            EndTime = span.To.ToUnixTimeMilliseconds() - 1,
            StartFromHead = false,
            NextToken = token,
        };
        var client = clients.For(scope.Group.Target);
        var answer = await client.AskAsync("logs:FilterLogEvents", stop => client.Logs.FilterLogEventsAsync(request, stop), cancel).ConfigureAwait(false);
        if (answer.Value is not { } page)
            return answer.Fault!;
        var events = NewestFirst(page.Events ?? [], scope);
        try
        {
            return new LogChunk(
                query is { Rest.IsEmpty: false } ? events.RemoveAll(found => !query.Matches(found.Message)) : events,
                string.IsNullOrEmpty(page.NextToken) ? null : page.NextToken,
                events is [.., var oldest] ? oldest.At : null);
        }
        catch (RegexMatchTimeoutException)
        {
            // One such line a page would take minutes, so the first ends the search of this group.
            return new Fault(FaultKind.Invalid, $"The expression takes longer than {RegexTerm.Limit.TotalMilliseconds:N0} ms on one line of {scope.Group}, so the search stopped there. Make it simpler.", time.GetUtcNow());
        }
    }

    /// <summary>The one event that a link names, whole; a NotFound fault when it is gone.</summary>
    public async Task<Answer<LogEvent>> FindAsync(LogEventLink link, DateTimeOffset now, CancellationToken cancel)
    {
        var scope = new LogScope(link.Group, null, null, [link.Stream]);
        string? token = null;
        for (var page = 0; page < MostStreamPages; page++)
        {
            var answer = await ReadAsync(scope, new TimeSpanUtc(link.At, link.At.AddMilliseconds(1)), null, token, cancel).ConfigureAwait(false);
            if (answer.Value is not { } chunk)
                return answer.Fault!;
            if (chunk.Events.FirstOrDefault(found => IsLinked(found, link)) is { } whole)
                return whole;
            if ((token = chunk.NextToken) is null)
                break;
        }

        return new Fault(FaultKind.NotFound, "This log event is not there any more: its stream was deleted or the group's retention let it go.", now);
    }

    // A link made while following knows no event id; of a handful of equal events any will do.
    private static bool IsLinked(LogEvent found, LogEventLink link) =>
        LogLine.EventId(found) == link.Id || Enumerable.Range(0, 4).Any(copy => LogLine.ContentId(found, copy) == link.Id);

    /// <summary>Up to <paramref name="count"/> events of one stream before <paramref name="at"/>, or from it on; oldest first (aws logs get-log-events).</summary>
    public async Task<Answer<LogChunk>> NeighboursAsync(LogScope scope, string stream, DateTimeOffset at, bool before, int count, CancellationToken cancel)
    {
        var client = clients.For(scope.Group.Target);
        var request = new GetLogEventsRequest { LogGroupName = scope.Group.Name, LogStreamName = stream, StartFromHead = !before, Limit = count };
        if (before)
            request.EndTime = at.UtcDateTime;
        else
            request.StartTime = at.UtcDateTime;
        var found = new List<LogEvent>();
        for (var page = 0; page < MostStreamPages && found.Count < count; page++)
        {
            var answer = await client.AskAsync("logs:GetLogEvents", stop => client.Logs.GetLogEventsAsync(request, stop), cancel).ConfigureAwait(false);
            if (answer.Value is not { } got)
                return answer.Fault!;
            var events = (got.Events ?? []).Select(raw => new LogEvent(scope, stream, Utc(raw.Timestamp), raw.IngestionTime is { } taken ? Utc(taken) : null, null, raw.Message ?? ""));
            found.InsertRange(before ? 0 : found.Count, events);

            // A page may be empty before the end; the same token again is the end.
            var next = before ? got.NextBackwardToken : got.NextForwardToken;
            if (next is null || next == request.NextToken)
                break;
            request.NextToken = next;
        }

        return new LogChunk(before ? [.. found.TakeLast(count)] : [.. found.Take(count)], null);
    }

    /// <summary>A target's log groups by name (aws logs describe-log-groups).</summary>
    public async Task<Answer<LogGroupList>> GroupsAsync(string target, CancellationToken cancel)
    {
        var client = clients.For(target);
        var names = new List<string>();
        var request = new DescribeLogGroupsRequest { Limit = 50 };
        for (var page = 0; page < MostGroupPages; page++)
        {
            var answer = await client.AskAsync("logs:DescribeLogGroups", stop => client.Logs.DescribeLogGroupsAsync(request, stop), cancel).ConfigureAwait(false);
            if (answer.Value is not { } got)
                return answer.Fault!;
            names.AddRange((got.LogGroups ?? []).Select(group => group.LogGroupName));
            request.NextToken = got.NextToken;
            if (string.IsNullOrEmpty(got.NextToken))
                break;
        }

        return new LogGroupList([.. names.Order(StringComparer.Ordinal)], string.IsNullOrEmpty(request.NextToken));
    }

    // An endpoint that does not know StartFromHead gives oldest first; ids of one stream grow with time, and break ties within a millisecond.
    private static ImmutableArray<LogEvent> NewestFirst(List<FilteredLogEvent> events, LogScope scope)
    {
        var streams = new Dictionary<string, string>();
        return [.. events
            .OrderByDescending(raw => raw.Timestamp ?? 0)
            .ThenByDescending(raw => raw.EventId, StringComparer.Ordinal)
            .Select(raw => new LogEvent(scope, Once(raw.LogStreamName ?? ""), DateTimeOffset.FromUnixTimeMilliseconds(raw.Timestamp ?? 0), raw.IngestionTime is { } taken ? DateTimeOffset.FromUnixTimeMilliseconds(taken) : null, raw.EventId, raw.Message ?? ""))];

        // One string a stream instead of one a line.
        string Once(string stream) => streams.TryGetValue(stream, out var known) ? known : streams[stream] = stream;
    }

    private static DateTimeOffset Utc(DateTime? at) => at is { } known ? new DateTimeOffset(known.ToUniversalTime(), TimeSpan.Zero) : DateTimeOffset.UnixEpoch;
}
