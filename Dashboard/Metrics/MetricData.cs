using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Metrics;

/// <summary>What CloudWatch answered to one query.</summary>
/// <param name="Points">Oldest first; only periods that have a datapoint. Empty when nothing was published, which is no fault.</param>
/// <param name="Fault">Why points are missing (Forbidden, InternalError, PartialData, or the call itself failed); null when the answer is complete.</param>
public sealed record MetricData(ImmutableArray<(DateTimeOffset At, double Value)> Points, Fault? Fault);

/// <summary>The answers to all queries of one round.</summary>
public sealed class MetricAnswers(IReadOnlyDictionary<MetricQuery, MetricData> byQuery)
{
    /// <summary>Null when it was not asked.</summary>
    public MetricData? Find(MetricQuery query) => byQuery.GetValueOrDefault(query);

    /// <summary>The metrics of one service, those with several target groups joined. A metric with a fault in any part has no value here, since a sum of some parts would be a false number.</summary>
    public (Dictionary<ServiceMetric, Dictionary<DateTimeOffset, double>> Values, Fault? Fault) Of(IEnumerable<(ServiceMetric Metric, MetricQuery Query)> queries)
    {
        var values = new Dictionary<ServiceMetric, Dictionary<DateTimeOffset, double>>();
        Fault? fault = null;
        foreach (var metric in queries.GroupBy(asked => asked.Metric, asked => asked.Query))
        {
            var parts = metric.Select(query => byQuery.GetValueOrDefault(query)).OfType<MetricData>().ToList();
            fault ??= parts.Select(part => part.Fault).FirstOrDefault(found => found is not null);
            if (parts.All(part => part.Fault is null) || parts is [{ Points.IsEmpty: false }])
                values[metric.Key] = Join(metric.Key, parts);
        }

        return (values, fault);
    }

    private static Dictionary<DateTimeOffset, double> Join(ServiceMetric metric, List<MetricData> parts)
    {
        var joined = new Dictionary<DateTimeOffset, double>();
        foreach (var (at, value) in parts.SelectMany(part => part.Points))
            joined[at] = joined.TryGetValue(at, out var before) ? MetricQueries.Combine(metric, before, value) : value;
        return joined;
    }
}
