using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui;

/// <summary>All that decides how a chart looks.</summary>
/// <param name="Of">Whose values these are; null for nobody's.</param>
public sealed record ChartInputs(string Id, string? Of, string Title, ImmutableArray<ChartLine> Lines, TimeSpanUtc Span, ChartUnit Unit, ImmutableArray<ChartThreshold> Thresholds, IReadOnlyList<ChartMarker> Markers, TimeZoneInfo Zone, double? AtLeast, string? Empty)
{
    /// <summary>Lists are compared by their members, and a line's values by reference: a poll that brought nothing new keeps the array.</summary>
    public bool IsSameAs(ChartInputs? other) =>
        other is not null
        && (Id, Of, Title, Span, Unit, Zone, AtLeast, Empty) == (other.Id, other.Of, other.Title, other.Span, other.Unit, other.Zone, other.AtLeast, other.Empty)
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
    private readonly Lazy<MarkupString> markup;

    // By the drawing that is on the screen, for as long as it is on anybody's.
    private readonly ConditionalWeakTable<ChartDrawing, StrongBox<ChartAdvance?>> advances = [];

    private ChartDrawing(ChartInputs inputs)
    {
        this.inputs = inputs;
        var (lines, span, unit) = (inputs.Lines, inputs.Span, inputs.Unit);
        Scale = ChartScale.Above(lines.Select(line => line.Highest(span)).Concat(inputs.Thresholds.Select(threshold => (double?)threshold.Value)).Max(), inputs.AtLeast, unit);
        var placed = MarkerLayout.Place(inputs.Markers, span);
        Lines = [.. lines.Select(line => new Line(line.Name, line.Color, line.IsDashed, (long)line.Period.TotalMilliseconds, line.Latest(span) is { } latest ? unit.Text(latest.Value) : Format.None, ChartPath.Of(line, span, Scale.Top), ChartPath.Points(line, span, Scale.Top)))];
        Values = [.. Scale.Ticks.Select(tick => new Tick(tick, Y(tick), unit.Tick(tick)))];
        Times = [.. TimeTicks.For(span, inputs.Zone).Select(tick => new Time(tick.At, Percent(tick.Percent), tick.Label, tick.IsEven))];
        Thresholds = [.. inputs.Thresholds.Select(threshold => new Threshold(threshold.Label, Y(threshold.Value)))];
        Markers = [.. placed.Select(marker => new Marker(marker, Ms(marker.At), Percent(marker.Percent)))];
        Words = ChartSummary.Of(lines, span, unit, placed, inputs.Thresholds, inputs.Zone);
        HasData = lines.Any(line => line.Latest(span) is not null);
        (FromMs, ToMs, Top, Step) = (span.From.ToUnixTimeMilliseconds(), span.To.ToUnixTimeMilliseconds(), Number(Scale.Top), Number((lines.FirstOrDefault()?.Period ?? TimeSpan.FromMinutes(1)).TotalMilliseconds));
        markup = new(() => SharedMarkup.Of(Chart.Figure(this)));
    }

    public string Id => inputs.Id;
    public string? Of => inputs.Of;
    public string Title => inputs.Title;
    public ChartUnit Unit => inputs.Unit;
    public string Zone => inputs.Zone.Id;
    public string Empty => inputs.Empty ?? "No data in this range.";
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
    public long FromMs { get; }
    public long ToMs { get; }
    public string Top { get; }

    /// <summary>Between two values, milliseconds.</summary>
    public string Step { get; }

    /// <summary>The whole chart.</summary>
    public MarkupString Markup => markup.Value;

    /// <summary>Whether every value begins with a whole period, counted from the epoch, as CloudWatch aligns them.</summary>
    internal bool IsAligned => inputs.Lines.All(line => line.StartAt.UtcTicks % line.Period.Ticks == 0);

    /// <summary>Two drawings of one shape differ by what time changes: the span, the lines' values, and which markers are within.</summary>
    internal ChartShape Shape => new(inputs.Id, inputs.Of, inputs.Title, inputs.Unit, inputs.Zone, Top, ToMs - FromMs, string.Join('\n', Lines.Select(line => (line.Name, line.Color, line.IsDashed, line.PeriodMs))), string.Join('\n', Thresholds));

    /// <summary>What makes of the drawing on the screen this one, worked out once for all who have it there; null where it must be drawn whole.</summary>
    public ChartAdvance? After(ChartDrawing before) => advances.GetValue(before, old => new(ChartAdvance.Between(old, this))).Value;

    public static ChartDrawing From(ChartInputs inputs)
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

    /// <param name="PeriodMs">Between two values, milliseconds.</param>
    /// <param name="Latest">In the chart's unit.</param>
    public sealed record Line(string Name, int Color, bool IsDashed, long PeriodMs, string Latest, string Path, ChartPoint[] Points);

    public sealed record Tick(double Value, string Y, string Label);

    public sealed record Time(DateTimeOffset At, string X, string Label, bool IsEven);

    public sealed record Threshold(string Label, string Y);

    /// <param name="At">Milliseconds since the epoch.</param>
    public sealed record Marker(PlacedMarker Placed, string At, string X)
    {
        public object Key { get; } = (Placed.At, Placed.IsMinor);
    }
}

/// <summary>What of a chart must be the same for one drawing to grow out of another.</summary>
internal readonly record struct ChartShape(string Id, string? Of, string Title, ChartUnit Unit, TimeZoneInfo Zone, string Top, long Length, string Lines, string Thresholds);
