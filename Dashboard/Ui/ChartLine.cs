using System.Collections.Immutable;

namespace Dashboard.Ui;

/// <summary>One line of a chart: values on an even grid, null where there is a gap.</summary>
/// <param name="StartAt">Start of the first period, UTC.</param>
public sealed record ChartLine(string Name, DateTimeOffset StartAt, TimeSpan Period, ImmutableArray<double?> Values)
{
    /// <summary>From the unit of the values to the unit of the chart, as in 1000 for seconds shown as milliseconds.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Which of the colours <c>--series-1</c> to <c>--series-4</c>.</summary>
    public int Color { get; init; } = 1;

    /// <summary>Of another time than the axis says, laid under the others.</summary>
    public bool IsDashed { get; init; }

    public DateTimeOffset At(int index) => StartAt + index * Period;

    /// <summary>Highest value that begins within the span, in the chart's unit; null when there is none.</summary>
    public double? Highest(TimeSpanUtc span) => Shown(span).Select(point => (double?)point.Value).Max();

    public double? Lowest(TimeSpanUtc span) => Shown(span).Select(point => (double?)point.Value).Min();

    /// <summary>Newest value that begins within the span, in the chart's unit; null when there is none.</summary>
    public (DateTimeOffset At, double Value)? Latest(TimeSpanUtc span)
    {
        for (var index = Values.Length - 1; index >= 0; index--)
            if (Values[index] is { } value && At(index) >= span.From && At(index) < span.To)
                return (At(index), value * Factor);
        return null;
    }

    private IEnumerable<(DateTimeOffset At, double Value)> Shown(TimeSpanUtc span)
    {
        for (var index = 0; index < Values.Length; index++)
            if (Values[index] is { } value && At(index) >= span.From && At(index) < span.To)
                yield return (At(index), value * Factor);
    }
}

/// <summary>A horizontal line that says where trouble begins, in the chart's unit.</summary>
public sealed record ChartThreshold(double Value, string Label);
