using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>What is said for and against a revision.</summary>
internal static class CandidateWords
{
    public static string NeverObserved(TaskDefinitionDetail definition, DateTimeOffset now) =>
        (definition.RegisteredAt is { } at ? $"Registered {Wording.Ago(at, now)}; n" : "N") + "ever observed healthy: no deployment of it is known.";

    /// <summary>Null when nothing speaks against it.</summary>
    public static string? Warning(IReadOnlyList<RevisionRun> runs, bool isLeft) =>
        runs.FirstOrDefault(run => run.End == RunEnd.Failed)?.Deployment switch
        {
            { Status: "ROLLBACK_SUCCESSFUL" or "ROLLBACK_IN_PROGRESS" or "ROLLBACK_REQUESTED" } reverted => "ECS rolled it back: " + (reverted.RollbackReason ?? reverted.StatusReason ?? "no reason given"),
            { Status: "ROLLBACK_FAILED" } failed => "Its deployment failed, and so did going back from it: " + (failed.StatusReason ?? "no reason given"),
            { } stopped => "Its deployment was stopped: " + (stopped.StatusReason ?? "no reason given"),
            null => isLeft ? "It was rolled back from after its deployment had succeeded." : null,
        };

    public static string Why(RollbackCandidate candidate, RevisionRun newest, DateTimeOffset now)
    {
        var at = newest.Deployment.FinishedAt ?? newest.Deployment.CreatedAt;
        var began = newest.End switch
        {
            RunEnd.Succeeded => $"Its deployment succeeded {Wording.Ago(at, now)}",
            RunEnd.WentBackTo => $"ECS itself went back to it {Wording.Ago(at, now)}",
            RunEnd.StartedFrom => $"It was in production when a deployment began {Wording.Ago(newest.Deployment.CreatedAt, now)}; its own is too old to be listed",
            _ => $"Its deployment {Wording.Ago(at, now)} did not succeed",
        };
        if (candidate.Served is not { } served)
            return began + ".";
        var errors = candidate.ErrorPercent is { } percent ? $"at {Wording.Percent(percent)} errors" : "(error rate not measured)";
        var p95 = candidate.P95Seconds is { } seconds ? $" and a p95 of {Wording.Seconds(seconds)}" : "";
        return $"{began}; it served {Wording.Length(served)} {errors}{p95}, until {Wording.Ago(candidate.ServedUntil!.Value, now)}.";
    }

    public static string VersionOf(ServiceRevision revision)
    {
        var image = revision.Images.FirstOrDefault()?.Image ?? "";
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? name[(colon + 1)..] : "?";
    }
}
