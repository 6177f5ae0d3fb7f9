using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics.Panels;

/// <summary>The metrics of one service that only its own page shows, asked while somebody looks at it and shared by all who do.</summary>
public sealed class ServiceDetails(Feed<FleetSnapshot> fleet, Feed<TasksSnapshot> tasks, Feed<ContainerInsights> insights, MetricSource source, TimeProvider time)
{
    private const int MostKept = 512;
    private readonly SharedAnswers<(ServiceKey, SeriesGrid, int LoadBalancers, InsightsLevel?, bool HasTasks), DetailSeries> asked = new(time);
    private readonly ConcurrentDictionary<(ServiceKey, TimeSpan Length), Reading<DetailSeries>> lastGood = new();

    /// <summary>One question a service, range and period, however many look.</summary>
    public Task<Reading<DetailSeries>> ReadAsync(ServiceKey key, TimeSpanUtc range)
    {
        if (fleet.Current.Value?.Find(key) is not { } service)
            return Task.FromResult(Reading<DetailSeries>.Loading);
        var grid = SeriesGrid.Covering(range, MetricPeriod.For(range, time.GetUtcNow()));

        // What there is to ask depends on all of them, and shortly after a start none may have been read.
        var (level, read) = (insights.Current.Value?.Of(key), tasks.Current.Value);
        return asked.GetAsync((key, grid, service.KnownLoadBalancers, level, read is not null), grid.Period, () => AskAsync(service, grid, level, read?.Of(key) ?? []));
    }

    private async Task<Reading<DetailSeries>> AskAsync(EcsService service, SeriesGrid grid, InsightsLevel? level, ImmutableArray<EcsTask> seen)
    {
        var zones = seen.Select(task => task.AvailabilityZone).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var queries = DetailQueries.Of(service, zones, level, seen.Where(task => !task.IsStopped).Select(task => task.Id)).ToList();
        var answers = await source.ReadAsync(service.Key.Target, [.. queries.Select(one => one.Query)], new TimeSpanUtc(grid.StartAt, grid.EndAt), grid.Period, CancellationToken.None);
        var read = DetailSeries.Of(queries, answers, grid, level, level is null ? insights.Current.Value?.Faults.GetValueOrDefault(service.Key.Target) : null);
        var at = (service.Key, grid.EndAt - grid.StartAt);
        if (read.Faults.Values.FirstOrDefault() is { } fault)
        {
            // Where nothing came, the values of before stay, and look their age.
            var before = lastGood.GetValueOrDefault(at);
            return read.Series.Values.All(series => series.Latest is null) && before is not null ? before with { Fault = fault } : new Reading<DetailSeries>(read, time.GetUtcNow(), fault);
        }

        if (lastGood.Count > MostKept)
            lastGood.Clear();
        return lastGood[at] = new Reading<DetailSeries>(read, time.GetUtcNow(), null);
    }
}
