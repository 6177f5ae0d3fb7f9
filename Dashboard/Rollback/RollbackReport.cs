using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Deployments;
using Dashboard.Rollback.Preflight;
using Dashboard.Ui;

namespace Dashboard.Rollback;

/// <param name="Href">An address that the dashboard vouches for; null for plain text.</param>
public sealed record ReportFact(string Name, string Text, string? Href = null);

/// <param name="Otherwise">What to say when there is no row.</param>
public sealed record ReportTable(string Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows, string Otherwise);

/// <summary>What came of a rollback, in words. The page and the Markdown are both written from it, so that they say the same. All times are UTC.</summary>
/// <param name="Outcome">As in VERIFIED.</param>
/// <param name="Next">What to do now; null when nothing is left to do.</param>
public sealed record RollbackReport(string Title, string Outcome, string Verdict, string? Next, ImmutableArray<ReportFact> Facts, ImmutableArray<ReportTable> Tables)
{
    public static RollbackReport Of(RollbackIntent intent, ImmutableArray<RollbackEvent> timeline) => new(
        $"Rollback of {intent.Key.Service} from {intent.FromVersion} to {intent.ToVersion}", OutcomeOf(intent),
        VerdictOf(intent), Following.NextStep(intent.State),
        [.. About(intent), .. Impact(intent), .. Signals(intent)],
        [
            new("Timeline", ["At", "What"], [.. timeline.OrderBy(one => one.At).Select(one => (ImmutableArray<string>)[Wording.Utc(one.At), one.Text])], "No timeline was kept of this rollback."),
            new("What the verdict rests on", ["Evidence"], [.. intent.Facts.Evidence.Select(one => (ImmutableArray<string>)[one])], intent.IsOpen ? "There is no verdict yet." : "Nothing was proved."),
            Changes("What changed", intent.Facts.Changes, "What changed was not recorded."),
            Changes("What was not restored", intent.Facts.NotRestored, "Nothing that is known of."),
            new("Pre-flight, as it was", ["Result", "Check", "Fact"], [.. intent.Facts.Preflight.OrderByDescending(line => line.Result).Select(line => (ImmutableArray<string>)[InWords(line.Result), line.Check, line.Fact])], "No pre-flight was recorded."),
        ]);

    /// <summary>An address that a link may have which was not made here; null for anything but HTTPS.</summary>
    public static string? SafeUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme == Uri.UriSchemeHttps ? parsed.AbsoluteUri : null;

    private static IEnumerable<ReportFact> About(RollbackIntent intent)
    {
        yield return new("Service", intent.Key.ToString(), Urls.Service(intent.Key.Target, intent.Key.Cluster, intent.Key.Service));
        yield return new("Left", $"{intent.FromVersion} ({intent.From}), deployment {intent.SeenDeploymentId} of {Wording.Utc(intent.SeenCreatedAt)}");
        yield return new("Went back to", $"{intent.ToVersion} ({intent.To})");
        if (intent.Deployed is { } deployed)
            yield return new("Deployed in its place", deployed.ToString());
        yield return new("How", How(intent.Move));
        yield return new("Who", intent.Actor.Name);
        yield return new("Reason", intent.Reason);
        yield return new("Asked for", Wording.Utc(intent.At));
        if (intent.Facts is { ApprovedBy: { } second, ApprovedAt: { } approved })
            yield return new("Approved", $"by {second.Name} at {Wording.Utc(approved)}");
        if (intent.SteadyAt is { } steady)
            yield return new("Steady", $"{Wording.Utc(steady)}, {Wording.Length(steady - intent.At)} after it was asked for");
        if (intent.ClosedAt is { } closed)
            yield return new("Verdict given", $"{Wording.Utc(closed)}, {Wording.Length(closed - intent.At)} after it was asked for");
        if (intent.DeploymentId is { } id)
            yield return new("Deployment", id);
        if (SafeUrl(intent.Facts.WorkflowRunUrl) is { } run)
            yield return new("Workflow run", run, run);
    }

