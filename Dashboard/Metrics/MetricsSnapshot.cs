using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Metrics;

/// <summary>The last hour and a bit of every service's metrics, swapped whole after each poll.</summary>
/// <param name="Faults">Per service why its newest datapoints are missing, as in Forbidden or PartialData.</param>
public sealed record MetricsSnapshot(ImmutableDictionary<ServiceKey, ServiceSeries> Recent, ImmutableDictionary<ServiceKey, Fault> Faults)
{
    public ServiceSeries? Of(ServiceKey key) => Recent.GetValueOrDefault(key);
}
