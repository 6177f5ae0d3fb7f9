using System.Collections.Concurrent;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics;

/// <summary>The series of one service over any range, shared by all who look at it.</summary>
public sealed class ServiceMetrics(Feed<FleetSnapshot> fleet, MetricStore store, MetricSource source, TimeProvider time)
{
    private const int MostKept = 512;
    private readonly ConcurrentDictionary<(ServiceKey, int Minutes), FromStore> built = new();
    private readonly SharedAnswers<(ServiceKey, SeriesGrid, int LoadBalancers), ServiceSeries> asked = new(time);
    private readonly ConcurrentDictionary<(ServiceKey, TimeSpan Length), Reading<ServiceSeries>> lastGood = new();

    /// <summary>From the poller's store where it reaches back far enough, else asked once of CloudWatch and kept for one period.</summary>
    public async Task<Reading<ServiceSeries>> ReadAsync(ServiceKey key, TimeSpanUtc range, CancellationToken cancel = default)
    {
        if (fleet.Current.Value?.Find(key) is not { } service)
            return new Reading<ServiceSeries>(null, null, fleet.Current.Fault ?? new Fault(FaultKind.NotFound, $"{key} is not among the services that are watched.", time.GetUtcNow()));
        var now = time.GetUtcNow();
        var grid = SeriesGrid.Covering(range, MetricPeriod.For(range, now));
        if (Held(key, grid, now) is { } ring)
            return FromRing(service, ring, grid);
        return await asked.GetAsync((key, grid, service.KnownLoadBalancers), grid.Period, () => AskAsync(service, grid, now)).WaitAsync(cancel);
    }

    /// <summary>Reading it asks nobody.</summary>
    public bool Holds(ServiceKey key, TimeSpanUtc range) => time.GetUtcNow() is var now && Held(key, SeriesGrid.Covering(range, MetricPeriod.For(range, now)), now) is not null;

    private MinuteRing? Held(ServiceKey key, SeriesGrid grid, DateTimeOffset now) =>
        grid.Period == TimeSpan.FromMinutes(1) && grid.Count <= MetricStore.Minutes && grid.StartAt > now.AddMinutes(-MetricStore.Minutes)
        && store.Find(key) is { CoveredFrom: { } covered } ring && covered <= grid.StartAt ? ring : null;

    private Reading<ServiceSeries> FromRing(EcsService service, MinuteRing ring, SeriesGrid grid)
    {
        var version = ring.Version;
        var at = (service.Key, grid.Count);
        var before = built.GetValueOrDefault(at);
        if (before is null || before.Version != version || before.Grid != grid || before.LoadBalancers != service.LoadBalancers.Length)
        {
            Trim(built);
            var series = grid.Fill(service, (metric, values) => ring.Read(metric, grid.StartAt, values), before?.Series);
            built[at] = before = new FromStore(version, grid, service.LoadBalancers.Length, series);
        }

        return new Reading<ServiceSeries>(before.Series, ring.ObservedAt, ring.Fault);
    }

    private async Task<Reading<ServiceSeries>> AskAsync(EcsService service, SeriesGrid grid, DateTimeOffset now)
    {
        var queries = MetricQueries.Of(service).ToList();
        var answers = await source.ReadAsync(service.Key.Target, [.. queries.Select(one => one.Query)], new TimeSpanUtc(grid.StartAt, grid.EndAt), grid.Period, CancellationToken.None);
        var (values, fault) = answers.Of(queries);
        var at = (service.Key, grid.EndAt - grid.StartAt);
        var before = lastGood.GetValueOrDefault(at);
        if (values.Count == 0 && fault is not null)
            return (before ?? Reading<ServiceSeries>.Loading) with { Fault = fault };
        var series = WithRate(grid.Fill(service, (metric, into) => grid.Spread(values.GetValueOrDefault(metric), into), before?.Value), service.Key, now);
        var reading = new Reading<ServiceSeries>(series, time.GetUtcNow(), fault);
        if (fault is null)
        {
            Trim(lastGood);
            lastGood[at] = reading;
        }

        return reading;
    }

    private ServiceSeries WithRate(ServiceSeries series, ServiceKey key, DateTimeOffset now)
    {
        var requests = series[ServiceMetric.Requests];
        return requests.Period == TimeSpan.FromMinutes(1) ? series
            : series with { RequestsPerMinute = requests with { Values = [.. RequestRate.PerMinute(requests, store.Find(key), now)] } };
    }

    /// <summary>Ranges are the viewers' choice, so what is kept for them is bounded.</summary>
    private static void Trim<TKey, TValue>(ConcurrentDictionary<TKey, TValue> kept)
        where TKey : notnull
    {
        if (kept.Count > MostKept)
            kept.Clear();
    }

    private sealed record FromStore(int Version, SeriesGrid Grid, int LoadBalancers, ServiceSeries Series);
}
