using System.Globalization;

namespace Dashboard.Rollback;

/// <summary>How lengths of time and rates read in this room's sentences, the same in UI, audit and log.</summary>
internal static class Wording
{
    public static string Length(TimeSpan length) => length switch
    {
        { TotalDays: >= 2 } => length.Hours == 0 ? $"{length.Days} d" : $"{length.Days} d {length.Hours} h",
        { TotalHours: >= 1 } => length.Minutes == 0 ? $"{(int)length.TotalHours} h" : $"{(int)length.TotalHours} h {length.Minutes} min",
        { TotalMinutes: >= 1 } => $"{(int)length.TotalMinutes} min",
        _ => $"{Math.Max(0, (int)length.TotalSeconds)} s",
    };

    public static string Ago(DateTimeOffset at, DateTimeOffset now) => $"{Length(now - at)} ago";

    public static string Percent(double? percent) => percent is { } value
        ? value.ToString(value is > 0 and < 0.095 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " %"
        : "not measured";

    /// <summary>As in "180 ms" or "1.2 s".</summary>
    public static string Seconds(double? seconds) => seconds switch
    {
        null => "not measured",
        < 1 => (seconds.Value * 1000).ToString("0", CultureInfo.InvariantCulture) + " ms",
        _ => seconds.Value.ToString("0.0", CultureInfo.InvariantCulture) + " s",
    };

    /// <summary>Audit and messages name instants in UTC, whoever reads them.</summary>
    public static string Utc(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
