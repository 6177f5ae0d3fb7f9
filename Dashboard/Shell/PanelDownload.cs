using Dashboard.Alarms.BlackBox;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.Metrics.Panels;
using Dashboard.SignIn;
using Dashboard.Ui;
using Microsoft.Data.Sqlite;

namespace Dashboard.Shell;

/// <summary>What one panel of a service shows, as a CSV file; written down under the name of who took it, as every export is.</summary>
internal static class PanelDownload
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static void MapPanelDownload(this WebApplication app) =>
        app.MapGet("/services/{target}/{cluster}/{service}/panels/{panel}.csv", WriteAsync).AsDownload();

    private static async Task WriteAsync(HttpContext http, string target, string cluster, string service, string panel, Feed<FleetSnapshot> fleet, Feed<TasksSnapshot> tasks, Feed<BlackBoxSnapshot> stops, PanelReader reader, Access access, AuditLog audit, TimeProvider time, ILogger<App> log)
    {
        var key = new ServiceKey(target, cluster, service);
        string? Asked(string name) => http.Request.Query[name];
        var (range, problem) = TimeRange.Parse(Asked("range"), Asked("from"), Asked("to"));
        var (comparison, otherProblem) = Comparison.Parse(Asked("compare"));
        if ((problem ?? otherProblem) is { } wrong)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, wrong);
            return;
        }

        var decision = await access.CheckAsync(http.User, Permission.View, target, cluster);
        if (decision.Refusal is { } refusal)
        {
            if (await IsWrittenDownAsync(http, audit, log, decision.Actor, key, refusal, "refused"))
                await RefuseAsync(http, StatusCodes.Status403Forbidden, refusal);
            return;
        }

        if (fleet.Current.Value?.Find(key) is not { } known)
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, $"{key} is not among the services that are watched.");
            return;
        }

        var span = range.Resolve(time.GetUtcNow());
        var read = await reader.ReadAsync(key, span, comparison, Patience);
        var panels = new PanelBook(known, read, tasks.Current, ServiceExits.Of(stops.Current.Value, key), time.GetUtcNow()).Panels;
        if (panels.FirstOrDefault(one => one.Id == panel) is not { } shown)
            await RefuseAsync(http, StatusCodes.Status404NotFound, $"{service} has no panel “{panel}”. It has {string.Join(", ", panels.Select(one => one.Id))}.");
        else if (read.Main.Value is null || read.IsWaiting)
            await RefuseAsync(http, StatusCodes.Status502BadGateway, read.Main.Fault?.Message ?? "CloudWatch did not answer in time.");
        else if (await IsWrittenDownAsync(http, audit, log, decision.Actor, key, $"panel {panel} as csv: {http.Request.QueryString}"))
            await SendAsync(http, PanelCsv.Write(shown, read.Span), $"{service}-{panel}-{read.Span.To:yyyyMMdd'T'HHmmss'Z'}{(IsWhole(read, shown) ? "" : "-incomplete")}.csv");
    }

    // A file says nothing of what is missing or old, so its name does.
    private static bool IsWhole(PanelsRead read, ServicePanel shown) => (shown.Fault ?? read.Main.Fault ?? read.Details.Fault ?? read.Past?.Fault) is null;

    private static async Task<bool> IsWrittenDownAsync(HttpContext http, AuditLog audit, ILogger log, Actor actor, ServiceKey key, string detail, string outcome = "accepted")
    {
        try
        {
            await audit.WriteAsync(actor, "export", key.ToString(), outcome, detail: detail, cancel: http.RequestAborted);
            return true;
        }
        catch (SqliteException failed)
        {
            log.LogWarning(failed, "A panel was not given as CSV because the audit trail could not be written");
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "The export was not given: the audit trail cannot be written at the moment.");
            return false;
        }
    }

    private static Task SendAsync(HttpContext http, string csv, string name)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{string.Concat(name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))}\"";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return http.Response.WriteAsync(csv, http.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error = message });
    }
}
