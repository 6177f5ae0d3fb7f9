using System.Collections.Immutable;
using Dashboard.Ui;

namespace Dashboard.Metrics;

/// <summary>Where someone set the beginning of trouble for a metric.</summary>
/// <param name="Value">In the unit of the metric, as in seconds for response times.</param>
/// <param name="Label">What stands before the value on the chart, as in "p95 alarm".</param>
public sealed record MetricThreshold(ServiceMetric Metric, double Value, string Label)
{
    /// <summary>The lines of one panel: its own, and of these those that say something else.</summary>
    public static ImmutableArray<ChartThreshold> Lines(IEnumerable<MetricThreshold> set, ServiceMetric metric, ChartUnit unit, double factor = 1, params IEnumerable<ChartThreshold> own) =>
    [
        .. own
            .Concat(set.Where(threshold => threshold.Metric == metric).Select(threshold => new ChartThreshold(threshold.Value * factor, $"{threshold.Label} {unit.Text(threshold.Value * factor)}")))
            .DistinctBy(line => line.Value)
            .DistinctBy(line => line.Label),
    ];
}
