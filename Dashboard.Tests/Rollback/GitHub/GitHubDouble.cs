using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Rollback.GitHub;

internal enum GitHubFault
{
    None,
    Unauthorized,
    Forbidden,
    RateLimited,
    NotFound,
    Invalid,
    Redirected,
    ServerError,
    Silent,
    ResetBefore,
    ResetAfter,
    MalformedAfter,
}

internal sealed record TakenDispatch(string Ref, IReadOnlyDictionary<string, string> Inputs, long RunId);

/// <summary>GitHub's API as far as workflow_dispatch goes, over HTTP. Its ledger holds every dispatch that took effect.</summary>
internal sealed class GitHubDouble : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CancellationTokenSource gone = new();
    private int reads;

    private GitHubDouble()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/repos/example/shop/actions/workflows/deploy.yml/dispatches", (Delegate)DispatchAsync);
        app.MapGet("/repos/example/shop/actions/workflows/deploy.yml/runs", (HttpContext context) => Read(() => List(context)));
        app.MapGet("/repos/example/shop/actions/runs/{id:long}", (long id) => Read(() => Taken.Any(one => one.RunId == id) ? Results.Json(Run(Taken.Single(one => one.RunId == id))) : Results.NotFound()));
        app.MapFallback(context =>
        {
            Strays.Enqueue(context.Request.Path);
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
    }

    public string Url => app.Urls.Single();

    public ConcurrentQueue<TakenDispatch> Taken { get; } = new();

    /// <summary>Every dispatch that arrived, with its Authorization header.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public ConcurrentQueue<string> Versions { get; } = new();

    public ConcurrentQueue<string> Strays { get; } = new();
    public GitHubFault Fault { get; set; }

    /// <summary>As from GitHub before return_run_details: 204 without the run.</summary>
    public bool IsOld { get; set; }
    public string Status { get; set; } = "queued";
    public string? Conclusion { get; set; }

    /// <summary>Every question about runs is answered with 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>How many questions about runs there were.</summary>
    public int Reads => reads;

    /// <summary>Other people's runs that are newer.</summary>
    public int Others { get; set; }

    public static async Task<GitHubDouble> StartAsync()
    {
        var started = new GitHubDouble();
        await started.app.StartAsync(TestContext.Current.CancellationToken);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await app.DisposeAsync();
        gone.Dispose();
    }

    private async Task<IResult> DispatchAsync(HttpContext context)
    {
        Asked.Enqueue(context.Request.Headers.Authorization.ToString());
        Versions.Enqueue(context.Request.Headers["X-GitHub-Api-Version"].ToString());
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        if (await BeforeAsync(context) is { } refused)
            return refused;
        var inputs = body.RootElement.GetProperty("inputs").EnumerateObject().ToDictionary(input => input.Name, input => input.Value.GetString()!);
        var taken = new TakenDispatch(body.RootElement.GetProperty("ref").GetString()!, inputs, 7_000 + Taken.Count);
        Taken.Enqueue(taken);
        if (Fault == GitHubFault.ResetAfter)
            context.Abort();
        if (Fault == GitHubFault.MalformedAfter)
            return Results.Text("{\"workflow_run_id\":", "application/json");
        var details = body.RootElement.TryGetProperty("return_run_details", out var wanted) && wanted.GetBoolean();
        return IsOld || !details ? Results.NoContent() : Results.Json(new { workflow_run_id = taken.RunId, run_url = $"{Url}/runs/{taken.RunId}", html_url = $"https://github.com/example/shop/actions/runs/{taken.RunId}" });
    }

    private async Task<IResult?> BeforeAsync(HttpContext context)
    {
        switch (Fault)
        {
            case GitHubFault.Silent:
                using (var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, gone.Token))
                    await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                return Results.StatusCode(504);
            case GitHubFault.ResetBefore:
                context.Abort();
                return Results.Empty;
            case GitHubFault.Redirected:
                context.Response.Headers.Location = "/elsewhere";
                return Results.StatusCode(307);
            case GitHubFault.RateLimited:
                context.Response.Headers["X-RateLimit-Limit"] = "5000";
                context.Response.Headers["X-RateLimit-Remaining"] = "0";
                context.Response.Headers["X-RateLimit-Reset"] = "1795521600";
                return Results.Json(new { message = "API rate limit exceeded for user ID 1." }, statusCode: 403);
        }

        var status = Fault switch { GitHubFault.Unauthorized => 401, GitHubFault.Forbidden => 403, GitHubFault.NotFound => 404, GitHubFault.Invalid => 422, GitHubFault.ServerError => 500, _ => 0 };
        return status == 0 ? null : Results.Json(new { message = status == 422 ? "Unexpected inputs provided: [\"intent\"]" : "No." }, statusCode: status);
    }

    private IResult Read(Func<IResult> answer)
    {
        Interlocked.Increment(ref reads);
        return IsDown ? Results.StatusCode(503) : answer();
    }

    private IResult List(HttpContext context)
    {
        var page = int.Parse(context.Request.Query["page"].ToString(), CultureInfo.InvariantCulture);
        var size = int.Parse(context.Request.Query["per_page"].ToString(), CultureInfo.InvariantCulture);
        if (context.Request.Query["event"] != "workflow_dispatch" || !context.Request.Query["created"].ToString().StartsWith(">=", StringComparison.Ordinal))
            return Results.BadRequest();
        var all = Enumerable.Range(0, Others).Select(other => Shape(other, "other to v1 by somebody")).Concat(Taken.Select(Run)).ToArray();
        return Results.Json(new { total_count = all.Length, workflow_runs = all.Skip((page - 1) * size).Take(size) });
    }

    private object Run(TakenDispatch taken) => Shape(taken.RunId, $"{taken.Inputs["service"]} to {taken.Inputs["version"]} by someone ({taken.Inputs.GetValueOrDefault("intent")})");

    private object Shape(long id, string title) =>
        new { id, display_title = title, status = Status, conclusion = Conclusion, html_url = $"https://github.com/example/shop/actions/runs/{id}" };
}
