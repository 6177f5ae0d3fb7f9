using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Dashboard.Fleet;

namespace Dashboard.Alerts;

[JsonConverter(typeof(JsonStringEnumConverter<AlertSeverity>))]
public enum AlertSeverity
{
    Warning,
    Critical,
}

/// <summary>What an incident is about. Of each subject there is one of each kind at a time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IncidentKind>))]
public enum IncidentKind
{
    /// <summary>A service is degraded or failing, whatever the number of its reasons.</summary>
    Health,

    /// <summary>Alarms of a target that belong to no service which is watched.</summary>
    Alarms,

    /// <summary>A target was not read: then its services may fail unseen.</summary>
    Unread,
}

/// <param name="Subject"><c>target/cluster/service</c>, or the target's name.</param>
public readonly record struct IncidentKey(string Subject, IncidentKind Kind)
{
    public ServiceKey? Service => ServiceKey.Parse(Subject);

    public string Target => Subject.Split('/')[0];

    /// <param name="sight">Null for everything. That a target is not read concerns whoever sees a part of it.</param>
    public bool IsSeenBy(Ui.Places? sight) => sight is null || (Service is { } service ? sight.Hold(service.Target, service.Cluster) : sight.HoldSomeOf(Target));
}

/// <param name="Key">The same for the same cause, whatever its numbers are at the moment.</param>
/// <param name="Text">As it was last seen, as in "error rate 12 % over the last 5 minutes".</param>
public sealed record IncidentCause(string Key, string Text)
{
    /// <summary>It was a cause and is none now.</summary>
    public bool IsOver { get; init; }
}

/// <summary>What is wrong with one subject, from the first alarm to the recovery.</summary>
/// <param name="Severity">The worst that it had.</param>
/// <param name="Causes">All that it had, in the order in which they were seen.</param>
/// <param name="Since">When it began as far as the data shows, UTC.</param>
/// <param name="OpenedAt">When it was seen, UTC.</param>
public sealed record Incident(Guid Id, IncidentKey Key, AlertSeverity Severity, ImmutableArray<IncidentCause> Causes, DateTimeOffset Since, DateTimeOffset OpenedAt)
{
    /// <summary>Keys of causes that came since people were last told.</summary>
    public ImmutableArray<string> Untold { get; init; } = [];

    /// <summary>When people were last told what it is about, UTC.</summary>
    public DateTimeOffset ToldAt { get; init; } = OpenedAt;

    /// <summary>How often it came back after it was resolved.</summary>
    public int Recurrences { get; init; }
    public string? AcknowledgedBy { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The conversation in which each destination was told of it, by the destination's name.</summary>
    public ImmutableDictionary<string, string> Threads { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Destinations that were told of it and not of what came since, because they are not open at that hour.</summary>
    public ImmutableHashSet<string> Behind { get; init; } = [];

    public bool IsOpen => ResolvedAt is null;

    public bool IsAcknowledged => AcknowledgedAt is not null;
}

public enum ChangeKind
{
    Opened,

    /// <summary>It got worse: a graver severity, or another cause.</summary>
    Changed,

    /// <summary>It came back soon after it was resolved.</summary>
    Reopened,
    Acknowledged,
    Resolved,
}

/// <param name="What">What is new, in words that follow the subject's name; as in "also CPU 91 % over the last 5 minutes".</param>
public sealed record IncidentChange(ChangeKind Kind, Incident Incident, string What);
