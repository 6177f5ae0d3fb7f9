using System.Globalization;

namespace Dashboard.Metrics.Changes;

/// <summary>ISO 8601, or seconds, milliseconds, microseconds or nanoseconds since 1970.</summary>
internal static class SeriesTime
{
    /// <summary>Seconds reach this in the year 5138, milliseconds did in 1973.</summary>
    private const double FirstMilliseconds = 1e11;

    private const double FirstMicroseconds = 1e14, FirstNanoseconds = 1e17, Most = 2e20;

    /// <summary>Null where it is none of these; a time without an offset is UTC.</summary>
    public static DateTimeOffset? Read(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number is >= 0 and < Most ? DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(number * Milliseconds(number))) : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }

    private static double Milliseconds(double number) => number switch
    {
        < FirstMilliseconds => 1000,
        < FirstMicroseconds => 1,
        < FirstNanoseconds => 1e-3,
        _ => 1e-6,
    };
}
