using System.Collections.Immutable;

namespace Dashboard.Fleet;

/// <summary>What a cluster's setting <c>containerInsights</c> says.</summary>
public enum InsightsLevel
{
    Off,
    On,

    /// <summary>With enhanced observability: metrics of each task and container too.</summary>
    Enhanced,
}

/// <param name="Levels">By target and cluster; clusters that were never read are not in it.</param>
/// <param name="Faults">Per target why its clusters could not be read.</param>
public sealed record ContainerInsights(ImmutableDictionary<(string Target, string Cluster), InsightsLevel> Levels, ImmutableDictionary<string, Fault> Faults)
{
    /// <summary>Null while it is not known.</summary>
    public InsightsLevel? Of(ServiceKey key) => Levels.TryGetValue((key.Target, key.Cluster), out var level) ? level : null;

    public bool? IsOn(ServiceKey key) => Of(key) is { } level ? level != InsightsLevel.Off : null;
}