    private static IEnumerable<ReportFact> Impact(RollbackIntent intent)
    {
        var (detected, mitigated) = (intent.Facts.DetectedAt, intent.Facts.MitigatedAt);
        yield return new("Detected", detected is { } since ? Wording.Utc(since) : "It was not seen failing after that deployment.");
        yield return new("Mitigated", mitigated is { } at ? Wording.Utc(at) : intent.IsOpen ? "Not yet." : "Not seen.");
        if (detected is { } from && mitigated is { } to)
            yield return new("From detection to mitigation", $"{Math.Max(0, Math.Round((to - from).TotalMinutes)).ToString("0", CultureInfo.InvariantCulture)} min");
        yield return new("Failed requests meanwhile", intent.Facts.FailedRequests is { } failed ? "about " + Format.Count(Math.Round(failed)) : mitigated is null && intent.IsOpen ? "Counted once it is mitigated." : "Not measured.");
    }

    private static IEnumerable<ReportFact> Signals(RollbackIntent intent)
    {
        yield return new("Error rate", Levels(Wording.Percent(intent.HealthyPercent), Wording.Percent(intent.BeforePercent), Wording.Percent(intent.AfterPercent)));
        yield return new("p95 of the response time", Levels(Wording.Seconds(intent.Facts.HealthyP95Seconds), Wording.Seconds(intent.Facts.BeforeP95Seconds), Wording.Seconds(intent.Facts.AfterP95Seconds)));
    }

    private static string Levels(string healthy, string before, string after) => $"{healthy} before that deployment, {before} before the rollback, {after} after it";

    private static ReportTable Changes(string title, ImmutableArray<RevisionChange> changes, string otherwise) => new(title, ["Of", "What", "Change", "From", "To"],
        [.. changes.Select(change => (ImmutableArray<string>)[change.Container ?? "task", change.What, change.Verb, .. Values(change)])], otherwise);

    // Both are missing where the values are secret, and one where there is none.
    private static string[] Values(RevisionChange change) =>
        change is { From: null, To: null } ? ["never shown", "never shown"] : [change.From ?? Format.None, change.To ?? Format.None];

    private static string OutcomeOf(RollbackIntent intent) => intent.IsOpen && intent.State != IntentState.AwaitingApproval ? "UNDER WAY" : IntentStore.OutcomeOf(intent.State).Replace('-', ' ').ToUpperInvariant();

    // The outcome stands before it already.
    private static string VerdictOf(RollbackIntent intent)
    {
        if (intent.Verdict is not { } verdict)
            return intent.State == IntentState.AwaitingApproval ? $"It waits until {Wording.Utc(intent.ApprovalUntil)} for {RollbackIntent.Second} to approve it; nothing was sent." : intent.SteadyAt is null ? "It goes on." : "Steady; whether it helped is being verified.";
        var outcome = OutcomeOf(intent) + ": ";
        return verdict.StartsWith(outcome, StringComparison.OrdinalIgnoreCase) && verdict.Length > outcome.Length
            ? char.ToUpperInvariant(verdict[outcome.Length]) + verdict[(outcome.Length + 1)..]
            : verdict;
    }

    private static string InWords(PreflightResult result) => result switch { PreflightResult.Block => "blocks", PreflightResult.Warn => "warns", _ => "passes" };

    private static string How(RollbackMove move) => move switch
    {
        RollbackMove.StopServiceDeployment => "The rollout in progress was told to stop and go back (StopServiceDeployment, ROLLBACK).",
        RollbackMove.ContinueServiceDeployment => "The hook that the rollout waited for was answered with ROLLBACK (ContinueServiceDeployment).",
        RollbackMove.RegisterCopy => "A copy with its images pinned by digest was registered and deployed (RegisterTaskDefinition, UpdateService).",
        RollbackMove.GitHub => "A GitHub Actions workflow deployed the version.",
        _ => "A new deployment of the older task definition (UpdateService).",
    };
}
