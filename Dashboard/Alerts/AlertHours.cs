using System.Globalization;

namespace Dashboard.Alerts;

/// <summary>When a route is open, by a clock on a wall. A night that begins on a day belongs to that day.</summary>
internal sealed record AlertHours(TimeOnly From, TimeOnly To, IReadOnlySet<DayOfWeek> Days, TimeZoneInfo Zone)
{
    private static readonly string[] Names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    public static AlertHours? Parse(RouteOptions route)
    {
        if (ParseHours(route.Hours) is not { } hours || ParseDays(route.Days) is not { } days || !TimeZoneInfo.TryFindSystemTimeZoneById(route.TimeZone, out var zone))
            return null;
        return new AlertHours(hours.From, hours.To, days, zone);
    }

    public bool Holds(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (From < To)
            return time >= From && time < To && Days.Contains(local.DayOfWeek);
        return (time >= From && Days.Contains(local.DayOfWeek)) || (time < To && Days.Contains(local.AddDays(-1).DayOfWeek));
    }

    /// <summary>Null when it is no such text. From and to the same moment is all day, and so is no text.</summary>
    internal static (TimeOnly From, TimeOnly To)? ParseHours(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return (TimeOnly.MinValue, TimeOnly.MinValue);
        return text.Split('-', StringSplitOptions.TrimEntries) is [var from, var to] && Time(from) is { } begin && Time(to) is { } end && begin != end ? (begin, end) : null;
    }

    internal static IReadOnlySet<DayOfWeek>? ParseDays(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Enum.GetValues<DayOfWeek>().ToHashSet();
        var days = new HashSet<DayOfWeek>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('-', StringSplitOptions.TrimEntries) is not { Length: 1 or 2 } ends || ends.Any(end => Day(end) < 0))
                return null;
            for (var day = Day(ends[0]); ; day = (day + 1) % 7)
            {
                days.Add((DayOfWeek)day);
                if (day == Day(ends[^1]))
                    break;
            }
        }

        return days;
    }

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text == "24:00" ? "00:00" : text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static int Day(string text) => Array.FindIndex(Names, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
}
