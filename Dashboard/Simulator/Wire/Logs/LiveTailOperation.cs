using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Dashboard.Simulator.Wire;

/// <summary>New events every second until the caller leaves or three hours are over.</summary>
internal sealed class LiveTailOperation
{
    private const int MaxSessions = 15;
    private const int MaxEventsPerUpdate = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(3);
    private readonly ConcurrentDictionary<string, int> sessions = new();

    public IEnumerable<Operation> All => [new("logs", "StartLiveTail", _ => new Shape()) { Stream = Start }];

    private IAsyncEnumerable<byte[]> Start(WireCall call, CancellationToken cancel)
    {
        var groups = call.Request.Texts("logGroupIdentifiers");
        if (groups.Length is 0 or > 10)
            throw WireFault.InvalidParameter("logGroupIdentifiers must have 1 to 10 elements.");
        if (groups.FirstOrDefault(group => !group.StartsWith("arn:", StringComparison.Ordinal)) is { } name)
            throw WireFault.InvalidParameter($"logGroupIdentifiers must be ARNs; '{name}' is not.");
        var pattern = FilterPattern.Parse(call.Request.Text("logEventFilterPattern"));
        var streams = call.Request.Texts("logStreamNames");
        var now = call.Time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var group in groups)
            _ = call.Region.Logs.Events(group, now, now);
        if (sessions.AddOrUpdate(call.Region.Name, 1, (_, open) => open + 1) > MaxSessions)
        {
            Leave(call);
            throw new WireFault("LimitExceededException", $"You have reached the maximum of {MaxSessions} concurrent Live Tail sessions.");
        }

        return FramesAsync(call, groups, pattern, streams.Length == 0 ? null : streams.ToHashSet(), cancel);
    }

    private void Leave(WireCall call) => sessions.AddOrUpdate(call.Region.Name, 0, (_, open) => open - 1);

    private async IAsyncEnumerable<byte[]> FramesAsync(WireCall call, IReadOnlyList<string> groups, FilterPattern pattern, HashSet<string>? streams, [EnumeratorCancellation] CancellationToken cancel)
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
                ["logStreamNames"] = streams ?? [],
                ["logEventFilterPattern"] = call.Request.Text("logEventFilterPattern"),
            });
            while (call.Time.GetUtcNow() - startedAt < Longest)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), call.Time, cancel);
                var to = call.Time.GetUtcNow().ToUnixTimeMilliseconds();
                yield return EventStream.Event("sessionUpdate", Update(call, groups, pattern, streams, from, to));
                from = to;
            }

            yield return EventStream.Exception("SessionTimeoutException", "The Live Tail session has reached its limit of three hours.");
        }
        finally
        {
            Leave(call);
        }
    }

    private static Shape Update(WireCall call, IReadOnlyList<string> groups, FilterPattern pattern, HashSet<string>? streams, long from, long to)
    {
        var found = groups.SelectMany(group => call.Region.Logs.Events(group, from, to, streams: streams).Where(line => pattern.Matches(line.Message)).Select(line => (group, line)))
            .OrderBy(found => found.line.Timestamp).Take(MaxEventsPerUpdate + 1).ToList();
        return new Shape
        {
            ["sessionMetadata"] = new Shape { ["sampled"] = found.Count > MaxEventsPerUpdate },
            ["sessionResults"] = found.Take(MaxEventsPerUpdate).Select(found => new Shape
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
