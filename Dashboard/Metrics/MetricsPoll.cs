using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics;

/// <summary>Keeps the last hours of every service in the store and publishes the last hour of all.</summary>
public sealed class MetricsPoll(Feed<FleetSnapshot> fleet, MetricSource source, MetricStore store, Feed<MetricsSnapshot> feed, TimeProvider time)
{
    /// <summary>How often it looks who is due; a service is asked about at most every 20 seconds, mostly once a minute.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private const int Recent = 60;
    private readonly PollPlan plan = new();
    private readonly SideBySide<string> targets = new(time);
    private DateTimeOffset publishedFor;
    private volatile bool hasNews;

    public async Task RunAsync(CancellationToken cancel)
    {
        await fleet.FirstAnswer.WaitAsync(cancel);
        if (fleet.Current.Value is not { } seen)
        {
            if (fleet.Current.Fault is { } fault)
                feed.Fail(fault);
            return;
        }

        var services = seen.Services.ToList();
        var due = plan.Due(services, store, time.GetUtcNow()).ToLookup(one => one.Service.Key.Target);
        await targets.RoundAsync(due.Select(target => target.Key), target => ReadAsync(target, due[target], cancel), () => Publish(services), cancel);
    }

    private Task ReadAsync(string target, IEnumerable<DueService> due, CancellationToken cancel) =>
        Task.WhenAll(due.GroupBy(one => one.Span).Select(group => ReadAsync(target, group.Key, [.. group], cancel)));

    private async Task ReadAsync(string target, TimeSpanUtc span, IReadOnlyList<DueService> due, CancellationToken cancel)
    {
        var answers = await source.ReadAsync(target, [.. due.SelectMany(one => one.Queries).Select(asked => asked.Query)], span, Minute, cancel);
        var now = time.GetUtcNow();
        foreach (var one in due)
        {
            var ring = store.Of(one.Service.Key);
            var newestBefore = ring.NewestAt;
            var (values, fault) = answers.Of(one.Queries);
            if (values.Count > 0)
                ring.Merge(values, span.From, now);
            if (fault is not null)
                ring.Fail(fault);
            plan.Done(one, newestBefore, ring.NewestAt, failed: fault is not null, now);
        }

        hasNews = true;
    }

    private void Publish(List<EcsService> services)
    {
        // Without an answer or a new minute there is nothing that a viewer could see change.
        var minute = SeriesGrid.Floor(time.GetUtcNow(), Minute);
        if (!hasNews && minute == publishedFor && services.Count == feed.Current.Value?.Recent.Count)
            return;
        (hasNews, publishedFor) = (false, minute);
        store.Keep(services.Select(service => service.Key).ToHashSet());
        var before = feed.Current.Value;
        var grid = new SeriesGrid(minute.AddMinutes(-Recent), Minute, Recent);
        var recent = ImmutableDictionary.CreateBuilder<ServiceKey, ServiceSeries>();
        var faults = ImmutableDictionary.CreateBuilder<ServiceKey, Fault>();
        DateTimeOffset? observedAt = null;
        foreach (var service in services)
        {
            if (store.Find(service.Key) is not { } ring)
                continue;
            if (ring.Fault is { } fault)
                faults[service.Key] = fault;
            if (ring.ObservedAt is not { } observed)
                continue;
            observedAt = observedAt > observed ? observedAt : observed;
            recent[service.Key] = grid.Fill(service, (metric, values) => ring.Read(metric, grid.StartAt, values), before?.Of(service.Key));
        }

        if (observedAt is { } at)
            feed.Publish(new MetricsSnapshot(recent.ToImmutable(), faults.ToImmutable()), at);
        else if (faults.Count > 0)
            feed.Fail(faults.Values.First());
    }
}
