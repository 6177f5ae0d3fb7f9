using System.Globalization;
using Dashboard.Alerts.Pictures;
using Dashboard.Deployments;
using Dashboard.Rollback;
using Dashboard.Rollback.Suspects;
using Dashboard.Status;
using Dashboard.Ui;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>What is said of an incident, before it takes a channel's form.</summary>
internal sealed class AlertWords(IOptions<AlertsOptions> options)
{
    private const int MostCauses = 5, MostSubjects = 15, LongestText = 600, LongestOfMany = 140;

    /// <param name="row">The service as the board has it now; null where there is none.</param>
    /// <param name="error">Lines that a program wrote; null where none are known.</param>
    public AlertMessage One(IncidentChange change, ServiceStatus? row, ErrorEvidence? error, DateTimeOffset now)
    {
        var incident = change.Incident;
        List<AlertLine> lines = [];
        if (change.Kind == ChangeKind.Resolved)
            lines.Add(new("", $"It lasted {Format.Duration(now - incident.Since)}, since {Utc(incident.Since)}."));
        else if (change.Kind == ChangeKind.Acknowledged)
            lines.Add(new("", $"Since {Utc(incident.Since)} ({Format.Duration(now - incident.Since)})."));
        else
            lines.AddRange([.. Causes(incident), new("Since", $"{Utc(incident.Since)} ({Format.Duration(now - incident.Since)})")]);
        if (change.Kind is not (ChangeKind.Resolved or ChangeKind.Acknowledged))
            lines.AddRange(Help(row, error));
        lines.AddRange(Links(incident, change.Kind));
        return new AlertMessage(ToneOf(change.Kind), $"{Name(incident.Key)} {change.What}", [.. lines])
        {
            Picture = change.Kind is ChangeKind.Resolved or ChangeKind.Acknowledged ? null : AlertPanels.Of(incident, row, row?.Suspect is { } suspect ? new PictureMark(suspect.StartedAt ?? suspect.CreatedAt, Version(row, suspect)) : null),
        };
    }

    private static IEnumerable<AlertLine> Causes(Incident incident)
    {
        var (now, before) = (incident.Causes.Where(cause => !cause.IsOver).ToList(), incident.Causes.Where(cause => cause.IsOver).ToList());
        return
        [
            .. now.Take(MostCauses).Select(cause => new AlertLine("What", Cut(cause.Text))), .. More(now.Count - MostCauses, "reason"),
            .. before.Count > 0 ? [new AlertLine("No longer", Cut(string.Join("; ", before.Select(cause => cause.Text))))] : Array.Empty<AlertLine>(),
        ];
    }

    /// <summary>More than a person would read one by one, as one message.</summary>
    public AlertMessage Many(ChangeKind kind, IReadOnlyList<IncidentChange> changes, DateTimeOffset now)
    {
        var what = kind switch
        {
            ChangeKind.Resolved => "have recovered",
            ChangeKind.Acknowledged => "are acknowledged",
            ChangeKind.Changed => "are worse",
            ChangeKind.Reopened => "are in trouble again",
            _ => "are in trouble",
        };
        var worst = changes.OrderByDescending(change => change.Incident.Severity).ThenBy(change => change.Incident.Key.Subject, StringComparer.Ordinal).ToList();
        List<AlertLine> lines = [.. worst.Take(MostSubjects).Select(change => new AlertLine("", Cut($"{Name(change.Incident.Key)} {change.What}{Why(change)}", LongestOfMany), ServiceUrl(change.Incident.Key)))];
        lines.AddRange([.. More(changes.Count - MostSubjects, "subject"), new("Seen at", Utc(now))]);
        if (Absolute(Urls.Fleet) is { } fleet)
            lines.Add(new("", "The fleet", fleet));
        return new AlertMessage(ToneOf(kind), $"{Subjects(changes)} {what}", [.. lines]);
    }

    /// <summary>Of a rollback that waits for a second person.</summary>
    public AlertMessage Approval(RollbackIntent waiting, DateTimeOffset now)
    {
        var key = new IncidentKey(waiting.Key.ToString(), IncidentKind.Health);
        List<AlertLine> lines = [new("What", Cut(waiting.UnderWay(now))), new("Reason", Cut(waiting.Reason), IsQuoted: true)];
        if (ServiceUrl(key) is { } service)
            lines.Add(new("", "Look at it, and approve or decline", service));
        return new AlertMessage(AlertTone.Problem, $"{Name(key)}: a rollback to {waiting.ToVersion} needs a second person", [.. lines]);
    }

