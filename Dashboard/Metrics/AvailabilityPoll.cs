using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics;

/// <summary>Sums requests and errors of all services over a day, a week and a month, every half hour and when a service appears.</summary>
public sealed class AvailabilityPoll(Feed<FleetSnapshot> fleet, MetricSource source, Feed<AvailabilitySnapshot> feed, TimeProvider time)
{
    /// <summary>How often it looks whether something is due.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly Dictionary<ServiceKey, DateTimeOffset> nextAt = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        await fleet.FirstAnswer.WaitAsync(cancel);
        if (fleet.Current.Value is not { } seen)
            return;
        var now = time.GetUtcNow();
        var measured = seen.Services.Where(service => service.LoadBalancers.Any(behind => behind.LoadBalancer is not null)).ToList();
        var due = measured.Where(service => nextAt.GetValueOrDefault(service.Key) <= now).ToList();
        if (due.Count == 0)
        {
            if (measured.Count == 0 && feed.Current.IsLoading)
                feed.Publish(new AvailabilitySnapshot(ImmutableDictionary<ServiceKey, ServiceAvailability>.Empty, ImmutableDictionary<ServiceKey, Fault>.Empty), now);
            return;
        }

        var results = await Task.WhenAll(due.GroupBy(service => service.Key.Target).Select(target => ReadAsync(target.Key, [.. target], now, cancel)));
        Publish(measured, [.. results.SelectMany(result => result)], now);
    }

    private async Task<List<(ServiceKey Key, ServiceAvailability? Value, Fault? Fault)>> ReadAsync(string target, List<EcsService> services, DateTimeOffset now, CancellationToken cancel)
    {
        var queries = services.ToDictionary(service => service.Key, service => MetricQueries.OfAvailability(service).ToList());
        var all = queries.Values.SelectMany(asked => asked).Select(asked => asked.Query).ToList();
        var untilHour = SeriesGrid.Floor(now, Hour) + Hour;
        var untilDay = SeriesGrid.Floor(now, Day) + Day;
        var hourly = source.ReadAsync(target, all, new TimeSpanUtc(untilHour.AddDays(-7), untilHour), Hour, cancel);
        var daily = source.ReadAsync(target, all, new TimeSpanUtc(untilDay.AddDays(-30), untilDay), Day, cancel);
        await Task.WhenAll(hourly, daily);
        return [.. services.Select(service => Sum(service, queries[service.Key], hourly.Result, daily.Result, untilHour))];
    }

    private static (ServiceKey Key, ServiceAvailability? Value, Fault? Fault) Sum(EcsService service, List<(ServiceMetric Metric, MetricQuery Query)> queries, MetricAnswers hourly, MetricAnswers daily, DateTimeOffset untilHour)
    {
        var (hours, hourFault) = hourly.Of(queries);
        var (days, dayFault) = daily.Of(queries);
        if ((hourFault ?? dayFault) is { } fault)
            return (service.Key, null, fault);
        var alone = service.LoadBalancers.All(behind => behind.ServesAlone == true);
        return (service.Key, new ServiceAvailability(Window(hours, alone, untilHour.AddDays(-1)), Window(hours, alone, DateTimeOffset.MinValue), Window(days, alone, DateTimeOffset.MinValue)), null);
    }

    private static AvailabilityWindow Window(Dictionary<ServiceMetric, Dictionary<DateTimeOffset, double>> values, bool alone, DateTimeOffset from)
    {
        var refused = alone ? Total(ServiceMetric.LoadBalancerErrors) : 0;
        return new AvailabilityWindow(Total(ServiceMetric.Requests) + refused, Total(ServiceMetric.TargetErrors) + refused);

        double Total(ServiceMetric metric) => values.GetValueOrDefault(metric)?.Where(point => point.Key >= from).Sum(point => point.Value) ?? 0;
    }

    private void Publish(List<EcsService> measured, List<(ServiceKey Key, ServiceAvailability? Value, Fault? Fault)> results, DateTimeOffset now)
    {
        var present = measured.Select(service => service.Key).ToHashSet();
        var values = (feed.Current.Value?.ByService ?? ImmutableDictionary<ServiceKey, ServiceAvailability>.Empty).ToBuilder();
        var faults = (feed.Current.Value?.Faults ?? ImmutableDictionary<ServiceKey, Fault>.Empty).ToBuilder();
        values.RemoveRange(values.Keys.Where(key => !present.Contains(key)).ToList());
        faults.RemoveRange(faults.Keys.Where(key => !present.Contains(key)).ToList());
        foreach (var (key, value, fault) in results)
        {
            // A failure is asked again after two minutes, an answer after half an hour.
            nextAt[key] = now + (fault is null ? Refresh : TimeSpan.FromMinutes(2));
            faults.Remove(key);
            if (value is not null)
                values[key] = value;
            if (fault is not null)
                faults[key] = fault;
        }

        feed.Publish(new AvailabilitySnapshot(values.ToImmutable(), faults.ToImmutable()), now, faults.Values.FirstOrDefault());
    }
}
