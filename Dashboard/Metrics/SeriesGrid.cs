using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dashboard.Fleet;

namespace Dashboard.Metrics;

/// <summary>The even grid on which all series of a range stand.</summary>
public readonly record struct SeriesGrid(DateTimeOffset StartAt, TimeSpan Period, int Count)
{
    /// <summary>Covers the span with whole periods, which begin at multiples of the period as CloudWatch's do.</summary>
    public static SeriesGrid Covering(Ui.TimeSpanUtc span, TimeSpan period)
    {
        var start = Floor(span.From, period);
        var end = Floor(span.To + period - TimeSpan.FromTicks(1), period);
        return new SeriesGrid(start, period, (int)((end - start) / period));
    }

    public DateTimeOffset EndAt => StartAt + Count * Period;

    public static DateTimeOffset Floor(DateTimeOffset at, TimeSpan period) => new(at.UtcTicks - at.UtcTicks % period.Ticks, TimeSpan.Zero);

    /// <summary>Builds all series of a service; those that did not change since <paramref name="before"/> keep their reference, so that nobody draws them again.</summary>
    /// <param name="read">Fills the values of one metric; what it leaves is null.</param>
    public ServiceSeries Fill(EcsService service, Action<ServiceMetric, double?[]> read, ServiceSeries? before)
    {
        var metrics = ImmutableDictionary.CreateBuilder<ServiceMetric, Series>();
        foreach (var metric in MetricQueries.Of(service).Select(asked => asked.Metric).Distinct())
        {
            var values = new double?[Count];
            read(metric, values);
            metrics[metric] = Keep(before?[metric], values);
        }

        if (service.LoadBalancers.IsEmpty)
            return Same(new ServiceSeries(metrics.ToImmutable(), Series.Empty, null), before);
        var alone = service.LoadBalancers.All(behind => behind.ServesAlone == true);
        var errors = Keep(before?.ErrorPercent, Rates(metrics, alone));
        return Same(new ServiceSeries(metrics.ToImmutable(), errors, alone ? null : metrics.GetValueOrDefault(ServiceMetric.LoadBalancerErrors)), before);
    }

    /// <summary>Puts datapoints in their places; those outside of the grid are left out.</summary>
    public void Spread(IEnumerable<KeyValuePair<DateTimeOffset, double>>? points, double?[] into)
    {
        foreach (var (at, value) in points ?? [])
            if (at >= StartAt && at < EndAt)
                into[(int)((at - StartAt) / Period)] = value;
    }

    private double?[] Rates(ImmutableDictionary<ServiceMetric, Series>.Builder metrics, bool alone)
    {
        var rates = new double?[Count];
        for (var index = 0; index < Count; index++)
            rates[index] = ErrorRate.Percent(Value(ServiceMetric.Requests, index), Value(ServiceMetric.TargetErrors, index), Value(ServiceMetric.LoadBalancerErrors, index), alone);
        return rates;

        double? Value(ServiceMetric metric, int index) => metrics.TryGetValue(metric, out var series) ? series.Values[index] : null;
    }

    private Series Keep(Series? before, double?[] values) =>
        before is not null && before.StartAt == StartAt && before.Period == Period && before.Values.AsSpan().SequenceEqual(values)
            ? before
            : new Series(StartAt, Period, ImmutableCollectionsMarshal.AsImmutableArray(values));

    private static ServiceSeries Same(ServiceSeries now, ServiceSeries? before) =>
        before is not null
        && ReferenceEquals(now.ErrorPercent, before.ErrorPercent)
        && ReferenceEquals(now.LoadBalancerErrorsApart, before.LoadBalancerErrorsApart)
        && now.Metrics.Count == before.Metrics.Count
        && now.Metrics.All(metric => ReferenceEquals(metric.Value, before[metric.Key]))
            ? before
            : now;
}
