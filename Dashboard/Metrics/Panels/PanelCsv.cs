using System.Globalization;
using System.Text;
using Dashboard.Ui;

namespace Dashboard.Metrics.Panels;

/// <summary>What a panel shows as CSV: a row for each period, a column for each line, empty where there is no datapoint.</summary>
public static class PanelCsv
{
    public static string Write(ServicePanel panel, TimeSpanUtc span)
    {
        var points = panel.Lines.Select(line => Points(line, span)).ToList();
        var text = new StringBuilder(Csv.Line(["time", .. panel.Lines.Select(line => $"{line.Name} ({Unit(panel.Unit)})")]));
        foreach (var at in points.SelectMany(line => line.Keys).Distinct().Order())
            text.Append(Csv.Line([at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), .. points.Select(line => line.TryGetValue(at, out var value) ? value : "")]));
        return text.ToString();
    }

    private static Dictionary<DateTimeOffset, string> Points(ChartLine line, TimeSpanUtc span)
    {
        var points = new Dictionary<DateTimeOffset, string>();
        for (var index = 0; index < line.Values.Length; index++)
            if (line.At(index) is var at && at >= span.From && at < span.To)
                points[at] = line.Values[index] is { } value ? (value * line.Factor).ToString("0.######", CultureInfo.InvariantCulture) : "";
        return points;
    }

    private static string Unit(ChartUnit unit) => unit switch
    {
        ChartUnit.Percent => "%",
        ChartUnit.Milliseconds => "ms",
        ChartUnit.Bytes => "B",
        ChartUnit.BytesPerSecond => "B/s",
        _ => "count",
    };
}
