using System.Net.Mime;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Ui;
using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

/// <summary>The trail as a file, with the page's own filter. That it was taken is itself recorded first.</summary>
internal static class AuditExport
{
    private const int Step = 1000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/audit/export.csv", (HttpContext context, AuditLog audit) => SendAsync(context, audit, "text/csv; charset=utf-8", "audit.csv",
            Csv.Line("sequence", "at", "actor", "actor id", "action", "subject", "outcome", "reason", "detail", "hash", "cloudtrail"), CsvOf));
        app.MapGet("/audit/export.ndjson", (HttpContext context, AuditLog audit) => SendAsync(context, audit, "application/x-ndjson; charset=utf-8", "audit.ndjson", "", NdjsonOf));
    }

    private static async Task SendAsync(HttpContext context, AuditLog audit, string type, string name, string head, Func<AuditEntry, string> lineOf)
    {
        var cancel = context.RequestAborted;
        var (filter, problem) = AuditQuery.Read(context.Request.Query["q"], context.Request.Query["action"], context.Request.Query["from"], context.Request.Query["to"]);
        if (problem is not null)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, problem);
            return;
        }

        // Left there by who knows roles; without it nothing that names a service leaves the house.
        var sight = context.Features.Get<Places>() ?? Places.Nowhere;
        long last;
        try
        {
            last = (await audit.WriteAsync(Actor.Of(context.User), "export", null, "accepted", detail: name + context.Request.QueryString, cancel: cancel)).Sequence;
        }
        catch (SqliteException)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "An export is recorded in the trail, and the trail cannot be written now. See the audit page for the reason.");
            return;
        }

        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(head, cancel);
        for (long? before = last; before is not null;)
        {
            var entries = await audit.FindAsync(filter, Step, before, cancel);
            foreach (var entry in entries.Where(entry => sight.HoldSubject(entry.Subject)))
                await context.Response.WriteAsync(lineOf(entry), cancel);
            before = entries.Count == Step ? entries[^1].Sequence : null;
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypeNames.Text.Plain + "; charset=utf-8";
        return context.Response.WriteAsync(why);
    }

    private static string CsvOf(AuditEntry entry) => Csv.Line(
        $"{entry.Sequence}", AuditChain.Text(entry.At), entry.Actor.Name, entry.Actor.Id, entry.Action, entry.Subject, entry.Outcome, entry.Reason, entry.Detail, entry.Hash, string.Join(" ", entry.Events.Select(call => call.Id)));

    private static string NdjsonOf(AuditEntry entry) => JsonSerializer.Serialize(
        new { entry.Sequence, entry.At, actor = entry.Actor.Name, actorId = entry.Actor.Id, entry.Action, entry.Subject, entry.Outcome, entry.Reason, entry.Detail, entry.Hash, cloudtrail = entry.Events.Select(call => call.Id) }, Json) + "\n";
}
