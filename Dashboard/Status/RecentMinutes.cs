using Dashboard.Metrics;

namespace Dashboard.Status;

/// <summary>What the last hour of one-minute datapoints says about now and about before.</summary>
internal static class RecentMinutes
{
    public const int Window = 5;

    /// <summary>CloudWatch publishes a minute one to three minutes after it ends; what is older than this is late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(6);

    /// <summary>The newest value and its minute, unless it is older than <see cref="LateAfter"/>.</summary>
    public static (DateTimeOffset At, double Value)? Newest(Series series, DateTimeOffset now) =>
        series.Latest is { } latest && now - latest.At <= LateAfter ? latest : null;

    /// <summary>The index after the newest value of all series: where "now" ends.</summary>
    public static DateTimeOffset? DataUntil(ServiceSeries series) =>
        series.Metrics.Values.Append(series.ErrorPercent).Select(one => one.Latest?.At + one.Period).Max();

    /// <summary>The same for the one that is furthest behind of those that a state is judged by; null when none of them has a value.</summary>
    public static DateTimeOffset? JudgedUntil(ServiceSeries series) =>
        new[] { series.ErrorPercent, series[ServiceMetric.ResponseP95], series[ServiceMetric.CpuPercent] }.Select(one => one.Latest?.At + one.Period).Min();

    /// <summary>Errors over requests in the minutes from <paramref name="from"/> up to <paramref name="to"/>, percent, each minute weighted by its requests.</summary>
    /// <returns>Null without requests; the second number is requests a minute, over minutes that have any.</returns>
    public static (double Percent, double RequestsPerMinute)? ErrorRate(ServiceSeries series, DateTimeOffset from, DateTimeOffset to)
    {
        var (errors, requests, minutes) = (0.0, 0.0, 0);
        for (var index = 0; index < series.ErrorPercent.Values.Length; index++)
        {
            var at = series.ErrorPercent.At(index);
            if (at < from || at >= to || series.ErrorPercent.Values[index] is not { } percent)
                continue;
            var weight = series.JudgedRequestsAt(at);
            (errors, requests, minutes) = (errors + percent / 100 * weight, requests + weight, minutes + 1);
        }

        return requests > 0 ? (100 * errors / requests, requests / minutes) : null;
    }

    public static IReadOnlyList<double> Values(Series series, DateTimeOffset from, DateTimeOffset to) =>
        [.. Enumerable.Range(0, series.Values.Length).Where(index => series.At(index) >= from && series.At(index) < to).Select(index => series.Values[index]).OfType<double>()];

    /// <summary>The first minute of the run over the limit that reaches to the newest value. Two calmer minutes within it do not end it.</summary>
    public static DateTimeOffset? RunStart(Series series, double limit)
    {
        DateTimeOffset? start = null;
        var calm = 0;
        for (var index = series.Values.Length - 1; index >= 0 && calm <= 2; index--)
        {
            if (series.Values[index] is not { } value)
                continue;
            if (value > limit)
                (start, calm) = (series.At(index), 0);
            else
                calm++;
        }

        return start;
    }

    /// <param name="quantile">0 to 1.</param>
    public static double? Quantile(IReadOnlyList<double> values, double quantile) =>
        values.Count == 0 ? null : values.Order().ElementAt((int)Math.Floor(quantile * (values.Count - 1)));
}
