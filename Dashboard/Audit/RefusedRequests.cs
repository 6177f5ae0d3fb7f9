using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

/// <summary>Records a signed-in person who asks for an address that they may not have. What the classes that act refuse, they record themselves.</summary>
internal sealed class RefusedRequests(AuditLog audit, TimeProvider time, ILogger<RefusedRequests> log) : IAuthorizationMiddlewareResultHandler
{
    public const string Action = "request";

    // A tab that tries again every second must not fill the trail.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);
    private const int MostRemembered = 1_000, LongestPath = 200;
    private readonly AuthorizationMiddlewareResultHandler inner = new();
    private readonly ConcurrentDictionary<(string Person, string Asked), DateTimeOffset> told = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden && context.User.Identity?.IsAuthenticated == true)
            await RecordAsync(Actor.Of(context.User), Asked(context.Request));
        await inner.HandleAsync(next, context, policy, authorizeResult);
    }

    private async Task RecordAsync(Actor actor, string asked)
    {
        if (!IsNew(actor, asked))
            return;
        try
        {
            await audit.WriteAsync(actor, Action, asked, "refused");
        }
        catch (SqliteException error)
        {
            log.LogError("That {Actor} was refused {Request} could not be recorded: {Error}", actor.Id, asked, error.Message);
        }
    }

    private bool IsNew(Actor actor, string asked)
    {
        var now = time.GetUtcNow();
        if (told.Count > MostRemembered)
            foreach (var (key, at) in told)
                if (now - at >= Again)
                    told.TryRemove(key, out _);
        if (told.TryGetValue((actor.Id, asked), out var last) && now - last < Again)
            return false;
        told[(actor.Id, asked)] = now;
        return true;
    }

    // Without its query, which may hold what somebody searched for.
    private static string Asked(HttpRequest request) =>
        AuditReason.Escaped($"{request.Method} {request.Path.Value}" is { Length: > LongestPath } text ? text[..LongestPath] + "…" : $"{request.Method} {request.Path.Value}");
}
