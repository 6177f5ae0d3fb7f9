namespace Dashboard.Ui;

/// <summary>A vertical line on a chart: a deployment began, a rollback began.</summary>
/// <param name="Kind">CSS class suffix: deployment, rollback, scaling or failed.</param>
public sealed record ChartMarker(DateTimeOffset At, string Label, string Kind)
{
    /// <summary>A short stroke on the axis whose label only the crosshair tells: there may be many, and the others matter more.</summary>
    public bool IsMinor { get; init; }
}
