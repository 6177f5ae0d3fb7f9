using System.Collections.Immutable;

namespace Dashboard.Rollback;

/// <summary>Whether a steady rollout helped: identity, then health, then the signal, each with its evidence.</summary>
internal static class Recovery
{
    private const int PointsNeeded = 3;
    private const double ClearlyLower = 0.8;
    private static readonly TimeSpan TwoIntervals = TimeSpan.FromSeconds(60);

    // CloudWatch is up to three minutes late; what is older says nothing about now.
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(6);

    /// <summary>The intent with what was newly proved, or closed; null when nothing changed.</summary>
    public static RollbackIntent? Judge(RollbackIntent intent, ServiceNow now, DateTimeOffset at, RollbackOptions options)
    {
        var (identityAt, identity) = Proof.Identity(intent, now);
        var health = Proof.IsHealthy(intent, now);
        var since = health.IsHealthy is false ? null : intent.Facts.HealthySince ?? (health.IsHealthy is true ? health.At : null);
        var facts = intent.Facts with
        {
            Alarms = Signal.Alarms(intent.Facts.Alarms, now),
            InBandSince = InBand(intent, now, at, options).FirstOrDefault() is { At: var first } && first != default ? first : null,
            IdentityAt = identityAt is null ? null : intent.Facts.IdentityAt ?? identityAt,
            HealthySince = since,
            HealthyAt = health.At - since >= TwoIntervals ? intent.Facts.HealthyAt ?? health.At : since is null ? null : intent.Facts.HealthyAt,
        };
        var proved = facts == intent.Facts ? intent : intent with { Facts = facts };
        var verdict = facts is { IdentityAt: not null, HealthyAt: not null } ? JudgeSignal(proved, now, at, options) : Late(proved, at, options, facts.IdentityAt is null ? identity : health.Text);
        return verdict ?? (ReferenceEquals(proved, intent) ? null : proved);
    }

    /// <summary>The highest error rate that counts as back, percent.</summary>
    /// <remarks>Where the deployment before the one that was left was as bad, its level proves nothing: the rate must be clearly lower than when somebody asked.</remarks>
    public static double Band(RollbackIntent intent, RollbackOptions options) =>
        Math.Max(options.AlwaysGoodBelowPercent, Math.Min(intent.HealthyPercent + options.MarginPercent ?? 0, intent.BeforePercent * ClearlyLower ?? double.MaxValue));

    /// <summary>The highest p95 that counts as back, seconds; null when nothing is known to compare it with, and then it is not judged.</summary>
    public static double? P95Band(RollbackIntent intent, RollbackOptions options) =>
        intent.Facts.HealthyP95Seconds is { } healthy ? Math.Max(options.AlwaysGoodP95Seconds, healthy * (1 + options.P95MarginPercent / 100)) : null;

    public static bool IsBack(RollbackIntent intent, SignalPoint point, RollbackOptions options) =>
        point.Percent <= Band(intent, options) && (P95Band(intent, options) is not { } band || point.P95Seconds <= band);

    /// <summary>How many of the needed points in a row are in the band now.</summary>
    public static int PointsInBand(RollbackIntent intent, ServiceNow now, DateTimeOffset at, RollbackOptions options) => intent.SteadyAt is not { } steadyAt ? 0
        : Math.Min(PointsNeeded, Signal.Points(now.Recent, steadyAt, at, options.MinimumRequestsPerMinute).Reverse().TakeWhile(point => IsBack(intent, point, options)).Count());

    // From before it was steady, too: the new tasks take the traffic over one by one, and people are helped by each.
    private static ImmutableArray<SignalPoint> InBand(RollbackIntent intent, ServiceNow now, DateTimeOffset at, RollbackOptions options) =>
        [.. Signal.Points(now.Recent, intent.SentAt ?? intent.At, at, options.MinimumRequestsPerMinute).Reverse().TakeWhile(point => IsBack(intent, point, options)).Reverse()];

