using System.Collections.Immutable;
using Dashboard.Ui;

namespace Dashboard.Metrics.Panels;

/// <summary>What one panel shows: the same for the page, a screen of its own and a download.</summary>
/// <param name="Id">As in <c>?panel=</c>.</param>
public sealed record ServicePanel(string Id, string Title, ChartUnit Unit, ImmutableArray<ChartLine> Lines)
{
    /// <summary>The axis reaches at least this value; null to fit the data.</summary>
    public double? AtLeast { get; init; }
    public ImmutableArray<ChartThreshold> Thresholds { get; init; } = [];

    /// <summary>What stands in place of a chart without one value.</summary>
    public string? Empty { get; init; }

    /// <summary>Sentences below the chart.</summary>
    public ImmutableArray<string> Facts { get; init; } = [];

    /// <summary>Why lines are missing; null when none are.</summary>
    public Fault? Fault { get; init; }
}
