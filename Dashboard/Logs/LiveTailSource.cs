using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime.EventStreams.Internal;
using Dashboard.Aws;

namespace Dashboard.Logs;

/// <param name="Events">As CloudWatch sent them, about a second's worth; may be empty.</param>
/// <param name="IsSampled">More than 500 events matched in that second, and CloudWatch left the others out.</param>
public sealed record LiveTailUpdate(ImmutableArray<LogEvent> Events, bool IsSampled);

/// <param name="IsOver">The three hours of a session are over; nothing is wrong.</param>
/// <param name="Why">Part of a sentence.</param>
public sealed record LiveTailEnd(bool IsOver, string Why);

/// <summary>Begins Live Tail sessions (aws logs start-live-tail).</summary>
public sealed class LiveTailSource(AwsClients clients, SessionMeter meter, TimeProvider time)
{
    private const string Operation = "logs:StartLiveTail";
    private readonly ConcurrentDictionary<LogGroupKey, string> arns = new();

    /// <summary>CloudWatch counts sessions by account; targets without a role are the dashboard's own.</summary>
    public string AccountOf(string target) => clients.For(target).Target.QuotaScope.Split('/')[0];

    /// <summary>A Throttled fault also when the account has no session left.</summary>
    public async Task<Answer<LiveTailSession>> OpenAsync(LogScope scope, LogQuery? query, CancellationToken cancel)
    {
        var named = await ArnAsync(scope.Group, cancel).ConfigureAwait(false);
        if (named.Value is not { } arn)
            return named.Fault!;
        var request = new StartLiveTailRequest
        {
            LogGroupIdentifiers = [arn],
            LogStreamNames = scope.Streams.IsEmpty ? null : [.. scope.Streams],
            LogStreamNamePrefixes = scope.Streams.IsEmpty && scope.StreamPrefix is { } prefix ? [prefix] : null,
            LogEventFilterPattern = query?.Pattern,
        };
        var client = clients.For(scope.Group.Target);
        var answer = await client.AskAsync(Operation, async stop => await StartAsync(() => client.Logs.StartLiveTailAsync(request, stop)), cancel).ConfigureAwait(false);
        return answer.Value switch
        {
            { Response: { } response } => new LiveTailSession(response, scope, query, meter.Begin()),
            { Limit: { } limit } => new Fault(FaultKind.Throttled, $"AWS begins no further Live Tail session in the account of {scope.Group.Target}: {limit}", time.GetUtcNow()) { Operation = Operation },
            _ => answer.Fault!,
        };
    }

    // The one translation of errors takes a 400 for a mistake in the question; this one says that others ask as well.
    private static async Task<Started> StartAsync(Func<Task<StartLiveTailResponse>> start)
    {
        try
        {
            return new Started(await start(), null);
        }
        catch (LimitExceededException limit)
        {
            return new Started(null, limit.Message);
        }
    }

    // StartLiveTail takes groups by ARN only, and that holds the account, which a target need not name.
    private async Task<Answer<string>> ArnAsync(LogGroupKey group, CancellationToken cancel)
    {
        if (arns.TryGetValue(group, out var known))
            return known;
        var client = clients.For(group.Target);
        var request = new DescribeLogGroupsRequest { LogGroupNamePrefix = group.Name, Limit = 50 };
        var answer = await client.AskAsync("logs:DescribeLogGroups", stop => client.Logs.DescribeLogGroupsAsync(request, stop), cancel).ConfigureAwait(false);
        if (answer.Value is not { } page)
            return answer.Fault!;
        return page.LogGroups?.FirstOrDefault(found => found.LogGroupName == group.Name) is { } whole && (whole.LogGroupArn ?? whole.Arn?.TrimEnd('*').TrimEnd(':')) is { } arn
            ? arns[group] = arn
            : new Fault(FaultKind.NotFound, $"CloudWatch lists no log group {group.Name} in {group.Target}.", time.GetUtcNow());
    }

    private sealed record Started(StartLiveTailResponse? Response, string? Limit);
}

/// <summary>One Live Tail session; dispose ends it.</summary>
public sealed class LiveTailSession(StartLiveTailResponse response, LogScope scope, LogQuery? query, IDisposable metered) : IDisposable
{
    private readonly Dictionary<string, string> streams = [];

    /// <summary>Until the session ends, then why. Cancelling ends it at once.</summary>
    public async Task<LiveTailEnd> ListenAsync(Action<LiveTailUpdate> receive, CancellationToken cancel)
    {
        try
        {
            await foreach (var item in response.ResponseStream.WithCancellation(cancel).ConfigureAwait(false))
                if (item is LiveTailSessionUpdate update)
                    receive(Read(update));
            cancel.ThrowIfCancellationRequested();
            return new LiveTailEnd(false, "the connection was closed");
        }
        catch (Exception error) when (cancel.IsCancellationRequested && error is not OperationCanceledException)
        {
            // A read that is broken off may throw anything.
            throw new OperationCanceledException(cancel);
        }
        catch (CloudWatchLogsEventStreamException error)
        {
            // What the network does comes in the same wrapping as what CloudWatch sends.
            var isOver = error.InnerException is SessionTimeoutException;
            return new LiveTailEnd(isOver, isOver ? "its three hours are over" : error.InnerException is SessionStreamingException ? "CloudWatch reported an error of its own (SessionStreamingException)" : "the connection broke");
        }
        catch (Exception error) when (error is EventStreamException or JsonException)
        {
            return new LiveTailEnd(false, "CloudWatch sent what could not be read");
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && (error is IOException or HttpRequestException or OperationCanceledException or Amazon.Runtime.AmazonClientException))
        {
            return new LiveTailEnd(false, "the connection broke");
        }
    }

    public void Dispose()
    {
        response.Dispose();
        metered.Dispose();
    }

    private LiveTailUpdate Read(LiveTailSessionUpdate update)
    {
        var events = (update.SessionResults ?? []).Select(raw => new LogEvent(
            scope,
            Once(raw.LogStreamName ?? ""),
            DateTimeOffset.FromUnixTimeMilliseconds(raw.Timestamp ?? 0),
            raw.IngestionTime is { } taken ? DateTimeOffset.FromUnixTimeMilliseconds(taken) : null,
            null,
            raw.Message ?? ""));
        return new LiveTailUpdate([.. events.Where(found => query?.Matches(found.Message) != false)], update.SessionMetadata?.Sampled == true);
    }

    // One string a stream instead of one a line.
    private string Once(string stream) => streams.TryGetValue(stream, out var known) ? known : streams[stream] = stream;
}
