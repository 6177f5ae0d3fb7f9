using System.Net;

namespace Dashboard.Simulator;

/// <summary>Section <c>Simulator</c>.</summary>
public sealed class SimulatorOptions
{
    public const string Section = "Simulator";
    public const int MaxServices = 10_000;

    /// <summary>Two worlds of one seed and one start answer alike.</summary>
    public ulong Seed { get; set; } = 42;

    /// <summary>Rollouts run this many times faster; traffic and the clock do not.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>How many services in all, the named ones first.</summary>
    public int Services { get; set; } = 17;

    /// <summary>Loopback address to listen on; null takes a free port.</summary>
    public string? Urls { get; set; }

    /// <summary>Every fault of the options, each with its key and an example; empty when they can be used.</summary>
    public IEnumerable<string> Faults()
    {
        if (!(Speed is > 0 and <= 1000))
            yield return $"Simulator:Speed is {Speed}; give a factor above 0 and at most 1000, for example 1.";
        if (Services is < 1 or > MaxServices)
            yield return $"Simulator:Services is {Services}; give 1 to {MaxServices}, for example 17.";
        foreach (var problem in LoopbackProblems())
            yield return problem;
    }

    private IEnumerable<string> LoopbackProblems()
    {
        foreach (var url in Urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != "http")
                yield return $"Simulator:Urls (--urls) is {url}; give an http address, for example http://127.0.0.1:4566.";
            else if (!(IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) ? IPAddress.IsLoopback(address) : uri.Host == "localhost"))
                yield return $"Simulator:Urls (--urls) is {url}, which is not a loopback address; the simulated AWS believes every signature, so give one, for example http://127.0.0.1:4566.";
        }
    }
}
