using Dashboard.Metrics.Panels;
using Dashboard.Ui;

namespace Dashboard.Alerts.Pictures;

/// <summary>Draws a panel as the pages show it in the light theme, its times in UTC.</summary>
internal static class PanelPicture
{
    private const int Width = 800, Height = 340, Top = 66, Bottom = 300, Right = 784, Margin = 16, Letter = 2 * DotFont.Height;
    private static readonly Ink Dark = new(0x1b, 0x22, 0x30), Muted = new(0x56, 0x60, 0x72), Grid = new(0xe3, 0xe7, 0xee), Bad = new(0xb9, 0x23, 0x23);

    // As --series-1 to --series-4.
    private static readonly Ink[] Series = [new(0x23, 0x53, 0xc4), new(0xb4, 0x53, 0x0c), new(0x0d, 0x7a, 0x6b), new(0x86, 0x40, 0x9f)];

    /// <param name="title">Stands above the panel.</param>
    /// <param name="since">From here on the ground is tinted.</param>
    /// <returns>A PNG.</returns>
    public static byte[] Draw(ServicePanel panel, TimeSpanUtc span, string title, DateTimeOffset since, IEnumerable<PictureMark> marks)
    {
        var raster = new Raster(Width, Height);
        var highest = panel.Lines.Select(line => line.Highest(span)).Concat(panel.Thresholds.Select(threshold => (double?)threshold.Value)).Max();
        var scale = ChartScale.Above(highest, panel.AtLeast, panel.Unit);
        var left = Margin + 8 + scale.Ticks.Max(tick => DotFont.WidthOf(panel.Unit.Tick(tick), 2));
        raster.Text(Margin, 12, Cut(title, Width - 2 * Margin), Dark);
        Legend(raster, panel, span);
        Axes(raster, panel.Unit, scale, span, left);
        var begins = X(span, left, since);
        raster.Fill((int)begins, Top, Right - (int)begins, Bottom - Top, Bad, 0.07);
        foreach (var line in panel.Lines)
            foreach (var part in Parts(line, span, scale, left))
                raster.Line(part, Series[(line.Color - 1) % Series.Length], 2.5);
        foreach (var threshold in panel.Thresholds)
            Threshold(raster, threshold, scale, left);
        foreach (var mark in marks.Where(mark => mark.At >= span.From && mark.At < span.To))
            Mark(raster, mark, X(span, left, mark.At), left);
        return raster.ToPng();
    }

    private static void Legend(Raster raster, ServicePanel panel, TimeSpanUtc span)
    {
        var x = Margin;
        foreach (var line in panel.Lines)
        {
            var text = Cut($"{line.Name} {(line.Latest(span) is { } latest ? panel.Unit.Text(latest.Value) : "-")}", Width - Margin - x - 28);
            raster.Fill(x, 44, 18, 4, Series[(line.Color - 1) % Series.Length]);
            raster.Text(x + 26, 38, text, Muted);
            x += 26 + DotFont.WidthOf(text, 2) + 24;
        }
    }

    private static void Axes(Raster raster, ChartUnit unit, ChartScale scale, TimeSpanUtc span, int left)
    {
        foreach (var tick in scale.Ticks)
        {
            var (label, y) = (unit.Tick(tick), (int)Y(scale, tick));
            raster.Fill(left, y, Right - left, 1, Grid);
            raster.Text(left - 8 - DotFont.WidthOf(label, 2), y - 7, label, Muted);
        }

        foreach (var tick in TimeTicks.For(span, TimeZoneInfo.Utc))
        {
            var x = (int)X(span, left, tick.At);
            raster.Fill(x, Bottom, 1, 5, Muted);
            if (x - DotFont.WidthOf(tick.Label, 2) / 2 >= left && x + DotFont.WidthOf(tick.Label, 2) / 2 <= Right - 44)
                raster.Text(x - DotFont.WidthOf(tick.Label, 2) / 2, Bottom + 12, tick.Label, Muted);
        }

        raster.Text(Right - DotFont.WidthOf("UTC", 2), Bottom + 12, "UTC", Muted);
    }

    private static void Threshold(Raster raster, ChartThreshold threshold, ChartScale scale, int left)
    {
        var y = (int)Y(scale, threshold.Value);
        for (var x = left; x < Right; x += 10)
            raster.Fill(x, y, Math.Min(6, Right - x), 1, Bad);
        Label(raster, left + 6, y < Top + 60 ? y + 5 : y - Letter - 2, threshold.Label, Bad);
    }

    private static void Mark(Raster raster, PictureMark mark, double at, int left)
    {
        var (x, width) = ((int)at, DotFont.WidthOf(mark.Label, 2));
        raster.Fill(x, Top, 2, Bottom - Top, Muted);
        var beside = x - 8 - width >= left ? x - 8 - width : x + 8;
        Label(raster, beside, Top + 2, mark.Label, Dark);
    }

    /// <summary>Readable also where a line runs below it.</summary>
    private static void Label(Raster raster, int x, int y, string text, Ink ink)
    {
        raster.Fill(x - 2, y - 1, DotFont.WidthOf(text, 2) + 4, Letter + 2, new Ink(255, 255, 255), 0.8);
        raster.Text(x, y, text, ink);
    }

    /// <summary>A gap in the data is a gap in the line.</summary>
    private static IEnumerable<List<(double X, double Y)>> Parts(ChartLine line, TimeSpanUtc span, ChartScale scale, int left)
    {
        var part = new List<(double X, double Y)>();
        for (var index = 0; index < line.Values.Length; index++)
        {
            var at = line.At(index);
            if (line.Values[index] is { } value && at >= span.From && at < span.To)
            {
                part.Add((X(span, left, at), Y(scale, value * line.Factor)));
                continue;
            }

            if (part.Count > 0)
                yield return part;
            part = [];
        }

        if (part.Count > 0)
            yield return part;
    }

    private static double X(TimeSpanUtc span, int left, DateTimeOffset at) => left + (Right - left) * Math.Clamp((at - span.From) / span.Length, 0, 1);

    private static double Y(ChartScale scale, double value) => Top + (Bottom - Top) * scale.PercentFromTop(value) / 100;

    private static string Cut(string text, int width) => DotFont.WidthOf(text, 2) <= width ? text : text[..Math.Max(0, width / 12 - 2)] + "..";
}
