using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Metrics;

namespace Dashboard.Rollback;

/// <summary>One whole minute with traffic enough.</summary>
/// <param name="P95Seconds">Null when not measured.</param>
internal readonly record struct SignalPoint(DateTimeOffset At, double Percent, double Requests, double? P95Seconds);

/// <summary>What the load balancer says about a service, minute by minute.</summary>
internal static class Signal
{
    private static readonly TimeSpan HealthyBefore = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan BadBefore = TimeSpan.FromMinutes(8);

    /// <summary>Only whole minutes; one still running undercounts its errors.</summary>
    public static ImmutableArray<SignalPoint> Points(ServiceSeries? recent, DateTimeOffset from, DateTimeOffset to, int floor)
    {
        var points = ImmutableArray.CreateBuilder<SignalPoint>();
        var errors = recent?.ErrorPercent ?? Series.Empty;
        for (var index = 0; index < errors.Values.Length; index++)
        {
            var start = errors.At(index);
            if (start >= from && start + errors.Period <= to && errors.Values[index] is { } percent && ServedTime.RequestsAt(recent!, start) is { } requests && requests >= floor)
                points.Add(new(start, percent, requests, recent![ServiceMetric.ResponseP95].ValueAt(start)));
        }

        return points.ToImmutable();
    }

    public static double? Percent(IReadOnlyCollection<SignalPoint> points) => points.Count == 0 ? null : points.Sum(point => point.Percent * point.Requests) / points.Sum(point => point.Requests);

    /// <summary>The middle minute's, seconds: percentiles have no mean.</summary>
    public static double? P95(IEnumerable<SignalPoint> points)
    {
        var sorted = points.Select(point => point.P95Seconds).OfType<double>().Order().ToArray();
        return sorted.Length == 0 ? null : sorted[sorted.Length / 2];
    }

    /// <summary>What was known of the service when somebody asked for the rollback.</summary>
    public static RollbackFacts Before(ServiceNow? now, RollbackIntent intent, RollbackOptions options, DateTimeOffset at)
    {
        var left = Points(now?.Recent, intent.SeenCreatedAt, at, options.MinimumRequestsPerMinute);
        var healthy = P95(Points(now?.Recent, intent.SeenCreatedAt - HealthyBefore, intent.SeenCreatedAt, options.MinimumRequestsPerMinute));
        var facts = RollbackFacts.None with { HealthyP95Seconds = healthy, BeforeP95Seconds = P95(left.Where(point => point.At >= at - BadBefore)) };
        var judged = intent with { Facts = facts };
        var minutes = left.Where(point => !Recovery.IsBack(judged, point, options)).Select(point => (DateTimeOffset?)point.At);
        var alarms = now?.Alarms.Where(alarm => alarm.State == "ALARM" && alarm.StateSince >= intent.SeenCreatedAt).Select(alarm => alarm.StateSince) ?? [];
        return facts with { DetectedAt = minutes.Concat(alarms).Min(), FromImages = LeftImages(now, intent) };
    }

    /// <summary>The service's alarms in ALARM by name; the same array while they are the same, so that a record that holds it stays equal.</summary>
    public static ImmutableArray<string> Alarms(ImmutableArray<string> before, ServiceNow now)
    {
        ImmutableArray<string> firing = [.. now.Alarms.Where(alarm => alarm.State == "ALARM").Select(alarm => alarm.Name).Order(StringComparer.Ordinal)];
        return firing.SequenceEqual(before) ? before : firing;
    }

    /// <summary>An alarm looks back over all its periods, so it may well outlast what it warned of.</summary>
    public static IEnumerable<string> Told(ImmutableArray<string> alarms) =>
        alarms.IsEmpty ? [] : [$"Still in ALARM: {string.Join(", ", alarms)}. An alarm looks back over all its periods, so it may need some minutes more."];

    private static ImmutableArray<RevisionImage> LeftImages(ServiceNow? now, RollbackIntent intent) =>
        now?.History?.Deployments.Select(deployment => deployment.Target).FirstOrDefault(revision => revision?.TaskDefinition == intent.From)?.Images ?? [];
}
