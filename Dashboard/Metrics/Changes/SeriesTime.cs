using System.Globalization;

namespace Dashboard.Metrics.Changes;

/// <summary>ISO 8601, or seconds or milliseconds since 1970.</summary>
internal static class SeriesTime
{
    /// <summary>Seconds reach this in the year 5138, milliseconds did in 1973.</summary>
    private const double FirstMilliseconds = 1e11;

    private const double MostMilliseconds = 2e14;

    /// <summary>Null where it is none of these; a time without an offset is UTC.</summary>
    public static DateTimeOffset? Read(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number is >= 0 and < MostMilliseconds ? DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(number < FirstMilliseconds ? number * 1000 : number)) : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }
}
