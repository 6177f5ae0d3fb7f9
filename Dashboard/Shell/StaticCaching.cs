namespace Dashboard.Shell;

/// <summary>An address with a version in it (<c>?v=9.12.0</c>) never changes its content.</summary>
internal static class StaticCaching
{
    public static void ForVersioned(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } inner)
            return;
        endpoint.RequestDelegate = context =>
        {
            if (context.Request.Query.ContainsKey("v"))
                context.Response.OnStarting(() =>
                {
                    if (context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
                        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                    return Task.CompletedTask;
                });
            return inner(context);
        };
    }
}
