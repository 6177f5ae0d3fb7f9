namespace Dashboard.Metrics.Changes;

/// <summary>The series of a service as the tests and the search for changes take them.</summary>
public static class ObservedMinutes
{
    /// <summary>By the same rule as the error rate: what the load balancer refused itself counts where it serves nobody else.</summary>
    public static IReadOnlyList<ObservedErrors> Errors(ServiceSeries series) =>
        [.. series.ErrorPercent.Values.Select((percent, index) => Of(series, percent, series.ErrorPercent.At(index)))];

    public static IReadOnlyList<ObservedValue> Values(Series series) => [.. series.Values.Select((value, index) => new ObservedValue(series.At(index), value))];

    private static ObservedErrors Of(ServiceSeries series, double? percent, DateTimeOffset at)
    {
        if (percent is not { } share)
            return new(at, null, null);
        var requests = series.JudgedRequestsAt(at);
        return new(at, Math.Round(share / 100 * requests), requests);
    }
}
