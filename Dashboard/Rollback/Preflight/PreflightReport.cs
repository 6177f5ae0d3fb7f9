using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Rollback.Preflight;

public enum PreflightResult
{
    Pass,

    /// <summary>It may go wrong or could not be checked; a person may go on.</summary>
    Warn,

    /// <summary>It would not work, so it is refused.</summary>
    Block,
}

/// <summary>One thing that was looked at before a rollback.</summary>
/// <param name="Check">As in "Images", "Circuit breaker".</param>
/// <param name="Fact">What was found, in a sentence; for a check that could not be made, why.</param>
public sealed record PreflightLine(string Check, PreflightResult Result, string Fact);

/// <summary>Whether going back to one revision would work now, line by line.</summary>
/// <param name="Lines">In the order of the list, all checks.</param>
/// <param name="Estimate">From accepted to steady under the service's strategy; null when it cannot be told.</param>
public sealed record PreflightReport(TaskDefinitionRef To, ImmutableArray<PreflightLine> Lines, TimeSpan? Estimate, DateTimeOffset CheckedAt)
{
    /// <summary>The first fact that blocks; null when nothing does.</summary>
    public string? Blocked => Lines.FirstOrDefault(line => line.Result == PreflightResult.Block)?.Fact;
}