    public static AlertMessage Test(string person, DateTimeOffset now) =>
        new(AlertTone.Notice, "Test message from the ECS dashboard", [new("", $"{person} sent it at {Utc(now)} to see that alerts arrive here. Nothing is wrong.")]);

    private IEnumerable<AlertLine> Help(ServiceStatus? row, ErrorEvidence? error)
    {
        if (row is null)
            yield break;
        if (row.Verdict is { Worse: not null } verdict)
            yield return new("Verdict", Cut(VerdictWords.Of(verdict, Utc)));
        else if (row.Suspect is { } suspect)
            yield return new("Suspect", $"it began around the deployment of {Version(row, suspect)} at {Utc(suspect.StartedAt ?? suspect.CreatedAt)}");
        if (error?.NewSince is { } fresh)
            yield return new($"New since {fresh.Before}", Cut(fresh.Example), IsQuoted: true);
        if (error?.Newest is { } newest && !string.IsNullOrWhiteSpace(newest))
            yield return new("Newest error", Cut(newest.ReplaceLineEndings(" ").Trim()), IsQuoted: true);
        if (row.Service.Tags.GetValueOrDefault(options.Value.OwnerTag) is { Length: > 0 } owner)
            yield return new("Owner", Cut(owner));
        if (row.Service.Tags.GetValueOrDefault(options.Value.RunbookTag) is { Length: > 0 } runbook)
            yield return new("Runbook", Cut(runbook), IsWeb(runbook) ? runbook : null);
    }

    private IEnumerable<AlertLine> Links(Incident incident, ChangeKind kind)
    {
        if (incident.Key.Service is { } key)
        {
            if (ServiceUrl(incident.Key) is { } service)
                yield return new("", "Open the service", service);
            if (kind != ChangeKind.Resolved && Absolute(Urls.RollBack(key.Target, key.Cluster, key.Service)) is { } rollback)
                yield return new("", "Roll back…", rollback);
        }
        else if (incident.Key.Kind == IncidentKind.Alarms && Absolute(Urls.Alarms + Urls.Query(("state", "alarm"), ("target", incident.Key.Target))) is { } alarms)
            yield return new("", "Open the alarms", alarms);
        else if (Absolute(Urls.AwsCalls) is { } calls)
            yield return new("", "Open the AWS calls", calls);
        if (kind is not (ChangeKind.Resolved or ChangeKind.Acknowledged) && Absolute($"{Urls.Alerts}#incident-{incident.Id}") is { } alerts)
            yield return new("", "Acknowledge", alerts);
    }

    private string? ServiceUrl(IncidentKey key) => key.Service is { } service ? Absolute(Urls.Service(service.Target, service.Cluster, service.Service)) : null;

    private string? Absolute(string path) => options.Value.BaseUrl is { } url ? url.TrimEnd('/') + path : null;

    /// <summary>As in "checkout (production/shop)", the part that tells most first.</summary>
    internal static string Name(IncidentKey key) => key.Service is { } service ? $"{service.Service} ({service.Target}/{service.Cluster})" : key.Subject;

    internal static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static string Version(ServiceStatus row, ServiceDeployment suspect) =>
        suspect.Target?.TaskDefinition is { } definition ? $"{(row.History?.Definitions.GetValueOrDefault(definition)?.Version is { } version ? version + " " : "")}({definition})" : "a new revision";

    private static string Subjects(IReadOnlyList<IncidentChange> changes) =>
        changes.All(change => change.Incident.Key.Kind == IncidentKind.Health) ? Format.Plural(changes.Count, "service") : Format.Plural(changes.Count, "subject");

    private static string Why(IncidentChange change) => change.Kind is ChangeKind.Opened or ChangeKind.Reopened && change.Incident.Causes.FirstOrDefault(cause => !cause.IsOver) is { } first ? $": {first.Text}" : "";

    private static IEnumerable<AlertLine> More(int count, string what) => count > 0 ? [new AlertLine("", $"and {Format.Plural(count, $"more {what}", $"more {what}s")}")] : [];

    private static AlertTone ToneOf(ChangeKind kind) => kind switch { ChangeKind.Resolved => AlertTone.Recovery, ChangeKind.Acknowledged => AlertTone.Notice, _ => AlertTone.Problem };

    private static bool IsWeb(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;

    private static string Cut(string text, int longest = LongestText) => text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)] + "…";
}
