using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Metrics;

/// <summary>What share of requests was answered, by service. Services without a load balancer are not in it.</summary>
/// <param name="Faults">Per service why its numbers are missing or older than the rest.</param>
public sealed record AvailabilitySnapshot(ImmutableDictionary<ServiceKey, ServiceAvailability> ByService, ImmutableDictionary<ServiceKey, Fault> Faults)
{
    public ServiceAvailability? Of(ServiceKey key) => ByService.GetValueOrDefault(key);
}

/// <param name="Day">The last 24 hours, to the running hour.</param>
/// <param name="Week">The last 7 days, to the running hour.</param>
/// <param name="Month">The last 30 days UTC, today included.</param>
public sealed record ServiceAvailability(AvailabilityWindow Day, AvailabilityWindow Week, AvailabilityWindow Month);

/// <param name="Requests">Sum over the window; errors of a load balancer that serves this service alone are among them.</param>
/// <param name="Errors">Those of them that were answered with 5xx, by the rule of <see cref="ErrorRate"/>.</param>
public readonly record struct AvailabilityWindow(double Requests, double Errors)
{
    /// <summary>Share of requests without a 5xx, percent; null without requests.</summary>
    public double? Percent => Requests > 0 ? 100 * (1 - Math.Min(Errors, Requests) / Requests) : null;
}
