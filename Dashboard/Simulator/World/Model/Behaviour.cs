namespace Dashboard.Simulator;

/// <summary>What an image does that the healthy version would not. It hangs on the image, so that going back to another image undoes it.</summary>
internal sealed record Behaviour
{
    public static readonly Behaviour Good = new();

    /// <summary>Added to the service's own share of failing requests, 0 to 1.</summary>
    public double MoreErrors { get; init; }
    public double Latency { get; init; } = 1;
    public double Cpu { get; init; } = 1;
    public double Memory { get; init; } = 1;
    public StartFault StartFault { get; init; }

    /// <summary>One of its tasks runs out of memory about this often, seconds; null when none does.</summary>
    public double? OutOfMemoryAfter { get; init; }

    /// <summary>The exception that its failing requests log; null for the usual ones.</summary>
    public string? Exception { get; init; }
}

internal enum StartFault
{
    None,
    CannotPull,
    NoSecret,
    Crash,
    HealthCheck,
}
