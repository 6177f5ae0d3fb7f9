using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Rollback.Preflight;

/// <summary>Whether a service could go back now, found out in the background.</summary>
/// <param name="To">Where the plan would go by default; null when nothing is proposed.</param>
/// <param name="Why">One sentence: to what it can go back, or why it cannot.</param>
/// <param name="Report">The pre-flight of <paramref name="To"/>; null when nothing is proposed.</param>
public sealed record ServiceReadiness(ServiceKey Key, TaskDefinitionRef? To, string? Version, bool CanGoBack, string Why, PreflightReport? Report, DateTimeOffset CheckedAt);

public sealed record ReadinessSnapshot(ImmutableDictionary<ServiceKey, ServiceReadiness> ByService)
{
    public ServiceReadiness? Of(ServiceKey key) => ByService.GetValueOrDefault(key);
}
