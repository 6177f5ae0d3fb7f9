using System.Collections.Immutable;

namespace Dashboard.Ui;

/// <summary>The vertical axis: from zero to a round number above all that must be seen.</summary>
/// <param name="Top">Value at the upper edge; greater than zero.</param>
/// <param name="Ticks">Zero and the top included, ascending.</param>
public sealed record ChartScale(double Top, ImmutableArray<double> Ticks)
{
    private static readonly double[] Round = [1, 2, 2.5, 5, 10];

    /// <summary>Leaves a little room, so that a line at its height does not run through the markers' labels; but no axis of a share ends beyond 100 % that its data do not exceed.</summary>
    public static ChartScale Above(double? highest, double? atLeast, ChartUnit unit)
    {
        var room = highest * 1.05;
        if (unit == ChartUnit.Percent && highest <= 100)
            room = Math.Min(room!.Value, 100);
        return For(room > atLeast || atLeast is null ? room : atLeast, unit);
    }

    /// <param name="highest">The highest value or threshold; null or zero for an axis without data.</param>
    public static ChartScale For(double? highest, ChartUnit unit)
    {
        var most = highest is > 0 and < 1e15 ? highest.Value : 1;
        if (unit is ChartUnit.Bytes or ChartUnit.BytesPerSecond)
            return Binary(most);
        var rough = most / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Round.First(round => round * power >= rough * (1 - 1e-9)) * power;
        if (unit == ChartUnit.Count && step < 1)
            step = 1;
        if (unit == ChartUnit.Count && step is > 2 and < 3)
            step = 5;
        var count = Math.Max(1, (int)Math.Ceiling(most / step - 1e-9));
        return new ChartScale(count * step, [.. Enumerable.Range(0, count + 1).Select(index => index * step)]);
    }

    /// <summary>Bytes are read in KiB and MiB, so the steps are round in those.</summary>
    private static ChartScale Binary(double most)
    {
        var unit = Math.Pow(1024, Math.Max(0, Math.Floor(Math.Log(most, 1024))));
        var inner = For(most / unit, ChartUnit.Milliseconds);
        return new ChartScale(inner.Top * unit, [.. inner.Ticks.Select(tick => tick * unit)]);
    }

    /// <summary>Distance from the upper edge, 0 to 100; values above the top stay at the edge.</summary>
    public double PercentFromTop(double value) => 100 - 100 * Math.Clamp(value / Top, 0, 1);
}
