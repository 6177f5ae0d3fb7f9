using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Rollback.Preflight;
using Dashboard.Ui;

namespace Dashboard.Rollback;

/// <summary>How a service did while each candidate served, as far back as CloudWatch keeps it.</summary>
public sealed class StayMetrics(MetricSource source, TimeProvider time)
{
    private const int FineBatches = 2;
    private const int MostPoints = 2_000;
    private readonly Remembered<ServedSignal> known = new(time, TimeSpan.FromHours(1));

    /// <summary>What cannot be read is left out.</summary>
    /// <param name="stays">The most wanted first.</param>
    public async Task<ImmutableDictionary<TimeSpanUtc, ServedSignal>> MeasureAsync(EcsService service, IEnumerable<TimeSpanUtc> stays, CancellationToken limit)
    {
        var queries = MetricQueries.Of(service).Where(asked => asked.Metric is ServiceMetric.Requests or ServiceMetric.TargetErrors or ServiceMetric.LoadBalancerErrors or ServiceMetric.ResponseP95).ToList();
        if (queries.Count == 0)
            return ImmutableDictionary<TimeSpanUtc, ServedSignal>.Empty;
        var wanted = stays.Distinct().ToList();
        var batches = Batches(wanted.Where(stay => Known(service.Key, stay) is null), time.GetUtcNow());
        try
        {
            await Task.WhenAll(batches.Select(batch => ReadAsync(service, queries, batch, limit)));
        }
        catch (OperationCanceledException)
        {
            // What came before it is kept; the rest is not measured.
        }

        return wanted.Select(stay => (stay, Known(service.Key, stay))).Where(one => one.Item2 is not null).ToImmutableDictionary(one => one.stay, one => one.Item2!);
    }

    /// <summary>Stays that are read at one period share a question, as long as its points stay few. What does not fit into two of those is read by the hour, in one more.</summary>
    internal static ImmutableArray<StayBatch> Batches(IEnumerable<TimeSpanUtc> stays, DateTimeOffset now)
    {
        var batches = new List<StayBatch>();
        StayBatch? rest = null;
        foreach (var stay in stays)
        {
            var alone = new StayBatch(MetricPeriod.For(stay, now), [stay]);
            var at = batches.FindIndex(batch => batch.Period == alone.Period && batch.With(stay).Points <= MostPoints);
            if (at >= 0)
                batches[at] = batches[at].With(stay);
            else if (batches.Count < FineBatches)
                batches.Add(alone);
            else
                rest = rest?.With(stay) ?? alone with { Period = TimeSpan.FromHours(1) };
        }

        return rest is null ? [.. batches] : [.. batches, rest];
    }

    // A part that failed would make a false rate: missing errors look like none.
    private async Task ReadAsync(EcsService service, List<(ServiceMetric Metric, MetricQuery Query)> queries, StayBatch batch, CancellationToken limit)
    {
        var grid = SeriesGrid.Covering(batch.Span, batch.Period);
        var answers = await source.ReadAsync(service.Key.Target, [.. queries.Select(asked => asked.Query)], new TimeSpanUtc(grid.StartAt, grid.EndAt), grid.Period, limit);
        var (values, fault) = answers.Of(queries);
        if (fault is not null)
            return;
        var series = grid.Fill(service, (metric, into) => Spread(values.GetValueOrDefault(metric), grid, into), before: null);
        foreach (var stay in batch.Stays)
            known.Keep(service.Key.Target, Name(service.Key, stay), ServedTime.Signal(series, stay) ?? new ServedSignal(null, 0, null), isGood: true);
    }

    private static void Spread(Dictionary<DateTimeOffset, double>? points, SeriesGrid grid, double?[] into)
    {
        foreach (var (at, value) in points ?? [])
            if (at >= grid.StartAt && at < grid.EndAt)
                into[(int)((at - grid.StartAt) / grid.Period)] = value;
    }

    private ServedSignal? Known(ServiceKey key, TimeSpanUtc stay) => known.Find(key.Target, Name(key, stay));

    private static string Name(ServiceKey key, TimeSpanUtc stay) => $"{key.Cluster}/{key.Service} {stay.From.UtcTicks}-{stay.To.UtcTicks}";
}

/// <summary>Stays that one question covers.</summary>
internal sealed record StayBatch(TimeSpan Period, ImmutableArray<TimeSpanUtc> Stays)
{
    public TimeSpanUtc Span => new(Stays.Min(stay => stay.From), Stays.Max(stay => stay.To));

    public double Points => Span.Length / Period;

    public StayBatch With(TimeSpanUtc stay) => this with { Stays = Stays.Add(stay) };
}
