using System.Net.Mime;
using Dashboard.SignIn;
using Microsoft.Data.Sqlite;

namespace Dashboard.Rollback;

/// <summary>The report of a rollback as Markdown, to paste it where people read.</summary>
public sealed class ReportEndpoint(IntentStore store, Access access, ILogger<ReportEndpoint> log)
{
    public const string Path = "/rollbacks/{id}.md";

    public static string UrlOf(Guid id) => Path.Replace("{id}", id.ToString(), StringComparison.Ordinal);

    public async Task GetAsync(HttpContext http, string id)
    {
        // Who may look is decided here, whatever the route's policy says.
        if ((await access.CheckAsync(http.User, Permission.View)).Refusal is { } refusal)
        {
            await SayAsync(http, StatusCodes.Status403Forbidden, refusal);
            return;
        }

        try
        {
            if (!Guid.TryParseExact(id, "D", out var guid) || await store.FindAsync(guid) is not { } intent || !access.SightOf(http.User).Hold(intent.Key.Target, intent.Key.Cluster))
            {
                await SayAsync(http, StatusCodes.Status404NotFound, "There is no rollback with this id.");
                return;
            }

            var report = RollbackReport.Of(intent, await store.TimelineOfAsync(guid, http.RequestAborted));
            http.Response.ContentType = "text/markdown; charset=utf-8";
            http.Response.Headers.CacheControl = "no-store";
            await http.Response.WriteAsync(ReportMarkdown.Write(report, new Uri($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/")), http.RequestAborted);
        }
        catch (SqliteException error)
        {
            log.LogWarning(error, "The report of a rollback could not be read");
            await SayAsync(http, StatusCodes.Status503ServiceUnavailable, "The report cannot be read: the database gives no answer at the moment.");
        }
    }

    private static Task SayAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = MediaTypeNames.Text.Plain + "; charset=utf-8";
        return http.Response.WriteAsync(message);
    }
}
