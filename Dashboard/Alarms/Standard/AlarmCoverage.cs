using System.Collections.Immutable;
using Dashboard.Alarms.BlackBox;
using Dashboard.Fleet;

namespace Dashboard.Alarms.Standard;

public enum CoverageState
{
    /// <summary>An alarm measures it as the standard says.</summary>
    Covered,

    /// <summary>An alarm measures it, with other values.</summary>
    Differs,
    Missing,

    /// <summary>The dashboard judges it by itself; there is no metric to put an alarm on.</summary>
    Judged,

    /// <summary>There is nothing to measure.</summary>
    NotApplicable,

    /// <summary>What is needed to say was not read.</summary>
    Unknown,
}

/// <param name="Alarms">Those that measure it, the fitting one first.</param>
/// <param name="Note">How it differs, why it does not apply, or what the dashboard's own judgement is now; null where there is nothing to say.</param>
/// <param name="ToPut">The alarm that is missing; null unless it is.</param>
public sealed record CoverageEntry(StandardKind Kind, CoverageState State, ImmutableArray<CloudWatchAlarm> Alarms, string? Note, StandardAlarm? ToPut);

public sealed record ServiceCoverage(ServiceKey Service, ImmutableArray<CoverageEntry> Entries)
{
    public IEnumerable<StandardAlarm> Missing => Entries.Select(entry => entry.ToPut).OfType<StandardAlarm>();
}

/// <summary>Which standard alarms exist, judged by what they measure and never by name alone. Pure.</summary>
public static class AlarmCoverage
{
    /// <param name="alarms">Of the service's target; null while they were not read, and then nothing is called missing.</param>
    /// <param name="hasInsights">Whether Container Insights counts the cluster's tasks; null while unknown.</param>
    /// <param name="stops">The service's stopped tasks of the last day.</param>
    public static ServiceCoverage Of(EcsService service, ServiceThresholds thresholds, IReadOnlyCollection<CloudWatchAlarm>? alarms, bool? hasInsights, ImmutableArray<StoppedTask> stops, DateTimeOffset now) =>
        new(service.Key,
        [
            Entry(StandardAlarms.Cpu(service, thresholds), alarms),
            ErrorRate(service, thresholds, alarms),
            Failing(service, thresholds, alarms, hasInsights, stops, now),
        ]);

    private static CoverageEntry ErrorRate(EcsService service, ServiceThresholds thresholds, IReadOnlyCollection<CloudWatchAlarm>? alarms)
    {
        if (StandardAlarms.ErrorRate(service, thresholds) is { } wanted)
            return Entry(wanted, alarms);
        return service.LoadBalancers.IsEmpty
            ? new(StandardKind.ErrorRate, CoverageState.NotApplicable, [], "It has no load balancer, so nobody counts its requests.", null)
            : new(StandardKind.ErrorRate, CoverageState.Unknown, [], "Its load balancer was not read yet.", null);
    }

    private static CoverageEntry Failing(EcsService service, ServiceThresholds thresholds, IReadOnlyCollection<CloudWatchAlarm>? alarms, bool? hasInsights, ImmutableArray<StoppedTask> stops, DateTimeOffset now)
    {
        if (hasInsights == true)
            return Entry(StandardAlarms.BelowDesired(service, thresholds), alarms);
        var why = hasInsights is null ? "Whether Container Insights counts its tasks was not read, so" : "Container Insights is off in its cluster, so";
        var judged = ContinuousFailure.Of(stops, now) is { } failing ? $"continuously failing, {StopWords.Cause(failing.Fingerprint)}" : "not failing now";
        return new(StandardKind.BelowDesired, CoverageState.Judged, [], $"{why} there is no alarm to put. The dashboard judges it by the stopped tasks that it keeps: {judged}.", null);
    }

