using System.Collections.Immutable;

namespace Dashboard.Fleet;

/// <summary>Between which counts of tasks Application Auto Scaling keeps a service.</summary>
/// <param name="IsOutSuspended">Somebody told it not to add tasks for now.</param>
public sealed record ScalingLimits(int Minimum, int Maximum, bool IsOutSuspended);

/// <summary>The services that Application Auto Scaling scales.</summary>
/// <param name="Faults">Per target why its limits are not known, or are those of before.</param>
public sealed record ScalingSnapshot(ImmutableDictionary<ServiceKey, ScalingLimits> ByService, ImmutableDictionary<string, Fault> Faults)
{
    /// <summary>Null when it is not scaled, or while that is not known.</summary>
    public ScalingLimits? Of(ServiceKey key) => ByService.GetValueOrDefault(key);
}
