namespace Dashboard.Simulator;

/// <summary>Which version of which service is bad, and how.</summary>
internal static class Stories
{
    public static Behaviour BehaviourOf(ServiceSpec spec, int revision) => (spec.Region, spec.Name, revision) switch
    {
        (SimulatedWorld.Production, "checkout", 43) => new Behaviour { MoreErrors = 0.118, Latency = 2.1, Cpu = 1.2, Exception = "System.InvalidOperationException: Currency 'CHF' has no rounding rule" },
        (SimulatedWorld.Production, "checkout", 42 or 40) => Behaviour.Good,
        (SimulatedWorld.Production, "checkout", 41) => new Behaviour { StartFault = StartFault.Crash, Exception = "System.IO.FileNotFoundException: Could not find file '/app/config/rounding.json'" },
        (SimulatedWorld.Production, "image-resizer", 72) => new Behaviour { Memory = 1.66, Latency = 1.3, OutOfMemoryAfter = 62, Exception = "MemoryError: Unable to allocate 412. MiB for an array" },
        (SimulatedWorld.Production, "feature-flags", 30) => new Behaviour { MoreErrors = 0.006, Latency = 1.6, Exception = "System.Text.Json.JsonException: '<' is an invalid start of a value" },
        _ when revision > spec.Revision - 2 => Behaviour.Good,
        _ => Past(Hash.Of(Hash.Of(7, spec.Region + spec.Name), (ulong)revision)),
    };

    /// <summary>The usual accidents of the past: mostly none.</summary>
    private static Behaviour Past(ulong chance) => (chance % 100) switch
    {
        < 6 => new Behaviour { StartFault = StartFault.Crash },
        < 9 => new Behaviour { StartFault = StartFault.HealthCheck },
        < 15 => new Behaviour { MoreErrors = Hash.Between(chance >> 8, 0.012, 0.05), Latency = 1.4, Exception = "System.TimeoutException: The operation has timed out" },
        _ => Behaviour.Good,
    };
}
