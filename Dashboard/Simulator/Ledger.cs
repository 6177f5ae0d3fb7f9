using System.Collections.Immutable;
using System.Text.Json;

namespace Dashboard.Simulator;

/// <param name="Operation">As in UpdateService.</param>
/// <param name="Request">As it was sent.</param>
public sealed record LedgerEntry(DateTimeOffset At, string Operation, JsonElement Request);

/// <summary>Every mutation that the simulated AWS accepted, oldest first: the oracle for "exactly one was sent".</summary>
public sealed class Ledger
{
    private ImmutableList<LedgerEntry> entries = [];

    public ImmutableList<LedgerEntry> Entries => entries;

    internal void Add(LedgerEntry entry) => ImmutableInterlocked.Update(ref entries, (list, added) => list.Add(added), entry);
}
