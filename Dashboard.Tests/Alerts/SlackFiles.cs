using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Tests.Alerts;

internal sealed record Shared(string Channel, string? ThreadTs, string Title, byte[] Bytes);

/// <summary>The three steps by which a bot puts a file into a thread: ask where to, send the bytes there, share it.</summary>
internal sealed class SlackFiles
{
    private readonly ConcurrentDictionary<string, int> asked = new();
    private readonly ConcurrentDictionary<string, byte[]> sent = new();
    private readonly Func<string> address;

    public SlackFiles(WebApplication app, Func<string> address)
    {
        this.address = address;
        app.MapPost("/api/files.getUploadURLExternal", (Delegate)AskAsync);
        app.MapPost("/upload/v1/{file}", (Delegate)SendAsync);
        app.MapPost("/api/files.completeUploadExternal", (Delegate)ShareAsync);
    }

    /// <summary>What people see.</summary>
    public ConcurrentQueue<Shared> Seen { get; } = new();

    /// <summary>The bot has the scope files:write.</summary>
    public bool IsAllowed { get; set; } = true;

    /// <summary>Where the bytes are to go; null for here.</summary>
    public string? Elsewhere { get; set; }

    private async Task<IResult> AskAsync(HttpContext context)
    {
        if (Refusal(context) is { } refused)
            return refused;
        if (!context.Request.HasFormContentType)
            return Results.Json(new { ok = false, error = "invalid_arguments" });
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var file = $"F{asked.Count:D10}";
        asked[file] = int.Parse(form["length"].ToString(), CultureInfo.InvariantCulture);
        return Results.Json(new { ok = true, upload_url = Elsewhere ?? $"{address()}/upload/v1/{file}", file_id = file });
    }

    private async Task<IResult> SendAsync(HttpContext context, string file)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        if (!asked.TryGetValue(file, out var length) || length != bytes.Length || context.Request.Headers.Authorization.Count > 0)
            return Results.StatusCode(400);
        sent[file] = bytes.ToArray();
        return Results.Text($"OK - {bytes.Length}");
    }

    private async Task<IResult> ShareAsync(HttpContext context)
    {
        if (Refusal(context) is { } refused)
            return refused;
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var file = body.RootElement.GetProperty("files")[0];
        if (!sent.TryRemove(file.GetProperty("id").GetString()!, out var bytes))
            return Results.Json(new { ok = false, error = "file_not_found" });
        Seen.Enqueue(new Shared(body.RootElement.GetProperty("channel_id").GetString()!, body.RootElement.GetProperty("thread_ts").GetString(), file.GetProperty("title").GetString()!, bytes));
        return Results.Json(new { ok = true, files = Array.Empty<object>() });
    }

    private IResult? Refusal(HttpContext context) => context.Request.Headers.Authorization.ToString() switch
    {
        not "Bearer xoxb-plain" => Results.Json(new { ok = false, error = "invalid_auth" }),
        _ when !IsAllowed => Results.Json(new { ok = false, error = "missing_scope", needed = "files:write" }),
        _ => null,
    };
}
