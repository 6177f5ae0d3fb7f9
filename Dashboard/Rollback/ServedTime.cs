using Dashboard.Deployments;
using Dashboard.Metrics;
using Dashboard.Ui;

namespace Dashboard.Rollback;

/// <summary>How a service did in one stretch of time.</summary>
/// <param name="ErrorPercent">Mean, weighted by requests; null when not measured.</param>
/// <param name="Requests">What it is the mean of.</param>
/// <param name="P95Seconds">The middle one of the periods' percentiles, which have no mean; null when not measured.</param>
public sealed record ServedSignal(double? ErrorPercent, double Requests, double? P95Seconds);

/// <summary>How long a revision was in production, and how it did there.</summary>
internal static class ServedTime
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(5);

    /// <summary>From the end of the deployment to the start of the next one that took over; null while it is not finished. One that ECS reverted took nothing over.</summary>
    public static TimeSpanUtc? After(IReadOnlyList<ServiceDeployment> newestFirst, int index, DateTimeOffset now)
    {
        if (newestFirst[index].FinishedAt is not { } from)
            return null;
        for (var later = index - 1; later >= 0; later--)
            if (newestFirst[later].Status is not ("ROLLBACK_SUCCESSFUL" or "STOPPED"))
                return Stretch(from, newestFirst[later].StartedAt ?? newestFirst[later].CreatedAt);
        return Stretch(from, now);
    }

    /// <summary>Weighted by requests, percent; null with fewer than five measured minutes inside the span.</summary>
    public static double? ErrorPercent(ServiceSeries? recent, TimeSpanUtc span) => Signal(recent, span)?.ErrorPercent;

    /// <summary>From whole periods inside the span alone; null with fewer than five measured minutes there.</summary>
    public static ServedSignal? Signal(ServiceSeries? series, TimeSpanUtc span)
    {
        if (series is null)
            return null;
        double errors = 0, requests = 0;
        var measured = TimeSpan.Zero;
        var slowest = new List<double>();
        for (var index = 0; index < series.ErrorPercent.Values.Length; index++)
        {
            var at = series.ErrorPercent.At(index);
            if (at < span.From || at + series.ErrorPercent.Period > span.To || series.ErrorPercent.Values[index] is not { } percent)
                continue;
            var weight = RequestsAt(series, at) ?? 1;
            errors += percent * weight;
            requests += weight;
            measured += series.ErrorPercent.Period;
            if (series[ServiceMetric.ResponseP95].ValueAt(at) is { } p95)
                slowest.Add(p95);
        }

        slowest.Sort();
        return measured < Enough || requests <= 0 ? null : new ServedSignal(errors / requests, requests, slowest.Count == 0 ? null : slowest[slowest.Count / 2]);
    }

    public static double? RequestsAt(ServiceSeries series, DateTimeOffset at) => series[ServiceMetric.Requests].ValueAt(at);

    public static TimeSpanUtc? Stretch(DateTimeOffset from, DateTimeOffset to) => to > from ? new TimeSpanUtc(from, to) : null;
}
