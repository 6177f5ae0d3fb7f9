using System.Collections.Immutable;
using Dashboard.Metrics;

namespace Dashboard.Rollback;

/// <summary>Whether the error rate came back once the rollout was steady.</summary>
internal static class Recovery
{
    private const int PointsNeeded = 3;

    /// <summary>The closed intent, or null while it is too early to say.</summary>
    public static RollbackIntent? Judge(RollbackIntent intent, ServiceNow now, DateTimeOffset at, RollbackOptions options)
    {
        var steadyAt = intent.SteadyAt!.Value;
        if (now.Service.LoadBalancers.IsEmpty)
            return Close(intent, IntentState.Inconclusive, at, null, "Inconclusive: the service has no load balancer, so there is no error rate to judge by. All tasks run the target.");

        var points = Points(now.Recent, steadyAt, at, options.MinimumRequestsPerMinute);
        var last = points.Length >= PointsNeeded ? points[^PointsNeeded..] : [];
        if (last.Length == PointsNeeded && last.All(point => IsBack(intent, point.Percent, options)))
            return Close(intent, IntentState.Verified, at, Mean(last), $"Recovered: error rate {Wording.Percent(Mean(last))} (was {Wording.Percent(intent.BeforePercent)}).");
        if (at < steadyAt + options.RecoverWithin)
            return null;
        return last.Length < PointsNeeded
            ? Close(intent, IntentState.Inconclusive, at, points.Length == 0 ? null : Mean(points), $"Inconclusive: within {Wording.Length(options.RecoverWithin)} only {points.Length} {(points.Length == 1 ? "minute" : "minutes")} had {options.MinimumRequestsPerMinute} requests or more.")
            : Close(intent, IntentState.NotRecovered, at, Mean(last), $"Not recovered: error rate {Wording.Percent(Mean(last))} (was {Wording.Percent(intent.BeforePercent)}) {Wording.Length(options.RecoverWithin)} after the rollout was steady.");
    }

    /// <summary>The highest error rate that counts as back, percent.</summary>
    public static double Band(RollbackIntent intent, RollbackOptions options) =>
        Math.Max(options.AlwaysGoodBelowPercent, intent.HealthyPercent + options.MarginPercent ?? 0);

    /// <summary>How many of the needed points in a row are in the band now.</summary>
    public static int PointsInBand(RollbackIntent intent, ServiceNow now, DateTimeOffset at, RollbackOptions options) => intent.SteadyAt is not { } steadyAt ? 0
        : Math.Min(PointsNeeded, Points(now.Recent, steadyAt, at, options.MinimumRequestsPerMinute).Reverse().TakeWhile(point => IsBack(intent, point.Percent, options)).Count());

    private static bool IsBack(RollbackIntent intent, double percent, RollbackOptions options) => percent <= Band(intent, options);

    // Only whole minutes that began after the rollout was steady; a minute still running undercounts its errors.
    private static ImmutableArray<(double Percent, double Requests)> Points(ServiceSeries? recent, DateTimeOffset steadyAt, DateTimeOffset now, int floor)
    {
        var points = ImmutableArray.CreateBuilder<(double, double)>();
        var errors = recent?.ErrorPercent ?? Series.Empty;
        for (var index = 0; index < errors.Values.Length; index++)
        {
            var start = errors.At(index);
            if (start >= steadyAt && start + errors.Period <= now && errors.Values[index] is { } percent && ServedTime.RequestsAt(recent!, start) is { } requests && requests >= floor)
                points.Add((percent, requests));
        }

        return points.ToImmutable();
    }

    private static double Mean(ImmutableArray<(double Percent, double Requests)> points) =>
        points.Sum(point => point.Percent * point.Requests) / points.Sum(point => point.Requests);

    private static RollbackIntent Close(RollbackIntent intent, IntentState state, DateTimeOffset at, double? after, string verdict) =>
        intent with { State = state, ClosedAt = at, AfterPercent = after, Verdict = verdict };
}
