namespace Dashboard.Simulator;

public sealed record Dimension(string Name, string Value);

public sealed record Metric(string Namespace, string MetricName, IReadOnlyList<Dimension> Dimensions);

/// <param name="Stat">Sum, Average, Minimum, Maximum, SampleCount or a percentile as in p95 or p99.9.</param>
/// <param name="Period">Seconds, a multiple of 60.</param>
public sealed record MetricStat(Metric Metric, int Period, string Stat, string? Unit = null);

/// <summary>Either <see cref="MetricStat"/> or <see cref="Expression"/>.</summary>
public sealed record MetricDataQuery(string Id)
{
    public MetricStat? MetricStat { get; init; }
    public string? Expression { get; init; }
    public string? Label { get; init; }
    public bool? ReturnData { get; init; }
    public int? Period { get; init; }
}

/// <param name="Timestamps">The start of each period, UTC; newest or oldest first as was asked.</param>
public sealed record MetricDataResult(string Id, string Label, IReadOnlyList<DateTimeOffset> Timestamps, IReadOnlyList<double> Values)
{
    public string StatusCode { get; init; } = "Complete";
}
