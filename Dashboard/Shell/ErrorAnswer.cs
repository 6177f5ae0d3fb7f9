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
        await context.Response.WriteAsync(PlainPage.Of("The dashboard could not show this page", "This is a defect of the dashboard, not of your services.", context.TraceIdentifier));
    });
}
