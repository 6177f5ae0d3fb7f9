using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Dashboard.Ui;

/// <summary>Turns a line into SVG path data, once for all viewers who see the same values in the same window.</summary>
public static class ChartPath
{
    /// <summary>Width and height of the drawing; whole numbers up to here keep a hundredth of a percent and short strings.</summary>
    public const int Size = 10_000;

    // Keyed by the array itself: when a poll replaces a series, its paths go with it.
    private static readonly ConditionalWeakTable<double?[], ConcurrentDictionary<Window, string>> Shared = [];

    public static string Of(ChartLine line, TimeSpanUtc span, double top)
    {
        if (line.Values.IsDefaultOrEmpty)
            return "";
        var paths = Shared.GetOrCreateValue(ImmutableCollectionsMarshal.AsArray(line.Values)!);
        if (paths.Count > 16)
            paths.Clear();
        return paths.GetOrAdd(new Window(line.StartAt, line.Period, line.Factor, span, top), static (_, asked) => Draw(asked.line, asked.span, asked.top), (line, span, top));
    }

    /// <summary>Those within the span, ascending.</summary>
    public static ChartPoint[] Points(ChartLine line, TimeSpanUtc span, double top)
    {
        var points = new List<ChartPoint>();
        for (var index = 0; !line.Values.IsDefault && index < line.Values.Length; index++)
            if (line.Values[index] is { } value && line.At(index) is var at && at >= span.From && at <= span.To)
                points.Add(new ChartPoint(at.ToUnixTimeMilliseconds(), Size - (int)Math.Round(Size * Math.Clamp(value * line.Factor / top, 0, 1))));
        return [.. points];
    }

    private static string Draw(ChartLine line, TimeSpanUtc span, double top)
    {
        var path = new StringBuilder();
        var (drawn, due, from, length) = (0, 0L, span.From.ToUnixTimeMilliseconds(), span.Length.TotalMilliseconds);
        foreach (var (at, height) in Points(line, span, top))
        {
            if (drawn > 0 && at != due)
            {
                End(path, drawn);
                drawn = 0;
            }

            path.Append(CultureInfo.InvariantCulture, $"{(drawn == 0 ? 'M' : 'L')}{(int)Math.Round(Size * ((at - from) / length))} {height}");
            drawn++;
            due = at + (long)line.Period.TotalMilliseconds;
        }

        End(path, drawn);
        return path.ToString();
    }

    /// <summary>A datapoint between two gaps has no line; a stroke without length and with round ends shows it as a dot.</summary>
    private static void End(StringBuilder path, int drawn)
    {
        if (drawn == 1)
            path.Append("h0");
    }

    private readonly record struct Window(DateTimeOffset StartAt, TimeSpan Period, double Factor, TimeSpanUtc Span, double Top);
}
