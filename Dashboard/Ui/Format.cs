using System.Globalization;

namespace Dashboard.Ui;

/// <summary>Numbers as people read them. Null, which is "not known", is a dash and never a zero.</summary>
public static class Format
{
    public const string None = "–";
    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static string Percent(double? percent) => percent switch
    {
        null or double.NaN => None,
        > 0 and < 0.05 => "<0.1 %",
        > 99.95 and < 100 => "99.9 %",
        >= 10 or <= -10 => Text(percent.Value, Math.Abs(percent.Value) >= 99 && percent != 100 ? "0.0" : "0") + " %",
        _ => Text(percent.Value, "0.#") + " %",
    };

    public static string Milliseconds(double? milliseconds) => milliseconds switch
    {
        null or double.NaN => None,
        < 10 => Text(milliseconds.Value, "0.#") + " ms",
        < 1000 => Text(milliseconds.Value, "0") + " ms",
        < 10_000 => Text(milliseconds.Value / 1000, "0.00") + " s",
        _ => Text(milliseconds.Value / 1000, "0.0") + " s",
    };

    public static string Count(double? count) => count switch
    {
        null or double.NaN => None,
        >= 999_500 => Text(count.Value / 1_000_000, "0.0") + " M",
        >= 100_000 => Text(count.Value / 1000, "0") + " k",
        _ => Text(count.Value, "#,0.#"),
    };

    public static string Bytes(long? bytes)
    {
        if (bytes is not { } left)
            return None;
        var (value, unit) = ((double)left, 0);
        for (; value >= 1024 && unit < ByteUnits.Length - 1; unit++)
            value /= 1024;
        return Text(value, unit == 0 || value >= 100 ? "0" : "0.0") + " " + ByteUnits[unit];
    }

    /// <summary>As in "25 min"; the two largest units only where the second still matters.</summary>
    public static string Duration(TimeSpan span) => span.Duration() switch
    {
        { TotalSeconds: < 60 } short_ => $"{(int)short_.TotalSeconds} s",
        { TotalMinutes: < 60 } minutes => $"{(int)minutes.TotalMinutes} min",
        { TotalHours: < 10 } hours when hours.Minutes > 0 => $"{(int)hours.TotalHours} h {hours.Minutes} min",
        { TotalHours: < 48 } hours => $"{(int)hours.TotalHours} h",
        var days => $"{(int)days.TotalDays} d",
    };

    /// <param name="age">Time since then; what lies ahead by a clock's difference counts as now.</param>
    public static string Ago(TimeSpan age) => age < TimeSpan.FromSeconds(3) ? "just now" : Duration(age) + " ago";

    public static string Plural(int count, string one, string? many = null) =>
        count.ToString("#,0", CultureInfo.InvariantCulture) + " " + (count == 1 ? one : many ?? one + "s");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
