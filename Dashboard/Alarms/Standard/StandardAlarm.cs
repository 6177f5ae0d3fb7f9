using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Alarms.Standard;

public enum StandardKind
{
    Cpu,
    ErrorRate,

    /// <summary>Fewer tasks running than desired, by Container Insights.</summary>
    BelowDesired,
}

/// <summary>An alarm as it would be put: everything that goes into the request.</summary>
/// <param name="Queries">One metric, or metrics and the expression over them that is watched.</param>
public sealed record StandardAlarm(ServiceKey Service, StandardKind Kind, string Name, string Description, ImmutableArray<AlarmQuery> Queries, string Comparison, double Threshold, int Periods, string TreatMissingData, ImmutableArray<string> Actions)
{
    public const int PeriodSeconds = 60;
}

/// <summary>One line of an alarm's metric math; in a plain alarm the only one.</summary>
/// <param name="Metric">Null for an expression.</param>
/// <param name="IsWatched">What is held against the threshold.</param>
public sealed record AlarmQuery(string Id, AlarmMetric? Metric, string? Expression, string? Label, bool IsWatched);

/// <param name="Statistic">As in Average, Sum or p95.</param>
public sealed record AlarmMetric(string Namespace, string Name, ImmutableSortedDictionary<string, string> Dimensions, string Statistic, int? PeriodSeconds)
{
    public bool IsOf(string space, string name, params ReadOnlySpan<(string Name, string Value)> dimensions)
    {
        if (Namespace != space || Name != name)
            return false;
        foreach (var (dimension, value) in dimensions)
            if (Dimensions.GetValueOrDefault(dimension) != value)
                return false;
        return true;
    }
}
