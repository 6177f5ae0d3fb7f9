using System.Runtime.CompilerServices;

namespace Dashboard.Simulator.Wire;

/// <summary>New events every second until the caller leaves or three hours are over.</summary>
internal sealed class LiveTailOperation(InjectedFaults faults)
{
    private const int MaxSessions = 15;
    private const int MaxEventsPerUpdate = 500;
    private const int MaxStreams = 100;
    private const int MaxPattern = 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(3);

    public IEnumerable<Operation> All => [new("logs", "StartLiveTail", _ => new Shape()) { Stream = Start }];

    private IAsyncEnumerable<byte[]> Start(WireCall call, CancellationToken cancel)
    {
        var groups = call.Request.Texts("logGroupIdentifiers");
        if (groups.Length is 0 or > 10)
            throw WireFault.InvalidParameter("logGroupIdentifiers must have 1 to 10 elements.");
        if (groups.FirstOrDefault(group => !group.StartsWith("arn:", StringComparison.Ordinal) || group.EndsWith('*')) is { } name)
            throw WireFault.InvalidParameter($"logGroupIdentifiers must be ARNs that do not end with an asterisk; '{name}' is not one.");
        if (call.Request.Text("logEventFilterPattern")?.Length > MaxPattern)
            throw WireFault.InvalidParameter($"logEventFilterPattern must have at most {MaxPattern} characters.");
        var pattern = FilterPattern.Parse(call.Request.Text("logEventFilterPattern"));
        var isWritten = Streams(call, groups);
        var now = call.Time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var group in groups)
            _ = call.Region.Logs.Events(group, now, now);
        if (!call.Region.Logs.TryBeginLiveTail(MaxSessions))
            throw new WireFault("LimitExceededException", $"You have reached the maximum of {MaxSessions} concurrent Live Tail sessions.");
        return FramesAsync(call, groups, line => isWritten(line.LogStreamName) && pattern.Matches(line.Message), cancel);
    }

    private static Func<string, bool> Streams(WireCall call, IReadOnlyList<string> groups)
    {
        var (names, prefixes) = (call.Request.Texts("logStreamNames"), call.Request.Texts("logStreamNamePrefixes"));
        if (names.Length > 0 && prefixes.Length > 0)
            throw WireFault.InvalidParameter("logStreamNames and logStreamNamePrefixes are mutually exclusive.");
        if (names.Length + prefixes.Length > 0 && groups.Count > 1)
            throw WireFault.InvalidParameter("logStreamNames and logStreamNamePrefixes can be given for one log group only.");
        if (names.Length > MaxStreams || prefixes.Length > MaxStreams)
            throw WireFault.InvalidParameter($"logStreamNames and logStreamNamePrefixes must have at most {MaxStreams} elements.");
        return names.Length > 0 ? names.ToHashSet(StringComparer.Ordinal).Contains
            : prefixes.Length > 0 ? stream => prefixes.Any(prefix => stream.StartsWith(prefix, StringComparison.Ordinal))
            : _ => true;
    }

    private async IAsyncEnumerable<byte[]> FramesAsync(WireCall call, IReadOnlyList<string> groups, Func<LogEvent, bool> isAsked, [EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            var startedAt = call.Time.GetUtcNow();
            var from = startedAt.ToUnixTimeMilliseconds();
            yield return EventStream.Event("initial-response", new Shape());
            yield return EventStream.Event("sessionStart", new Shape
            {
                ["requestId"] = Guid.NewGuid().ToString(),
                ["sessionId"] = Guid.NewGuid().ToString(),
                ["logGroupIdentifiers"] = groups,
                ["logStreamNames"] = call.Request.Texts("logStreamNames"),
                ["logStreamNamePrefixes"] = call.Request.Texts("logStreamNamePrefixes"),
                ["logEventFilterPattern"] = call.Request.Text("logEventFilterPattern"),
            });
            while (call.Time.GetUtcNow() - startedAt < Longest)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), call.Time, cancel);
                var struck = faults.Strike(call.Region.Name, "logs", "StartLiveTail", [], inSession: true);
                if (struck == InjectedFault.SessionTimeout)
                    break;
                if (struck == InjectedFault.SessionStreaming)
                {
                    yield return EventStream.Exception("SessionStreamingException", "An unknown error occurred.");
                    yield break;
                }

                if (struck == InjectedFault.SessionReset)
                    throw new IOException("The connection is reset, as was asked for.");
                if (struck == InjectedFault.SessionSilent)
                    await Task.Delay(Timeout.Infinite, cancel);
                var to = call.Time.GetUtcNow().ToUnixTimeMilliseconds();
                yield return EventStream.Event("sessionUpdate", Update(call, groups, isAsked, from, to, struck == InjectedFault.SessionSampled));
                from = to;
            }

            yield return EventStream.Exception("SessionTimeoutException", "The Live Tail session has reached its limit of three hours.");
        }
        finally
        {
            call.Region.Logs.EndLiveTail();
        }
    }

    private static Shape Update(WireCall call, IReadOnlyList<string> groups, Func<LogEvent, bool> isAsked, long from, long to, bool halved)
    {
        var found = groups.SelectMany(group => call.Region.Logs.Events(group, from, to).Where(isAsked).Select(line => (group, line)))
            .OrderBy(found => found.line.Timestamp).ToList();
        var every = halved ? 2 : (found.Count + MaxEventsPerUpdate - 1) / MaxEventsPerUpdate;
        return new Shape
        {
            ["sessionMetadata"] = new Shape { ["sampled"] = every > 1 },
            ["sessionResults"] = found.Where((_, index) => every <= 1 || index % every == 0).Select(found => new Shape
            {
                ["logStreamName"] = found.line.LogStreamName,
                ["logGroupIdentifier"] = Identifier(found.group),
                ["message"] = found.line.Message,
                ["timestamp"] = found.line.Timestamp,
                ["ingestionTime"] = found.line.IngestionTime,
            }),
        };
    }

    /// <summary><c>account:name</c>, as Live Tail writes a group.</summary>
    private static string Identifier(string arn)
    {
        var parts = arn.Split(':');
        return parts.Length > 6 ? $"{parts[4]}:{parts[6]}" : arn;
    }
}
