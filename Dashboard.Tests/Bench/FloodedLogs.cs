using Dashboard.Simulator.Wire;
using Dashboard.Tests.Aws;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Tests.Bench;

/// <summary>CloudWatch Logs over HTTP with one group that gets 500 lines a second, as many as Live Tail sends, in one update a second.</summary>
internal sealed class FloodedLogs : IAsyncDisposable
{
    public const string Group = "/ecs/flood";
    private const int PerSecond = 500;
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource over = new();
    private FakeAws server = default!;
    private volatile bool isStopped;
    private long sent;

    public Uri Url => server.Url;

    /// <summary>Completes with the first session.</summary>
    public Task Begun => begun.Task;
    public long Sent => Volatile.Read(ref sent);

    public static async Task<FloodedLogs> StartAsync()
    {
        var logs = new FloodedLogs();
        logs.server = await FakeAws.StartAsync((context, _) => logs.AnswerAsync(context));
        return logs;
    }

    /// <summary>The session goes on, without lines.</summary>
    public void Stop() => isStopped = true;

    private Task AnswerAsync(HttpContext context) => context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1] switch
    {
        "DescribeLogGroups" => FakeAws.WriteAsync(context, $$"""{"logGroups":[{"logGroupName":"{{Group}}","logGroupArn":"arn:aws:logs:eu-west-1:111122223333:log-group:{{Group}}"}]}"""),
        "StartLiveTail" => StreamAsync(context),
        _ => FakeAws.WriteAsync(context, """{"events":[]}"""),
    };

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "application/vnd.amazon.eventstream";
        await SendAsync(context, EventStream.Event("initial-response", new Shape()));
        await SendAsync(context, EventStream.Event("sessionStart", new Shape { ["sessionId"] = "flood" }));
        begun.TrySetResult();
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, over.Token);
        while (await second.WaitForNextTickAsync(ended.Token))
            await SendAsync(context, EventStream.Event("sessionUpdate", Update()));
    }

    private Shape Update()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var lines = isStopped ? 0 : PerSecond;
        var first = Interlocked.Add(ref sent, lines) - lines;
        return new Shape
        {
            ["sessionMetadata"] = new Shape { ["sampled"] = false },
            ["sessionResults"] = Enumerable.Range(0, lines).Select(line => new Shape
            {
                ["logStreamName"] = $"flood/flood/{line % 20:x32}",
                ["logGroupIdentifier"] = $"111122223333:{Group}",
                ["message"] = $$"""{"level":"info","time":{{now}},"request":{{first + line}},"path":"/basket/{{line}}/items","status":200,"duration_ms":{{line % 90}},"user":"u-{{line * 7919 % 10_000}}","agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"}""",
                ["timestamp"] = now - (PerSecond - line) / 5,
                ["ingestionTime"] = now,
            }),
        };
    }

    private static async Task SendAsync(HttpContext context, byte[] frame)
    {
        await context.Response.Body.WriteAsync(frame, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Ends the session first: the server would wait for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await server.DisposeAsync();
        over.Dispose();
    }
}
