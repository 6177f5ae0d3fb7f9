using System.Collections.Immutable;
using Dashboard.Alarms.Standard;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Alarms;

/// <param name="State">OK, ALARM or INSUFFICIENT_DATA.</param>
/// <param name="Kind">Metric, Composite or Log.</param>
/// <param name="Service">The service its dimensions point at; null when they point at none that is watched.</param>
/// <param name="Metric">The metric's name, as in CPUUtilization; null for composites and metric math without a single metric.</param>
public sealed record CloudWatchAlarm(string Target, string Name, string Arn, string Kind, string State, DateTimeOffset? StateSince, string? Reason, ServiceKey? Service, string? Metric)
{
    public double? Threshold { get; init; }

    /// <summary>As in Average or p95; null for composites and metric math.</summary>
    public string? Statistic { get; init; }
    public string? Comparison { get; init; }
    public int? PeriodSeconds { get; init; }
    public int? EvaluationPeriods { get; init; }

    /// <summary>How many of the evaluation periods must be over the threshold; null for all of them.</summary>
    public int? DatapointsToAlarm { get; init; }

    /// <summary>What it measures, and the math over it; empty for composites and log alarms.</summary>
    public ImmutableArray<AlarmQuery> Queries { get; init; } = [];

    /// <summary>Going off notifies somebody or does something.</summary>
    public bool HasActions { get; init; }
    public bool ActionsEnabled { get; init; } = true;
    public string? Description { get; init; }

    /// <summary>Metric math over 5xx counts.</summary>
    public bool IsErrorRate { get; init; }

    public bool IsOpen => State == "ALARM";

    /// <summary>Made by target tracking to scale by. The low one is in ALARM for as long as its service is idle, so it says nothing of health.</summary>
    public bool IsForScaling => Name.StartsWith("TargetTracking-", StringComparison.Ordinal);
}

/// <param name="Faults">Per target why its alarms could not be read; its alarms are then those read before.</param>
public sealed record AlarmsSnapshot(ImmutableArray<CloudWatchAlarm> Alarms, ImmutableDictionary<string, Fault> Faults)
{
    /// <summary>Per target when its alarms were last read, UTC; a target that never was is not in it.</summary>
    public ImmutableDictionary<string, DateTimeOffset> ReadAt { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <param name="sight">Null for everything. An alarm that points at no service belongs to its target as a whole.</param>
    public AlarmsSnapshot SeenBy(Places? sight) => sight is not { IsEverywhere: false } ? this : this with
    {
        Alarms = [.. Alarms.Where(alarm => sight.Hold(alarm.Target, alarm.Service?.Cluster))],
        Faults = Faults.RemoveRange(Faults.Keys.Where(target => !sight.HoldSomeOf(target))),
        ReadAt = ReadAt.RemoveRange(ReadAt.Keys.Where(target => !sight.HoldSomeOf(target))),
    };

    public IEnumerable<CloudWatchAlarm> Of(ServiceKey key) => Alarms.Where(alarm => alarm.Service == key);
}
