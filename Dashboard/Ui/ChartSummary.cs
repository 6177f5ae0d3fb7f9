using System.Globalization;
using System.Text;

namespace Dashboard.Ui;

/// <summary>A chart in words, for those who do not see it.</summary>
public static class ChartSummary
{
    public static string Of(IReadOnlyCollection<ChartLine> lines, TimeSpanUtc span, ChartUnit unit, IEnumerable<PlacedMarker> markers, IEnumerable<ChartThreshold> thresholds, TimeZoneInfo zone)
    {
        // What all lines have in common is said once: it is heard before any of them, and is another every minute.
        var newest = lines.Max(line => line.Latest(span)?.At);
        var text = new StringBuilder($"Since {Clock(span.From, zone)}");
        if (newest is { } at)
            text.Append(CultureInfo.InvariantCulture, $", newest at {Clock(at, zone)}");
        text.Append(". ");
        foreach (var line in lines)
            text.Append(line.Name).Append(": ").Append(Words(line, span, unit, newest, zone)).Append(' ');
        foreach (var threshold in thresholds)
            text.Append(CultureInfo.InvariantCulture, $"Threshold {threshold.Label}. ");
        foreach (var marker in markers)
            text.Append(CultureInfo.InvariantCulture, $"{Clock(marker.At, zone)} {marker.Text}. ");
        return text.ToString().TrimEnd();
    }

    private static string Words(ChartLine line, TimeSpanUtc span, ChartUnit unit, DateTimeOffset? newest, TimeZoneInfo zone) =>
        line.Latest(span) is { } latest
            ? $"{unit.Text(latest.Value)}{(latest.At == newest ? "" : $" at {Clock(latest.At, zone)}")}, between {unit.Text(line.Lowest(span) ?? 0)} and {unit.Text(line.Highest(span) ?? 0)}."
            : "no data.";

    private static string Clock(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);
}
