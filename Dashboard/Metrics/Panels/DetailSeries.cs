using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Metrics.Panels;

/// <summary>What was asked of one service because somebody looks at it, on one grid.</summary>
/// <param name="Faults">Per series why it or a part of it is missing; the others are not concerned.</param>
/// <param name="Insights">What the cluster has of Container Insights; null while it is not known.</param>
/// <param name="InsightsFault">Why it is not known; null when it is.</param>
public sealed record DetailSeries(ImmutableDictionary<DetailKey, Series> Series, ImmutableDictionary<DetailKey, Fault> Faults, InsightsLevel? Insights, Fault? InsightsFault)
{
    public static DetailSeries Empty { get; } = new(ImmutableDictionary<DetailKey, Series>.Empty, ImmutableDictionary<DetailKey, Fault>.Empty, null, null);

    public Series this[DetailMetric metric, string? part = null] => Series.GetValueOrDefault(new(metric, part), Metrics.Series.Empty);

    /// <summary>The zones or tasks of a metric, in order.</summary>
    public IEnumerable<string> Parts(DetailMetric metric) => Series.Keys.Where(key => key.Metric == metric).Select(key => key.Part).OfType<string>().Order(StringComparer.Ordinal);

    /// <summary>Of those metrics the first one; null when all are complete.</summary>
    public Fault? FaultOf(params ReadOnlySpan<DetailMetric> metrics)
    {
        foreach (var metric in metrics)
            foreach (var (key, fault) in Faults)
                if (key.Metric == metric)
                    return fault;
        return null;
    }

    /// <summary>Builds the series of what was asked. A sum of some parts would be a false number, so a metric of several target groups with a fault in any has no values.</summary>
    public static DetailSeries Of(IEnumerable<(DetailKey Key, MetricQuery Query)> queries, MetricAnswers answers, SeriesGrid grid, InsightsLevel? insights, Fault? insightsFault)
    {
        var series = ImmutableDictionary.CreateBuilder<DetailKey, Series>();
        var faults = ImmutableDictionary.CreateBuilder<DetailKey, Fault>();
        foreach (var one in queries.GroupBy(asked => asked.Key, asked => asked.Query))
        {
            var parts = one.Select(answers.Find).OfType<MetricData>().ToList();
            if (parts.Select(part => part.Fault).FirstOrDefault(found => found is not null) is { } fault)
                faults[one.Key] = fault;
            if (parts.All(part => part.Fault is null) || parts.Count == 1)
                series[one.Key] = Join(one.Key.Metric, parts, grid);
        }

        return new DetailSeries(series.ToImmutable(), faults.ToImmutable(), insights, insightsFault);
    }

    private static Series Join(DetailMetric metric, List<MetricData> parts, SeriesGrid grid)
    {
        var joined = new Dictionary<DateTimeOffset, double>();
        foreach (var (at, value) in parts.SelectMany(part => part.Points))
            joined[at] = joined.TryGetValue(at, out var before) ? DetailQueries.Combine(metric, before, value) : value;
        var values = new double?[grid.Count];
        grid.Spread(joined, values);
        return new Series(grid.StartAt, grid.Period, [.. values]);
    }
}