    private static RollbackIntent? JudgeSignal(RollbackIntent intent, ServiceNow now, DateTimeOffset at, RollbackOptions options)
    {
        if (now.Service.LoadBalancers.IsEmpty)
            return Close(intent, IntentState.Inconclusive, at, [], "Inconclusive: the service has no load balancer, so there is no error rate to judge by. All tasks run the target and are not unhealthy.");
        var points = Signal.Points(now.Recent, intent.SteadyAt!.Value, at, options.MinimumRequestsPerMinute);
        var last = points.Length >= PointsNeeded ? points[^PointsNeeded..] : [];
        var fresh = last.Length == PointsNeeded && last[^1].At >= at - Freshness;
        if (fresh && last.All(point => IsBack(intent, point, options)))
            return Verified(intent, now, at, last, options);
        if (at < intent.SteadyAt + options.RecoverWithin)
            return null;
        var within = Wording.Length(options.RecoverWithin);
        return !fresh
            ? Close(intent, IntentState.Inconclusive, at, points, points.Length >= PointsNeeded ? $"Inconclusive: the newest minute measured is {Wording.Utc(last[^1].At)}, too old to judge by." : $"Inconclusive: within {within} only {points.Length} {(points.Length == 1 ? "minute" : "minutes")} had {options.MinimumRequestsPerMinute} requests or more.")
            : Close(intent, IntentState.NotRecovered, at, last, $"Not recovered: {Rates(intent, last)} {within} after the rollout was steady.");
    }

    private static RollbackIntent Verified(RollbackIntent intent, ServiceNow now, DateTimeOffset at, ImmutableArray<SignalPoint> last, RollbackOptions options)
    {
        var mitigated = intent.Facts.InBandSince ?? last[0].At;
        var failed = intent.Facts.DetectedAt is { } detected ? Signal.Points(now.Recent, detected, mitigated, 0).Sum(point => point.Percent / 100 * point.Requests) : (double?)null;
        var counted = intent with { Facts = intent.Facts with { MitigatedAt = mitigated, FailedRequests = failed } };
        return Close(counted, IntentState.Verified, at, last, $"Verified: {Rates(intent, last)}.",
            $"Every minute since {Wording.Utc(mitigated)}, and at least three since the rollout was steady, with an error rate of {Wording.Percent(Band(intent, options))} or less{(P95Band(intent, options) is { } band ? $" and a p95 of {Wording.Seconds(band)} or less" : "; the p95 had no level to be compared with")}.");
    }

    private static RollbackIntent? Late(RollbackIntent intent, DateTimeOffset at, RollbackOptions options, string missing) =>
        at < intent.SteadyAt + options.RecoverWithin ? null
            : missing is Proof.Unread or Proof.UnreadTargets or Proof.UnreadContainers
                ? Close(intent, IntentState.Inconclusive, at, [], $"Inconclusive: {Wording.Length(options.RecoverWithin)} after the rollout was steady, {missing}")
                : Close(intent, IntentState.NotRecovered, at, [], $"Not recovered: {Wording.Length(options.RecoverWithin)} after the rollout was steady, {missing}");

    private static string Rates(RollbackIntent intent, ImmutableArray<SignalPoint> points) =>
        $"error rate {Wording.Percent(Signal.Percent(points))} (was {Wording.Percent(intent.BeforePercent)})"
        + (Signal.P95(points) is { } p95 ? $", p95 {Wording.Seconds(p95)} (was {Wording.Seconds(intent.Facts.BeforeP95Seconds)})" : "");

    private static RollbackIntent Close(RollbackIntent intent, IntentState state, DateTimeOffset at, ImmutableArray<SignalPoint> points, string verdict, params string[] evidence) => intent with
    {
        State = state,
        ClosedAt = at,
        AfterPercent = Signal.Percent(points),
        Verdict = verdict,
        Facts = intent.Facts with
        {
            AfterP95Seconds = Signal.P95(points),
            Evidence = [.. Proof.Told(intent), .. evidence, .. Signal.Told(intent.Facts.Alarms)],
        },
    };
}
