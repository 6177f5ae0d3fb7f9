using System.Globalization;

namespace Dashboard.Ui;

/// <summary>The time zone that the person's browser reported; UTC, and marked so, before it is known. Pages get it as a cascading value.</summary>
public sealed record ViewerZone(TimeZoneInfo Zone, bool IsKnown)
{
    public static ViewerZone Utc { get; } = new(TimeZoneInfo.Utc, false);

    /// <param name="id">An IANA name, as in Europe/Berlin; anything else gives UTC.</param>
    public static ViewerZone From(string? id) =>
        id is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? new(zone, true) : Utc;

    /// <summary>What to write beside a time: nothing once the zone is known, because people expect their own.</summary>
    public string Suffix => IsKnown ? "" : " UTC";

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    public string Text(DateTimeOffset at, string format = "d MMM HH:mm:ss") =>
        Local(at).ToString(format, CultureInfo.InvariantCulture) + Suffix;

    /// <summary>What <c>datetime-local</c> inputs give, read in this zone; null when it is not a time that anybody means.</summary>
    public DateTimeOffset? Parse(string? local)
    {
        if (!DateTime.TryParse(local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) || !TimeRange.IsOfThisWorld(new DateTimeOffset(wall.Ticks, TimeSpan.Zero)))
            return null;
        wall = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);

        // In the hour that clocks skip in spring there is no such wall time; the next one that exists is meant.
        while (Zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(30);
        return new DateTimeOffset(wall, Zone.GetUtcOffset(wall)).ToUniversalTime();
    }

    /// <summary>The full instant for titles, whatever the viewer's zone.</summary>
    public static string UtcText(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
