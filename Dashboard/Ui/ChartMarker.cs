namespace Dashboard.Ui;

/// <summary>A vertical line on a chart: a deployment began, a rollback began.</summary>
/// <param name="Kind">CSS class suffix: deployment, rollback or failed.</param>
public sealed record ChartMarker(DateTimeOffset At, string Label, string Kind);
