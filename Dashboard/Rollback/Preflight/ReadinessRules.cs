using System.Text.RegularExpressions;
using Dashboard.Fleet;

namespace Dashboard.Rollback.Preflight;

/// <summary>Says from a plan and its pre-flight whether a service can go back now.</summary>
internal static partial class ReadinessRules
{
    /// <param name="report">The pre-flight of the plan's default; null when the plan proposes none.</param>
    public static ServiceReadiness Judge(RollbackPlan plan, PreflightReport? report, DateTimeOffset now)
    {
        var to = plan.Refusal is null ? plan.Default : null;
        var why = Obstacle(plan, report);
        return new ServiceReadiness(plan.Key, to?.To, to?.Version, why is null, why is null ? Ready(to!, report!) : Registry().Replace(why, ""), report, now);
    }

    /// <summary>Where the plan or its pre-flight failed in a way that nobody foresaw.</summary>
    public static ServiceReadiness Unchecked(ServiceKey key, string reason, DateTimeOffset now) =>
        new(key, null, null, false, PreflightRules.WithStop(reason), null, now);

    private static string? Obstacle(RollbackPlan plan, PreflightReport? report) =>
        plan.Refusal
        ?? (plan.Default is not null ? report is null ? "Its pre-flight was not made." : report.Blocked : Nowhere(plan));

    private static string Nowhere(RollbackPlan plan)
    {
        if (plan.Candidates.FirstOrDefault(candidate => candidate.Grade == CandidateGrade.Proven) is { Blocked: { } blocked })
            return blocked;
        if (plan.HistoryMissing is { } missing)
            return missing;
        return plan.Candidates.IsEmpty
            ? "No other revision is known that a deployment of this service ran."
            : plan.NoDefault ?? $"No earlier revision has evidence enough to be proposed: {PreflightRules.WithStop(plan.Candidates[0].Blocked ?? plan.Candidates[0].Warning ?? plan.Candidates[0].Why)}";
    }

    private static string Ready(RollbackCandidate to, PreflightReport report)
    {
        var time = report.Estimate is { } estimate ? $" in about {Wording.Length(estimate)}" : "";
        var warned = report.Lines.Where(line => line.Result == PreflightResult.Warn).Select(line => line.Check).ToArray();
        return $"It can go back to {to.Version} ({to.To}){time}{(warned.Length == 0 ? "" : $"; warnings: {string.Join(", ", warned)}")}.";
    }

    // Of a table's narrow cell, a registry's host would take the first two lines.
    [GeneratedRegex(@"\d{12}\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/", RegexOptions.ExplicitCapture)]
    private static partial Regex Registry();
}
