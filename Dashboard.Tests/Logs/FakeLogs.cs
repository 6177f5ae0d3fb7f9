using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Simulator.Wire;
using Dashboard.Tests.Aws;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Tests.Logs;

/// <summary>CloudWatch Logs over HTTP, with exactly the events, page sizes and refusals that a test needs.</summary>
internal sealed class FakeLogs : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, List<FakeEvent>> groups = new();
    private readonly ConcurrentQueue<JsonObject> requests = new();
    private FakeAws server = default!;

    public int PageSize { get; set; } = 10_000;

    /// <summary>Every page is followed by an empty one that has a token.</summary>
    public bool EmptyPages { get; set; }

    /// <summary>Given as it is for every answer, whatever is asked.</summary>
    public byte[]? Raw { get; set; }

    /// <summary>Groups whose reading IAM refuses.</summary>
    public HashSet<string> Denied { get; } = [];

    /// <summary>Groups that answer never.</summary>
    public HashSet<string> Slow { get; } = [];

    /// <summary>Completes when the read of a slow group has come in.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the dashboard gives up the read of a slow group.</summary>
    public TaskCompletionSource Abandoned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The SDK gives up an attempt by itself after five seconds.</summary>
    public static readonly TimeSpan SoonerThanTimeLimits = TimeSpan.FromSeconds(4);

    /// <summary>Held open until it completes; then the answer comes.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Awaited before each request of its own is answered.</summary>
    public Func<JsonObject, Task> Before { get; set; } = _ => Task.CompletedTask;
    public Uri Url => server.Url;

    /// <summary>The FilterLogEvents requests so far.</summary>
    public IReadOnlyList<JsonObject> Searches => [.. requests.Where(request => (string?)request["op"] == "FilterLogEvents")];
    public IReadOnlyList<JsonObject> Requests => [.. requests];

    public static async Task<FakeLogs> StartAsync()
    {
        var fake = new FakeLogs();
        fake.server = await FakeAws.StartAsync((context, _) => fake.AnswerAsync(context));
        return fake;
    }

    /// <summary>As if somebody deleted the group.</summary>
    public void Remove(string group) => groups.TryRemove(group, out _);

    public void Add(string group, DateTimeOffset at, string message, string stream = LogMake.Stream, DateTimeOffset? ingestedAt = null)
    {
        var events = groups.GetOrAdd(group, _ => []);
        lock (events)
            events.Add(new FakeEvent(at.ToUnixTimeMilliseconds(), stream, message, events.Count.ToString("D20", CultureInfo.InvariantCulture), (ingestedAt ?? at).ToUnixTimeMilliseconds()));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Request.Body.Position = 0;
        var request = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        request["op"] = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        requests.Enqueue(request);
        await Gate.WaitAsync(context.RequestAborted);
        await Before(request);
        var name = (string?)request["logGroupName"] ?? "";
        if (Raw is { } bytes)
        {
            context.Response.ContentType = "application/x-amz-json-1.1";
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
        else if (Slow.Contains(name))
        {
            Waiting.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Abandoned.TrySetResult();
        }
        else if (Denied.Contains(name))
            await FakeAws.WriteAsync(context, """{"__type":"AccessDeniedException","message":"User is not authorized to perform: logs:FilterLogEvents"}""", 400);
        else if (((string?)request["filterPattern"] ?? "").StartsWith("{ broken", StringComparison.Ordinal))
            await FakeAws.WriteAsync(context, """{"__type":"InvalidParameterException","message":"Invalid character(s) in term '{ broken'"}""", 400);
        else if ((string?)request["op"] == "DescribeLogGroups")
            await FakeAws.WriteAsync(context, JsonSerializer.Serialize(new { logGroups = groups.Keys.Select(key => new { logGroupName = key }) }));
        else if (!groups.TryGetValue(name, out var events))
            await FakeAws.WriteAsync(context, """{"__type":"ResourceNotFoundException","message":"The specified log group does not exist."}""", 400);
        else
            await FakeAws.WriteAsync(context, (string?)request["op"] == "GetLogEvents" ? Neighbours(events, request) : Page(events, request));
    }

    private string Page(List<FakeEvent> all, JsonObject request)
    {
        List<FakeEvent> events;
        lock (all)
            events = [.. all];
        var streams = request["logStreamNames"]?.AsArray().Select(node => (string)node!).ToHashSet();
        var pattern = FilterPattern.Parse((string?)request["filterPattern"]);
        var found = events
            .Where(e => e.At >= (long)request["startTime"]! && e.At <= (long)request["endTime"]!)
            .Where(e => streams is null ? e.Stream.StartsWith((string?)request["logStreamNamePrefix"] ?? "", StringComparison.Ordinal) : streams.Contains(e.Stream))
            .Where(e => pattern.Matches(e.Message))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id, StringComparer.Ordinal).ToList();
        var token = int.Parse((string?)request["nextToken"] ?? "0", CultureInfo.InvariantCulture);
        var page = EmptyPages ? token / 2 : token;
        var isEmpty = EmptyPages && token % 2 == 1;
        var isLast = (page + 1) * PageSize >= found.Count && (!EmptyPages || isEmpty);
        return JsonSerializer.Serialize(new
        {
            events = isEmpty ? [] : found.Skip(page * PageSize).Take(PageSize).Select(e => new { logStreamName = e.Stream, timestamp = e.At, message = e.Message, ingestionTime = e.IngestedAt, eventId = e.Id }),
            nextToken = isLast ? null : (token + 1).ToString(CultureInfo.InvariantCulture),
        });
    }

    private static string Neighbours(List<FakeEvent> all, JsonObject request)
    {
        var inRange = all.Where(e => e.Stream == (string?)request["logStreamName"] && e.At >= ((long?)request["startTime"] ?? 0) && e.At < ((long?)request["endTime"] ?? long.MaxValue)).OrderBy(e => e.At).ToList();
        var limit = (int)request["limit"]!;
        var chosen = request["nextToken"] is not null ? [] : (bool)request["startFromHead"]! ? inRange.Take(limit) : inRange.TakeLast(limit);
        return JsonSerializer.Serialize(new { events = chosen.Select(e => new { timestamp = e.At, message = e.Message, ingestionTime = e.IngestedAt }), nextForwardToken = "f/1", nextBackwardToken = "b/1" });
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private sealed record FakeEvent(long At, string Stream, string Message, string Id, long IngestedAt);
}
