using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Alerts;

internal enum SlackFault
{
    None,
    Down,
    RateLimited,
    Redirected,
    Gone,
    Invalid,
    Broken,
    Silent,
    ResetAfter,
}

/// <param name="ThreadTs">The conversation; null in the channel itself and from a webhook.</param>
internal sealed record Posted(string Channel, string Text, string? ThreadTs, string Ts, string? Authorization)
{
    /// <summary>The channel sees it as well as the thread.</summary>
    public bool IsBroadcast { get; init; }

    public DateTimeOffset ReceivedAt { get; } = DateTimeOffset.UtcNow;
}

/// <summary>Slack's incoming webhook, chat.postMessage and the three steps of an upload over HTTP. Its ledger holds every message that people would see.</summary>
internal sealed class SlackDouble : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CancellationTokenSource gone = new();
    private int count;

    private SlackDouble()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/services/T0/B0/secret", (Delegate)WebhookAsync);
        app.MapPost("/api/chat.postMessage", (Delegate)PostAsync);
        Files = new SlackFiles(app, () => app.Urls.Single());
        app.MapFallback(context =>
        {
            Strays.Enqueue(context.Request.Path);
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
    }

    public string WebhookUrl => app.Urls.Single() + "/services/T0/B0/secret";

    public string ApiUrl => app.Urls.Single() + "/api";

    public ConcurrentQueue<Posted> Messages { get; } = new();

    public ConcurrentQueue<string> Strays { get; } = new();

    public SlackFiles Files { get; }

    /// <summary>No thread takes a reply.</summary>
    public bool ThreadsAreLocked { get; set; }

    /// <summary>Messages wait here before they are answered; null when they do not.</summary>
    public Task? Held { get; set; }

    public SlackFault Fault { get; set; }

    /// <summary>How many more requests meet the fault; null for all.</summary>
    public int? FaultCount { get; set; }

    public string[] Texts => [.. Messages.Select(message => message.Text)];

    public static async Task<SlackDouble> StartAsync()
    {
        var slack = new SlackDouble();
        await slack.app.StartAsync(TestContext.Current.CancellationToken);
        return slack;
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await app.DisposeAsync();
        gone.Dispose();
    }

    private async Task<IResult> WebhookAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        if (await BeforeAsync(context) is { } refused)
            return refused;
        Add("webhook", body.RootElement, null);
        if (IsNow(SlackFault.ResetAfter))
            context.Abort();
        if (IsNow(SlackFault.Broken))
            return Results.StatusCode(500);
        return Results.Text("ok");
    }

    private async Task<IResult> PostAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        if (await BeforeAsync(context) is { } refused)
            return refused;
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization != "Bearer xoxb-plain")
            return Results.Json(new { ok = false, error = "invalid_auth" });
        if (ThreadsAreLocked && body.RootElement.TryGetProperty("thread_ts", out _))
            return Results.Json(new { ok = false, error = "restricted_action_thread_locked" });
        var posted = Add(body.RootElement.GetProperty("channel").GetString()!, body.RootElement, authorization);
        if (IsNow(SlackFault.ResetAfter))
            context.Abort();
        if (IsNow(SlackFault.Broken))
            return Results.StatusCode(500);
        return Results.Json(new { ok = true, channel = posted.Channel, ts = posted.Ts });
    }

    private Posted Add(string channel, JsonElement body, string? authorization)
    {
        var posted = new Posted(channel, body.GetProperty("text").GetString()!, body.TryGetProperty("thread_ts", out var thread) ? thread.GetString() : null, $"1769860800.{Interlocked.Increment(ref count):D6}", authorization)
        {
            IsBroadcast = body.TryGetProperty("reply_broadcast", out var broadcast) && broadcast.GetBoolean(),
        };
        Messages.Enqueue(posted);
        return posted;
    }

    private async Task<IResult?> BeforeAsync(HttpContext context)
    {
        if (Held is { } held)
            await held.WaitAsync(gone.Token);
        if (Fault is SlackFault.None or SlackFault.ResetAfter or SlackFault.Broken || !IsNow(Fault))
            return null;
        switch (Fault)
        {
            case SlackFault.Silent:
                using (var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, gone.Token))
                    await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                return Results.StatusCode(504);
            case SlackFault.RateLimited:
                context.Response.Headers.RetryAfter = "90";
                return Results.StatusCode(429);
            case SlackFault.Redirected:
                context.Response.Headers.Location = "/elsewhere";
                return Results.StatusCode(307);
            case SlackFault.Gone:
                return Results.Text("no_service", statusCode: 404);
            case SlackFault.Invalid:
                return Results.Text("invalid_payload", statusCode: 400);
            default:
                return Results.StatusCode(503);
        }
    }

    private bool IsNow(SlackFault fault)
    {
        if (Fault != fault || FaultCount == 0)
            return false;
        FaultCount--;
        return true;
    }
}