    private static CoverageEntry Entry(StandardAlarm wanted, IReadOnlyCollection<CloudWatchAlarm>? alarms)
    {
        if (alarms is null)
            return new(wanted.Kind, CoverageState.Unknown, [], "The alarms were not read.", null);
        var measuring = alarms.Where(alarm => Measures(alarm, wanted)).Select(alarm => (Alarm: alarm, Difference: Difference(alarm, wanted))).OrderBy(pair => pair.Difference is not null).ToList();
        if (measuring is [var best, ..])
            return new(wanted.Kind, best.Difference is null ? CoverageState.Covered : CoverageState.Differs, [.. measuring.Select(pair => pair.Alarm)], Join(best.Difference, Silence(best.Alarm)), null);
        return alarms.FirstOrDefault(alarm => alarm.Name == wanted.Name) is { } namesake
            ? new(wanted.Kind, CoverageState.Missing, [namesake], $"An alarm called {wanted.Name} exists and measures something else; it would be overwritten, so it is left alone. Rename or delete it first.", null)
            : new(wanted.Kind, CoverageState.Missing, [], null, wanted);
    }

    /// <summary>Whether the alarm goes off by the same metrics of the same service.</summary>
    private static bool Measures(CloudWatchAlarm alarm, StandardAlarm wanted)
    {
        if (alarm.Target != wanted.Service.Target || alarm.Queries.IsEmpty || wanted.Kind != StandardKind.BelowDesired && alarm.Comparison is not ("GreaterThanThreshold" or "GreaterThanOrEqualToThreshold"))
            return false;
        var needed = wanted.Queries.Select(query => query.Metric).OfType<AlarmMetric>().Where(metric => metric.Name != "HTTPCode_ELB_5XX_Count");
        var isMath = wanted.Queries.Length > 1;
        return isMath == alarm.Queries.Any(query => query.Expression is not null) && needed.All(metric => alarm.Queries.Any(query => query.Metric is { } has && IsSame(has, metric)));
    }

    // By target group alone is the same as with its load balancer: a target group has one.
    private static bool IsSame(AlarmMetric has, AlarmMetric wanted) =>
        has.Namespace == wanted.Namespace && has.Name == wanted.Name
        && (wanted.Dimensions.TryGetValue("TargetGroup", out var group) ? has.Dimensions.GetValueOrDefault("TargetGroup") == group : has.Dimensions.SequenceEqual(wanted.Dimensions));

    private static string? Difference(CloudWatchAlarm alarm, StandardAlarm wanted)
    {
        var parts = new List<string>();
        if (alarm.Threshold != wanted.Threshold)
            parts.Add($"{StandardAlarms.Text(alarm.Threshold ?? 0)} instead of {StandardAlarms.Text(wanted.Threshold)}");
        var (enough, of, minutes) = (alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods ?? 1, alarm.EvaluationPeriods ?? 1, (alarm.PeriodSeconds ?? 60) / 60.0);
        if (enough != wanted.Periods || of != wanted.Periods || minutes != 1)
            parts.Add($"{enough} of {of} periods of {StandardAlarms.Text(minutes)} min instead of {wanted.Periods} of {wanted.Periods} of 1 min");
        if (wanted.Queries.Any(query => query.Metric?.Name == "HTTPCode_ELB_5XX_Count") && !alarm.Queries.Any(query => query.Metric?.Name == "HTTPCode_ELB_5XX_Count"))
            parts.Add("without the load balancer's own 5xx, which are all there is when no target is healthy");
        if (wanted.Queries is [{ Metric.Statistic: var statistic }] && alarm.Statistic is { } other && other != statistic)
            parts.Add($"{other} instead of {statistic}");
        return parts.Count == 0 ? null : string.Join("; ", parts) + ".";
    }

    private static string? Silence(CloudWatchAlarm alarm) =>
        !alarm.ActionsEnabled ? "Its actions are off." : alarm.HasActions ? null : "It notifies nobody.";

    private static string? Join(string? first, string? second) => string.Join(" ", new[] { first, second }.OfType<string>()) is { Length: > 0 } text ? text : null;
}
