using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Logs;

/// <summary>When a line says that it was written, which is the service's clock; CloudWatch's time of an event may be another.</summary>
public static partial class LogTimes
{
    // A time stands at the start, behind an address or a level at most.
    private const int Looked = 160;
    private static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "time", "timestamp", "@timestamp", "ts", "@t", "t", "date", "datetime", "asctime", "eventtime", "timemillis" };
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <param name="near">The event's time: it gives the year or the day where the line leaves them out, and the zone: of all quarter hours the nearest.</param>
    /// <returns>Null when the line says none.</returns>
    public static DateTimeOffset? Of(string message, DateTimeOffset near) => Of(LogFields.Of(message), message, near);

    public static DateTimeOffset? Of(LogFields fields, string message, DateTimeOffset near)
    {
        foreach (var field in fields.All)
            if (Names.Contains(field.Path) && OfValue(field.Value, near) is { } said)
                return said;
        return fields.Form == LogForm.Json ? null : OfText(LogText.Uncoloured(message.AsSpan(0, Math.Min(Looked, message.Length))).ToString(), near);
    }

    private static DateTimeOffset? OfValue(string value, DateTimeOffset near) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? OfEpoch(number) : OfText(value[..Math.Min(Looked, value.Length)], near);

    // Seconds, milliseconds, microseconds or nanoseconds since 1970: told apart by which of them lies in this half of the century.
    private static DateTimeOffset? OfEpoch(decimal number)
    {
        foreach (var perSecond in (ReadOnlySpan<decimal>)[1, 1_000, 1_000_000, 1_000_000_000])
            if (number / perSecond is >= 946_684_800 and < 2_524_608_000 and var seconds)
                return DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return null;
    }

    private static DateTimeOffset? OfText(string head, DateTimeOffset near)
    {
        foreach (var form in (ReadOnlySpan<Regex>)[Iso(), DayFirst(), MonthFirst(), Klog(), TimeAlone()])
            if (form.Match(head) is { Success: true } found)
                return Read(found, near);
        return null;
    }

    private static DateTimeOffset? Read(Match found, DateTimeOffset near)
    {
        var day = near.UtcDateTime;
        var month = found.Groups["mon"] is { Success: true } name ? Array.IndexOf(Months, name.Value) + 1 : Number(found, "m") ?? day.Month;
        var (hour, half) = (Number(found, "h") ?? 0, found.Groups["half"].Value);
        hour = half.Length == 0 ? hour : (hour % 12) + (half == "PM" ? 12 : 0);
        var seconds = Number(found, "s") ?? 0;
        try
        {
            var said = new DateTime(Number(found, "y") ?? day.Year, month, Number(found, "d") ?? day.Day, hour, Number(found, "min") ?? 0, Math.Min(seconds, 59), DateTimeKind.Utc)
                .AddSeconds(Fraction(found.Groups["f"].Value));
            if (found.Groups["z"] is { Success: true } zone)
                return new DateTimeOffset(said, TimeSpan.Zero) - Offset(zone.Value);
            return Nearest(new DateTimeOffset(said, TimeSpan.Zero), near, found);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Looks like a time and is none, as the 45th of a month.
            return null;
        }
    }

    private static DateTimeOffset Nearest(DateTimeOffset said, DateTimeOffset near, Match found)
    {
        if (!found.Groups["d"].Success)
            said = new[] { said.AddDays(-1), said, said.AddDays(1) }.MinBy(at => (at - near).Duration());
        else if (!found.Groups["y"].Success)
            said = new[] { said.AddYears(-1), said, said.AddYears(1) }.MinBy(at => (at - near).Duration());
        var zone = QuarterHour * Math.Round((said - near) / QuarterHour);
        return zone.Duration() <= TimeSpan.FromHours(14) ? said - zone : said;
    }

    private static int? Number(Match found, string name) => found.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static double Fraction(string digits) => digits.Length == 0 ? 0 : double.Parse("0." + digits, CultureInfo.InvariantCulture);

    private static TimeSpan Offset(string zone) => zone[0] is 'Z' or 'U' or 'G' ? TimeSpan.Zero
        : (zone[0] == '-' ? -1 : 1) * new TimeSpan(int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture), int.Parse(zone.AsSpan(zone.Length - 2), CultureInfo.InvariantCulture), 0);

    private const string Clock = @"(?<h>[0-9]{1,2}):(?<min>[0-9]{2}):(?<s>[0-9]{2})(?:[.,](?<f>[0-9]{1,9}))?(?: (?<half>AM|PM))?";
    private const string Zone = @"(?: ?(?<z>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})(?![0-9]))?";
    private const string Month = @"(?<mon>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";

    // 2026-01-31T12:00:00.123Z, 2026-01-31 12:00:00,123, 2026/01/31 12:00:00
    [GeneratedRegex(@"(?<![0-9])(?<y>[0-9]{4})[-/](?<m>[0-9]{2})[-/](?<d>[0-9]{2})[T ]" + Clock + Zone)]
    private static partial Regex Iso();

    // 31/Jan/2026:12:00:00 +0000, Sat, 31 Jan 2026 12:00:00 GMT
    [GeneratedRegex(@"(?<d>[0-9]{1,2})[/ -]" + Month + @"[/ -](?<y>[0-9]{4})[: ]" + Clock + Zone)]
    private static partial Regex DayFirst();

    // Jan 31 12:00:00, <11>Jan  3 12:00:00, Jan 31, 2026 12:00:00 PM
    [GeneratedRegex(@"^(?:<[0-9]{1,3}>|\[)?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?" + Month + @" {1,2}(?<d>[0-9]{1,2})(?:, (?<y>[0-9]{4}))? " + Clock + @"(?: (?<y>[0-9]{4}))?" + Zone)]
    private static partial Regex MonthFirst();

    // E0131 12:00:00.000000
    [GeneratedRegex(@"^[IWEF](?<m>[0-9]{2})(?<d>[0-9]{2}) " + Clock)]
    private static partial Regex Klog();

    // [12:00:00 INF], 12:00:00.123 [main] INFO
    [GeneratedRegex(@"^\[?" + Clock)]
    private static partial Regex TimeAlone();
}
