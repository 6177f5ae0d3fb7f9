using Dashboard.Ui;

namespace Dashboard.Metrics;

/// <summary>The period to ask for: fine enough for the eye, coarse enough that CloudWatch still keeps it.</summary>
public static class MetricPeriod
{
    private static readonly (TimeSpan Length, TimeSpan Period)[] ByLength =
    [
        (TimeSpan.FromHours(6), TimeSpan.FromMinutes(1)),
        (TimeSpan.FromHours(48), TimeSpan.FromMinutes(5)),
        (TimeSpan.FromDays(7), TimeSpan.FromMinutes(15)),
        (TimeSpan.FromDays(60), TimeSpan.FromHours(1)),
        (TimeSpan.MaxValue, TimeSpan.FromHours(12)),
    ];

    /// <summary>Between 60 seconds and 12 hours, so that a range has about 1,500 points at most.</summary>
    /// <remarks>CloudWatch keeps one-minute datapoints 15 days, five-minute ones 63 days, hourly ones 455 days, and refuses finer periods for older starts.</remarks>
    public static TimeSpan For(TimeSpanUtc range, DateTimeOffset now)
    {
        // A range that ends now has grown by the time it is asked; a minute more must not change the period.
        var period = ByLength.First(rule => range.Length - TimeSpan.FromMinutes(1) <= rule.Length).Period;
        var kept = (now - range.From).TotalDays switch
        {
            > 63 => TimeSpan.FromHours(1),
            > 15 => TimeSpan.FromMinutes(5),
            _ => TimeSpan.FromMinutes(1),
        };
        return period > kept ? period : kept;
    }
}
