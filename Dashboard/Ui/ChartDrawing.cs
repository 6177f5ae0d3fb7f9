using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dashboard.Ui;

/// <summary>All that decides how a chart looks.</summary>
public sealed record ChartInputs(string Title, ImmutableArray<ChartLine> Lines, TimeSpanUtc Span, ChartUnit Unit, ImmutableArray<ChartThreshold> Thresholds, IReadOnlyList<ChartMarker> Markers, TimeZoneInfo Zone, double? AtLeast, string? Empty)
{
    /// <summary>Lists are compared by their members, and a line's values by reference: a poll that brought nothing new keeps the array.</summary>
    public bool IsSameAs(ChartInputs? other) =>
        other is not null
        && (Title, Span, Unit, Zone, AtLeast, Empty) == (other.Title, other.Span, other.Unit, other.Zone, other.AtLeast, other.Empty)
        && (Lines == other.Lines || Lines.SequenceEqual(other.Lines))
        && (Thresholds == other.Thresholds || Thresholds.SequenceEqual(other.Thresholds))
        && (ReferenceEquals(Markers, other.Markers) || Markers.SequenceEqual(other.Markers));
}

/// <summary>A chart's parts where they stand, in words and numbers as they are written: worked out once for all viewers who see the same.</summary>
public sealed class ChartDrawing
{
    // Keyed by the lines' array: the viewers of a service share it, and when it is replaced its drawings go with it.
    private static readonly ConditionalWeakTable<ChartLine[], List<ChartDrawing>> Shared = [];

    private readonly ChartInputs inputs;

    private ChartDrawing(ChartInputs inputs)
    {
        this.inputs = inputs;
        var (lines, span, unit) = (inputs.Lines, inputs.Span, inputs.Unit);
        Scale = ChartScale.Above(lines.Select(line => line.Highest(span)).Concat(inputs.Thresholds.Select(threshold => (double?)threshold.Value)).Max(), inputs.AtLeast, unit);
        var placed = MarkerLayout.Place(inputs.Markers, span);
        Lines = [.. lines.Select(line => new Line(line.Name, line.Color, line.IsDashed, Number(line.Period.TotalMilliseconds), line.Latest(span) is { } latest ? unit.Text(latest.Value) : Format.None, ChartPath.Of(line, span, Scale.Top)))];
        Values = [.. Scale.Ticks.Select(tick => new Tick(tick, Y(tick), unit.Tick(tick)))];
        Times = [.. TimeTicks.For(span, inputs.Zone).Select(tick => new Time(tick.At, Percent(tick.Percent), tick.Label, tick.IsEven))];
        Thresholds = [.. inputs.Thresholds.Select(threshold => new Threshold(threshold.Label, Y(threshold.Value)))];
        Markers = [.. placed.Select(marker => new Marker(marker, Ms(marker.At), Percent(marker.Percent)))];
        Words = ChartSummary.Of(lines, span, unit, placed, inputs.Thresholds, inputs.Zone);
        HasData = lines.Any(line => line.Latest(span) is not null);
        (From, To, Top, Step) = (Ms(span.From), Ms(span.To), Number(Scale.Top), Number((lines.FirstOrDefault()?.Period ?? TimeSpan.FromMinutes(1)).TotalMilliseconds));
    }

    public ChartScale Scale { get; }
    public ImmutableArray<Line> Lines { get; }
    public ImmutableArray<Tick> Values { get; }
    public ImmutableArray<Time> Times { get; }
    public ImmutableArray<Threshold> Thresholds { get; }
    public ImmutableArray<Marker> Markers { get; }

    /// <summary>The chart in words, for those who do not see it.</summary>
    public string Words { get; }
    public bool HasData { get; }

    /// <summary>Of the span, milliseconds since the epoch.</summary>
    public string From { get; }
    public string To { get; }
    public string Top { get; }

    /// <summary>Between two values, milliseconds.</summary>
    public string Step { get; }

    public static ChartDrawing Of(ChartInputs inputs)
    {
        if (inputs.Lines.IsDefaultOrEmpty)
            return new ChartDrawing(inputs);
        var known = Shared.GetOrCreateValue(ImmutableCollectionsMarshal.AsArray(inputs.Lines)!);
        lock (known)
        {
            if (known.Find(drawing => drawing.inputs.IsSameAs(inputs)) is { } found)
                return found;

            // Zones and spans of those who look at once; more than that is drawn again rather than kept.
            if (known.Count >= 16)
                known.Clear();
            var drawn = new ChartDrawing(inputs);
            known.Add(drawn);
            return drawn;
        }
    }

    public bool IsOf(ChartInputs other) => inputs.IsSameAs(other);

    private string Y(double value) => Percent(Scale.PercentFromTop(value));

    private static string Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <param name="Step">Between two values, milliseconds.</param>
    /// <param name="Latest">In the chart's unit.</param>
    public sealed record Line(string Name, int Color, bool IsDashed, string Step, string Latest, string Path);

    public sealed record Tick(double Value, string Y, string Label);

    public sealed record Time(DateTimeOffset At, string X, string Label, bool IsEven);

    public sealed record Threshold(string Label, string Y);

    /// <param name="At">Milliseconds since the epoch.</param>
    public sealed record Marker(PlacedMarker Placed, string At, string X)
    {
        public object Key { get; } = (Placed.At, Placed.IsMinor);
    }
}
