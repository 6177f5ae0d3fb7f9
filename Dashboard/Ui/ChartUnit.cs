using System.Globalization;

namespace Dashboard.Ui;

public enum ChartUnit
{
    Percent,
    Milliseconds,
    Count,
}

/// <summary>How values of a unit are written beside a chart; Chart.razor.js writes them the same way.</summary>
public static class ChartUnits
{
    public static string Text(this ChartUnit unit, double value) => unit switch
    {
        ChartUnit.Percent => Number(value, value < 1 ? 2 : value < 10 ? 1 : 0) + " %",
        ChartUnit.Milliseconds when value >= 10_000 => Number(value / 1000, 1) + " s",
        ChartUnit.Milliseconds => Number(value, value < 10 ? 1 : 0) + " ms",
        _ => Number(value, value < 10 ? 1 : 0),
    };

    /// <summary>Shorter, for a tick of the axis: 12k instead of 12,000.</summary>
    public static string Tick(this ChartUnit unit, double value) => unit switch
    {
        ChartUnit.Percent => Plain(value) + " %",
        ChartUnit.Milliseconds when value >= 1000 => Plain(value / 1000) + " s",
        ChartUnit.Milliseconds => Plain(value) + (value == 0 ? "" : " ms"),
        ChartUnit.Count when value >= 1_000_000 => Plain(value / 1_000_000) + "M",
        ChartUnit.Count when value >= 1_000 => Plain(value / 1_000) + "k",
        _ => Plain(value),
    };

    private static string Number(double value, int digits)
    {
        var text = value.ToString("N" + digits, CultureInfo.InvariantCulture);
        return digits > 0 && text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    private static string Plain(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
