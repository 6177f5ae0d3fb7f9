namespace Dashboard.Metrics;

/// <summary>Requests per minute, from counts over longer periods.</summary>
public static class RequestRate
{
    /// <summary>CloudWatch has the minutes of a load balancer one to three minutes later.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(3);

    /// <param name="requests">Sums a period; the newest is of the minutes that CloudWatch has so far.</param>
    /// <param name="ring">The service's newest minutes; null when none were read yet.</param>
    public static double?[] PerMinute(Series requests, MinuteRing? ring, DateTimeOffset now)
    {
        var rates = new double?[requests.Values.Length];
        for (var index = 0; index < rates.Length; index++)
        {
            var at = requests.At(index);
            var whole = at + requests.Period <= now - Late;
            rates[index] = requests.Values[index] is not { } sum ? null
                : whole ? sum / requests.Period.TotalMinutes
                : ring?.Mean(ServiceMetric.Requests, at, requests.Period) ?? sum / MinutesSince(at, requests.Period, now);
        }

        return rates;
    }

    private static double MinutesSince(DateTimeOffset at, TimeSpan period, DateTimeOffset now) =>
        Math.Max(1, Math.Floor((now - at < period ? now - at : period).TotalMinutes));
}
