using Dashboard.SignIn;
using Microsoft.Extensions.Primitives;

namespace Dashboard.Shell;

/// <summary>Lets only our own pages open a circuit: WebSockets know no CORS, and SignalR does not check the origin by itself (CWE-1385). And no other site begins a download, which is recorded and costs calls.</summary>
internal sealed class OriginCheck(RequestDelegate next, ILogger<OriginCheck> log)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/_blazor") ? IsOurs(context) : !SignInCookie.IsExport(context.Request) || !IsBegunElsewhere(context.Request))
            return next(context);
        log.LogInformation("{Path} was refused, because {Origin} asked for it and not a page of this dashboard", context.Request.Path, context.Request.Headers.Origin is [{ } origin] ? origin : "something else");
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

    // "none" is a bookmark or a typed address; what is no browser says nothing.
    private static bool IsBegunElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is [{ } site] && site is "cross-site" or "same-site";
}
