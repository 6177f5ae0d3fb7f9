using System.Collections.Immutable;
using Dashboard.Alarms.BlackBox;
using Dashboard.Fleet;
using Microsoft.Extensions.Options;

namespace Dashboard.Alarms.Standard;

/// <summary>The coverage of all services as the feeds have it now, worked out once a change for all viewers.</summary>
public sealed class FleetCoverage(Feed<FleetSnapshot> fleet, Feed<AlarmsSnapshot> alarms, Feed<BlackBoxSnapshot> stops, Feed<ContainerInsights> insights, IOptions<AlarmsOptions> options, TimeProvider time)
{
    private readonly Lock gate = new();
    private (FleetSnapshot?, AlarmsSnapshot?, BlackBoxSnapshot?, ContainerInsights?) worked;
    private ImmutableArray<ServiceCoverage> coverage = [];

    /// <summary>Those with something missing first. Empty while the services were not read.</summary>
    public ImmutableArray<ServiceCoverage> Current
    {
        get
        {
            lock (gate)
            {
                var now = (fleet.Current.Value, alarms.Current.Value, stops.Current.Value, insights.Current.Value);
                if (now != worked)
                    (worked, coverage) = (now, Work(now));
                return coverage;
            }
        }
    }

    public ServiceCoverage? Of(ServiceKey key) => Current.FirstOrDefault(one => one.Service == key);

    private ImmutableArray<ServiceCoverage> Work((FleetSnapshot? Fleet, AlarmsSnapshot? Alarms, BlackBoxSnapshot? Stops, ContainerInsights? Insights) known)
    {
        // By service and by name: each of a thousand services looks at its own few, not at all of them.
        var ofService = (known.Alarms?.Alarms ?? []).Where(alarm => alarm is { Service: not null, IsForScaling: false }).ToLookup(alarm => alarm.Service!.Value);
        var names = (known.Alarms?.Alarms ?? []).ToLookup(alarm => (alarm.Target, alarm.Name));
        IReadOnlyCollection<CloudWatchAlarm>? Near(EcsService service) => known.Alarms is null || known.Alarms.Faults.ContainsKey(service.Key.Target) && !known.Alarms.Alarms.Any(alarm => alarm.Target == service.Key.Target)
            ? null
            : [.. ofService[service.Key], .. Enum.GetValues<StandardKind>().SelectMany(kind => names[(service.Key.Target, StandardAlarms.NameOf(service.Key, kind))]).Where(alarm => alarm.Service != service.Key)];
        return
        [
            .. (known.Fleet?.Services ?? [])
                .Select(service => AlarmCoverage.Of(service, options.Value.Of(service.Key), Near(service), known.Insights?.IsOn(service.Key), known.Stops?.Of(service.Key) ?? [], time.GetUtcNow()))
                .OrderByDescending(one => one.Missing.Any()).ThenBy(one => one.Service.ToString(), StringComparer.Ordinal),
        ];
    }
}
