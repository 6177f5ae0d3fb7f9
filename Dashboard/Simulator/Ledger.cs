using System.Collections.Immutable;
using System.Text.Json;

namespace Dashboard.Simulator;

/// <param name="At">When it was accepted.</param>
/// <param name="Operation">As in UpdateService.</param>
/// <param name="Request">As it was sent.</param>
public sealed record LedgerEntry(DateTimeOffset At, string Operation, JsonElement Request)
{
    /// <summary>From 1, in the order in which they were accepted.</summary>
    public int Number { get; init; }
    public string Region { get; init; } = "";

    /// <summary>The caller's IAM or STS ARN.</summary>
    public string Principal { get; init; } = "";

    /// <summary>The person for whom the caller's session was begun; null without one.</summary>
    public string? SourceIdentity { get; init; }
}

/// <summary>Every mutation that the simulated AWS accepted, oldest first: the oracle for "exactly one was sent".</summary>
public sealed class Ledger
{
    private ImmutableList<LedgerEntry> entries = [];

    public ImmutableList<LedgerEntry> Entries => entries;

    internal void Add(LedgerEntry entry) => ImmutableInterlocked.Update(ref entries, (list, added) => list.Add(added with { Number = list.Count + 1 }), entry);
}
