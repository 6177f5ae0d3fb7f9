using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics;

/// <param name="IsFirst">Nothing was read before, or the service asks for other metrics than before, as after its load balancer became known.</param>
public sealed record DueService(EcsService Service, ImmutableArray<(ServiceMetric Metric, MetricQuery Query)> Queries, TimeSpanUtc Span, bool IsFirst);

/// <summary>Which services to ask about now, and from which minute on. Every metric asked for is paid for, so none is asked for before it can be new. Thread-safe: the targets of a round answer side by side.</summary>
public sealed class PollPlan
{
    public static readonly TimeSpan FirstReach = TimeSpan.FromHours(3);

    /// <summary>CloudWatch completes a minute late: the last five are read again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(20);

    // A minute after one datapoint came the next one comes; the answer may be a few seconds earlier than the last one was.
    private static readonly TimeSpan NextMinute = TimeSpan.FromSeconds(55);

    // Those due soon are taken along, so that calls stay full instead of many.
    private static readonly TimeSpan TakeAlong = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<ServiceKey, Asked> asked = new();

    public IReadOnlyList<DueService> Due(IReadOnlyCollection<EcsService> services, MetricStore store, DateTimeOffset now)
    {
        var until = SeriesGrid.Floor(now, TimeSpan.FromMinutes(1)).AddMinutes(1);
        var candidates = services.Select(service => (service, queries: MetricQueries.Of(service).ToImmutableArray())).ToList();
        var horizon = candidates.Any(one => DueAt(one.service.Key, one.queries) <= now) ? now + TakeAlong : now;
        foreach (var gone in asked.Keys.Except(services.Select(service => service.Key)).ToList())
            asked.TryRemove(gone, out _);
        return
        [
            .. from one in candidates
               where DueAt(one.service.Key, one.queries) <= horizon
               let first = IsFirst(one.service.Key, one.queries)
               let newest = first ? null : store.Find(one.service.Key)?.NewestAt
               select new DueService(one.service, one.queries, new TimeSpanUtc(Start(newest, until), until), first),
        ];
    }

    private static DateTimeOffset Start(DateTimeOffset? newest, DateTimeOffset until) =>
        newest is { } at && at > until - FirstReach ? at - Again + TimeSpan.FromMinutes(1) : until - FirstReach;

    /// <summary>Notes how a round went for a service.</summary>
    /// <param name="newestBefore">Its newest datapoint before the round, to tell whether a new minute came.</param>
    public void Done(DueService due, DateTimeOffset? newestBefore, DateTimeOffset? newestNow, bool failed, DateTimeOffset now)
    {
        var silent = newestNow is null || now - newestNow > TimeSpan.FromMinutes(10);
        var wait = !failed && (newestNow > newestBefore || newestBefore is null || silent) ? NextMinute : Retry;
        var queries = failed && due.IsFirst ? [] : due.Queries;
        asked[due.Service.Key] = new Asked(queries, now + wait);
    }

    private bool IsFirst(ServiceKey key, ImmutableArray<(ServiceMetric, MetricQuery)> queries) =>
        !asked.TryGetValue(key, out var before) || !before.Queries.SequenceEqual(queries);

    private DateTimeOffset DueAt(ServiceKey key, ImmutableArray<(ServiceMetric, MetricQuery)> queries)
    {
        if (!asked.TryGetValue(key, out var before))
            return DateTimeOffset.MinValue;
        var changedWhatItAsks = !before.Queries.IsEmpty && IsFirst(key, queries);
        return changedWhatItAsks ? DateTimeOffset.MinValue : before.NextAt;
    }

    private sealed record Asked(ImmutableArray<(ServiceMetric Metric, MetricQuery Query)> Queries, DateTimeOffset NextAt);
}
