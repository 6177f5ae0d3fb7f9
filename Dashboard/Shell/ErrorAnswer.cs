using System.Net.Mime;

namespace Dashboard.Shell;

/// <summary>What a request gets whose answer threw: plain words and an id for the log, never the exception.</summary>
internal static class ErrorAnswer
{
    public static void Write(IApplicationBuilder app) => app.Run(async context =>
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        if (!SignIn.SignInCookie.IsPage(context.Request))
            return;
        context.Response.ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";
        await context.Response.WriteAsync($"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Error · ECS operations</title><link rel="stylesheet" href="/app.css"></head>
            <body><main class="stage"><div class="stage-card"><h1>The dashboard could not show this page</h1>
            <p>This is a defect of the dashboard, not of your services. It has been logged under <code>{context.TraceIdentifier}</code>.</p>
            <p><a class="button quiet" href="/">See the fleet</a></p></div></main></body></html>
            """);
    });
}
