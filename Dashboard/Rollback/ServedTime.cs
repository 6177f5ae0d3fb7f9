using Dashboard.Deployments;
using Dashboard.Metrics;
using Dashboard.Ui;

namespace Dashboard.Rollback;

/// <summary>How long a revision was in production, and how it did there.</summary>
internal static class ServedTime
{
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
    public static double? ErrorPercent(ServiceSeries? recent, TimeSpanUtc span)
    {
        if (recent is null)
            return null;
        double errors = 0, requests = 0;
        var minutes = 0;
        for (var index = 0; index < recent.ErrorPercent.Values.Length; index++)
        {
            var at = recent.ErrorPercent.At(index);
            if (at < span.From || at + recent.ErrorPercent.Period > span.To || recent.ErrorPercent.Values[index] is not { } percent)
                continue;
            var weight = RequestsAt(recent, at) ?? 1;
            errors += percent * weight;
            requests += weight;
            minutes++;
        }

        return minutes < 5 || requests <= 0 ? null : errors / requests;
    }

    public static double? RequestsAt(ServiceSeries series, DateTimeOffset at)
    {
        var requests = series[ServiceMetric.Requests];
        var index = (at - requests.StartAt) / requests.Period;
        return index >= 0 && index < requests.Values.Length ? requests.Values[(int)index] : null;
    }

    private static TimeSpanUtc? Stretch(DateTimeOffset from, DateTimeOffset to) => to > from ? new TimeSpanUtc(from, to) : null;
}
