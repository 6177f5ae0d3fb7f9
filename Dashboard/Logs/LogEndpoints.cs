using Dashboard.Aws;
using Dashboard.Audit;
using Dashboard.SignIn;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Logs;

/// <summary>Downloads: what a search finds as CSV and NDJSON, and one whole event as text.</summary>
public sealed class LogEndpoints(LogPager pager, InsightsExport insights, LogSource source, LogScopes scopes, AwsTargets targets, Access access, AuditLog audit, IOptions<LogsOptions> options, TimeProvider time, ILogger<LogEndpoints> log)
{
    public const string EventPath = "/logs/event.txt";

    public Task CsvAsync(HttpContext http) => ExportAsync(http, LogExport.Csv);

    public Task NdJsonAsync(HttpContext http) => ExportAsync(http, LogExport.NdJson);

    public async Task EventAsync(HttpContext http)
    {
        if (LogEventLink.Parse(http.Request.Query["event"]) is not { } link || targets.Find(link.Group.Target) is null)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "event= is not the link of a log event.");
            return;
        }

        if (await RefusesAsync(http, scopes.IsSeen(link.Group, access.SightOf(http.User)) ? null : $"Viewing {link.Group} needs a role there."))
            return;
        var answer = await source.FindAsync(link, time.GetUtcNow(), http.RequestAborted);
        if (answer.Value is not { } whole)
            await RefuseAsync(http, StatusOf(answer.Fault!), answer.Fault!.Message);
        else if (await MayAsync(http, link.Group.ToString(), $"one log event: {link}"))
        {
            Download(http, "text/plain; charset=utf-8", "log-event.txt");
            await http.Response.WriteAsync(whole.Message, http.RequestAborted);
        }
    }

    private async Task ExportAsync(HttpContext http, LogExport export)
    {
        var (view, problems) = LogView.Parse(name => http.Request.Query[name], name => http.Request.Query[name]);

        // First, so that a place that is not seen is refused as such also in the seconds after a start, when nothing is known to be watched yet.
        if (await RefusesAsync(http, scopes.WhyHidden(view, access.SightOf(http.User))))
            return;
        var selection = scopes.Resolve(view.Services, view.Groups, view.Task);
        if (problems.Length > 0 || selection.Scopes.IsEmpty)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, problems.Concat(selection.Notes).FirstOrDefault() ?? "Name at least one service= or group= that is watched.");
            return;
        }

        if (view.Syntax == LogSyntax.Insights)
            await ExportInsightsAsync(http, export, view, selection);
        else
            await ExportLinesAsync(http, export, view, selection);
    }

    private async Task ExportLinesAsync(HttpContext http, LogExport export, LogView view, LogSelection selection)
    {
        var now = time.GetUtcNow();
        var found = new LogExportRun(pager.SearchAsync(selection.Scopes, view.Range.Resolve(now), view.Query, http.RequestAborted), options.Value.MaxExportedLines);
        await using var lines = found.LinesAsync().GetAsyncEnumerator(http.RequestAborted);

        // The first line comes before the headers, so that a refused pattern is an error and not an empty file.
        var any = await lines.MoveNextAsync();
        if (!any && found.Faults is [var first, ..])
            await RefuseAsync(http, StatusOf(first.Fault), first.Fault.Message);
        else if (await MayAsync(http, Subject(view), $"logs as {export.Extension}: {view.Url}"))
        {
            Download(http, export, now);
            await http.Response.WriteAsync(export.Header, http.RequestAborted);
            for (; any; any = await lines.MoveNextAsync())
                await http.Response.WriteAsync(export.Write(lines.Current), http.RequestAborted);
            await WriteNoticesAsync(http, export, selection, found.Notice);
        }
    }

    private async Task ExportInsightsAsync(HttpContext http, LogExport export, LogView view, LogSelection selection)
    {
        // Before the query runs, because it is paid for.
        if (await RefusesAsync(http, (await access.CheckAsync(http.User, Permission.View)).Refusal))
            return;
        var now = time.GetUtcNow();
        var answer = await insights.RunAsync(view, selection.Scopes, view.Range.Resolve(now), http.Request.Query["consent"] == "1", http.RequestAborted);
        if (answer.Value is not { } found)
            await RefuseAsync(http, StatusOf(answer.Fault!), answer.Fault!.Message);
        else if (await MayAsync(http, Subject(view), $"logs as {export.Extension}: {view.Url}"))
        {
            Download(http, export, now);
            foreach (var row in found.Rows(export))
                await http.Response.WriteAsync(row, http.RequestAborted);
            await WriteNoticesAsync(http, export, selection, found.Notice);
        }
    }

    private static async Task WriteNoticesAsync(HttpContext http, LogExport export, LogSelection selection, string? incomplete)
    {
        foreach (var notice in selection.Notes.Append(incomplete).OfType<string>())
            await http.Response.WriteAsync(export.WriteNotice(notice), http.RequestAborted);
    }

    private static string Subject(LogView view) => string.Join(", ", view.Services.Select(key => key.ToString()).Concat(view.Groups.Select(key => key.ToString())));

    // Who may look and that it is written down are decided here, whatever the route's policy says.
    private async Task<bool> MayAsync(HttpContext http, string subject, string detail)
    {
        var decision = await access.CheckAsync(http.User, Permission.View);
        if (decision.Refusal is { } refusal)
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, refusal);
            return false;
        }

        try
        {
            await audit.WriteAsync(decision.Actor, "export", subject, "accepted", detail: detail, cancel: http.RequestAborted);
            return true;
        }
        catch (SqliteException failed)
        {
            log.LogWarning(failed, "An export of logs was not given because the audit trail could not be written");
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "The export was not given: the audit trail cannot be written at the moment.");
            return false;
        }
    }

    private static async Task<bool> RefusesAsync(HttpContext http, string? refusal)
    {
        if (refusal is not null)
            await RefuseAsync(http, StatusCodes.Status403Forbidden, refusal);
        return refusal is not null;
    }

    private static void Download(HttpContext http, LogExport export, DateTimeOffset now) => Download(http, export.ContentType, $"logs-{now:yyyyMMdd'T'HHmmss'Z'}.{export.Extension}");

    private static void Download(HttpContext http, string type, string name)
    {
        http.Response.ContentType = type;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
    }

    private static int StatusOf(Fault fault) => fault.Kind switch
    {
        FaultKind.Invalid => StatusCodes.Status400BadRequest,
        FaultKind.NotFound => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status502BadGateway,
    };

    private static Task RefuseAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error = message });
    }
}
