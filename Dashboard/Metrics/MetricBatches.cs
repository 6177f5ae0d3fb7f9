using Dashboard.Ui;

namespace Dashboard.Metrics;

/// <summary>Packs queries into as few calls as CloudWatch allows.</summary>
public static class MetricBatches
{
    public const int QueriesPerCall = 500;
    private const int PointsPerCall = 100_800;

    public static IEnumerable<MetricQuery[]> Of(IEnumerable<MetricQuery> queries, TimeSpanUtc span, TimeSpan period)
    {
        var points = Math.Max(1, (int)Math.Ceiling(span.Length / period));
        return queries.Distinct().Chunk(Math.Clamp(PointsPerCall / points, 1, QueriesPerCall));
    }
}
