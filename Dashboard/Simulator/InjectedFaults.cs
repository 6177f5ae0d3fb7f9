using System.Collections.Immutable;

namespace Dashboard.Simulator;

/// <summary>The faults in force; the first that fits a call strikes.</summary>
public sealed class InjectedFaults
{
    private readonly Lock gate = new();
    private readonly Random dice = new(20_260_131);
    private ImmutableList<InjectedFault> all = [];

    public ImmutableList<InjectedFault> All => all;

    /// <summary>All of them or none: throws <see cref="ArgumentException"/> with the first problem.</summary>
    public void Add(params IReadOnlyCollection<InjectedFault> faults)
    {
        if (faults.Select(fault => fault.Problem).FirstOrDefault(problem => problem is not null) is { } problem)
            throw new ArgumentException(problem);
        lock (gate)
            all = all.AddRange(faults);
    }

    public void Clear()
    {
        lock (gate)
            all = [];
    }

    /// <summary>The fault that strikes this call, or this event of its stream, counted; null when none does.</summary>
    internal string? Strike(string region, string service, string operation, ReadOnlySpan<byte> request, bool inSession = false)
    {
        lock (gate)
        {
            InjectedFault? fault = null;
            foreach (var candidate in all)
                if (fault is null && candidate.IsOfSession == inSession && candidate.Fits(region, service, operation, request) && dice.NextDouble() < candidate.Probability)
                    fault = candidate;
            if (fault is { Count: { } count })
                all = count == 1 ? all.Remove(fault) : all.Replace(fault, fault with { Count = count - 1 });
            return fault?.Fault;
        }
    }
}
