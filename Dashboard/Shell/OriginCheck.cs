using Microsoft.Extensions.Primitives;

namespace Dashboard.Shell;

/// <summary>Lets only our own pages open a circuit: WebSockets know no CORS, and SignalR does not check the origin by itself (CWE-1385).</summary>
internal sealed class OriginCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor") || IsOurs(context))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsOurs(HttpContext context)
    {
        var request = context.Request;
        if (StringValues.IsNullOrEmpty(request.Headers.Origin))
            return HttpMethods.IsGet(request.Method) && !context.WebSockets.IsWebSocketRequest && !request.Headers.ContainsKey("Sec-WebSocket-Key");
        return string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
