using System.Collections.Immutable;
using Dashboard.Ui;

namespace Dashboard.Metrics;

/// <summary>Values on an even grid. Null is a minute in which CloudWatch has no datapoint; it is never a zero.</summary>
/// <param name="StartAt">The first period's start, UTC, a multiple of the period.</param>
public sealed record Series(DateTimeOffset StartAt, TimeSpan Period, ImmutableArray<double?> Values)
{
    public static Series Empty { get; } = new(DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1), []);

    public DateTimeOffset At(int index) => StartAt + index * Period;

    /// <summary>Of the period that <paramref name="at"/> lies in; null where there is none, too.</summary>
    public double? ValueAt(DateTimeOffset at)
    {
        var index = (at - StartAt) / Period;
        return index >= 0 && index < Values.Length ? Values[(int)index] : null;
    }

    /// <summary>As a line of a chart, whose path is shared by all who draw this series.</summary>
    /// <param name="factor">From the unit of the values to the one shown, as in 1000 for seconds shown as milliseconds.</param>
    public ChartLine Line(string name, int color = 1, double factor = 1) => new(name, StartAt, Period, Values) { Color = color, Factor = factor };

    /// <summary>The newest value that is there, and when its period began; null when there is none.</summary>
    public (DateTimeOffset At, double Value)? Latest
    {
        get
        {
            for (var index = Values.Length - 1; index >= 0; index--)
                if (Values[index] is { } value)
                    return (At(index), value);
            return null;
        }
    }
}

/// <summary>All series of one service over one range, on one grid.</summary>
/// <param name="ErrorPercent">Error rate in percent by the rule of <see cref="ErrorRate"/>; null in minutes without requests.</param>
/// <param name="LoadBalancerErrorsApart">The load balancer's own 5xx where it serves others too, so that they are no part of the rate; else null.</param>
public sealed record ServiceSeries(ImmutableDictionary<ServiceMetric, Series> Metrics, Series ErrorPercent, Series? LoadBalancerErrorsApart)
{
    private readonly Series? perMinute;

    /// <summary>Of a period that is not over, the mean of its minutes so far.</summary>
    public Series RequestsPerMinute { get => perMinute ?? this[ServiceMetric.Requests]; init => perMinute = value; }

    /// <summary>Requests of the period that <paramref name="at"/> lies in, with those that the load balancer answered itself where they are this service's: what the error rate is a share of.</summary>
    public double JudgedRequestsAt(DateTimeOffset at) =>
        (this[ServiceMetric.Requests].ValueAt(at) ?? 0) + (LoadBalancerErrorsApart is null ? this[ServiceMetric.LoadBalancerErrors].ValueAt(at) ?? 0 : 0);

    public Series this[ServiceMetric metric] => Metrics.GetValueOrDefault(metric, Series.Empty);
}
