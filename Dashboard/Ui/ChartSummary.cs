using System.Globalization;
using System.Text;

namespace Dashboard.Ui;

/// <summary>A chart in words, for those who do not see it.</summary>
public static class ChartSummary
{
    public static string Of(IEnumerable<ChartLine> lines, TimeSpanUtc span, ChartUnit unit, IEnumerable<PlacedMarker> markers, IEnumerable<ChartThreshold> thresholds, TimeZoneInfo zone)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(line.Name).Append(": ").Append(Words(line, span, unit, zone)).Append(' ');
        foreach (var threshold in thresholds)
            text.Append(CultureInfo.InvariantCulture, $"Threshold {threshold.Label}. ");
        foreach (var marker in markers)
            text.Append(CultureInfo.InvariantCulture, $"{Clock(marker.At, zone)} {marker.Text}. ");
        return text.ToString().TrimEnd();
    }

    private static string Words(ChartLine line, TimeSpanUtc span, ChartUnit unit, TimeZoneInfo zone) =>
        line.Latest(span) is { } latest
            ? $"{unit.Text(latest.Value)} at {Clock(latest.At, zone)}, between {unit.Text(line.Lowest(span) ?? 0)} and {unit.Text(line.Highest(span) ?? 0)} since {Clock(span.From, zone)}."
            : "no data.";

    private static string Clock(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);
}
