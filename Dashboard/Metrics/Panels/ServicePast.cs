using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics.Panels;

/// <summary>What the leading lines were a day or a week earlier. The past does not change, so it is asked once for half an hour more than is shown and kept while the range moves on.</summary>
public sealed class ServicePast(Feed<FleetSnapshot> fleet, Feed<ContainerInsights> insights, MetricSource source, TimeProvider time)
{
    private static readonly TimeSpan Block = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Holds = TimeSpan.FromHours(12);
    private static readonly ServiceMetric[] Compared =
    [
        ServiceMetric.CpuPercent, ServiceMetric.MemoryPercent, ServiceMetric.Requests, ServiceMetric.TargetErrors, ServiceMetric.LoadBalancerErrors, ServiceMetric.ResponseP95, ServiceMetric.HealthyTargets,
    ];

    private static readonly DetailMetric[] ComparedDetails =
        [DetailMetric.RunningTasks, DetailMetric.Status2xx, DetailMetric.NetworkReceived, DetailMetric.StorageRead];

    private readonly SharedAnswers<(ServiceKey, SeriesGrid, Comparison, int LoadBalancers, InsightsLevel?), PastSeries> asked = new(time);

    public Task<Reading<PastSeries>> ReadAsync(ServiceKey key, TimeSpanUtc range, Comparison comparison)
    {
        if (fleet.Current.Value?.Find(key) is not { } service)
            return Task.FromResult(Reading<PastSeries>.Loading);
        var grid = Grid(range, comparison, time.GetUtcNow());
        var level = insights.Current.Value?.Of(key);
        return asked.GetAsync((key, grid, comparison, service.KnownLoadBalancers, level), Holds, () => AskAsync(service, grid, comparison, level));
    }

    /// <summary>Wide enough to stay the same for half an hour, at the range's own period where CloudWatch still keeps it.</summary>
    public static SeriesGrid Grid(TimeSpanUtc range, Comparison comparison, DateTimeOffset now)
    {
        var from = SeriesGrid.Floor(range.From - comparison.Offset, Block);
        var to = SeriesGrid.Floor(range.To - comparison.Offset, Block) + Block;
        var period = MetricPeriod.For(range, now);
        var kept = MetricPeriod.For(new TimeSpanUtc(from, from + TimeSpan.FromMinutes(1)), now);
        return SeriesGrid.Covering(new TimeSpanUtc(from, to), period > kept ? period : kept);
    }

    private async Task<Reading<PastSeries>> AskAsync(EcsService service, SeriesGrid grid, Comparison comparison, InsightsLevel? level)
    {
        var queries = MetricQueries.Of(service).Where(one => Compared.Contains(one.Metric)).ToList();
        var details = DetailQueries.Of(service, [], level, []).Where(one => ComparedDetails.Contains(one.Key.Metric)).ToList();
        var all = queries.Select(one => one.Query).Concat(details.Select(one => one.Query)).ToList();
        var answers = await source.ReadAsync(service.Key.Target, all, new TimeSpanUtc(grid.StartAt, grid.EndAt), grid.Period, CancellationToken.None);
        var (values, fault) = answers.Of(queries);
        var read = DetailSeries.Of(details, answers, grid, level, null);
        fault ??= read.Faults.Values.FirstOrDefault();
        if (fault is not null && values.Count == 0)
            return new Reading<PastSeries>(null, null, fault);
        var main = grid.Fill(service, (metric, into) => grid.Spread(values.GetValueOrDefault(metric), into), null);
        var rates = new Series(grid.StartAt, grid.Period, [.. RequestRate.PerMinute(main[ServiceMetric.Requests], null, time.GetUtcNow())]);
        return new Reading<PastSeries>(new PastSeries(comparison, main with { RequestsPerMinute = rates }, read), time.GetUtcNow(), fault);
    }
}
