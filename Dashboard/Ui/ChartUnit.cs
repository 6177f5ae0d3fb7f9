using System.Globalization;

namespace Dashboard.Ui;

public enum ChartUnit
{
    Percent,
    Milliseconds,
    Count,
    Bytes,
    BytesPerSecond,
}

/// <summary>How values of a unit are written beside a chart; Chart.razor.js writes them the same way.</summary>
public static class ChartUnits
{
    public static string Text(this ChartUnit unit, double value) => unit switch
    {
        ChartUnit.Percent => Format.Percent(value),
        ChartUnit.Milliseconds => Format.Milliseconds(value),
        ChartUnit.Bytes => Format.Bytes((long)value),
        ChartUnit.BytesPerSecond => Format.Bytes((long)value) + "/s",
        _ => Format.Count(value),
    };

    /// <summary>Shorter, for a tick of the axis: 12k instead of 12,000.</summary>
    public static string Tick(this ChartUnit unit, double value) => unit switch
    {
        ChartUnit.Percent => Plain(value) + " %",
        ChartUnit.Milliseconds when value >= 1000 => Plain(value / 1000) + " s",
        ChartUnit.Milliseconds => Plain(value) + (value == 0 ? "" : " ms"),
        ChartUnit.Bytes or ChartUnit.BytesPerSecond => value == 0 ? "0" : Format.Bytes((long)value),
        ChartUnit.Count when value >= 1_000_000 => Plain(value / 1_000_000) + "M",
        ChartUnit.Count when value >= 1_000 => Plain(value / 1_000) + "k",
        _ => Plain(value),
    };

    private static string Plain(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
