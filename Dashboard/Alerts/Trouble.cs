using System.Collections.Immutable;

namespace Dashboard.Alerts;

/// <summary>What the polls see wrong with one subject now.</summary>
/// <param name="IsSure">It was already waited for, as an alarm was, or it is too grave to wait.</param>
internal sealed record Trouble(IncidentKey Key, AlertSeverity Severity, ImmutableArray<IncidentCause> Causes, DateTimeOffset Since, bool IsSure)
{
    /// <summary>Nobody is to be told of it now.</summary>
    public bool IsMuted { get; init; }
}

/// <param name="IsQuiet">Whether a subject without trouble is known to have none. What could not be read is not quiet.</param>
internal sealed record Sighting(ImmutableArray<Trouble> Troubles, Func<IncidentKey, bool> IsQuiet);
