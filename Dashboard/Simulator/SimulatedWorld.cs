namespace Dashboard.Simulator;

/// <summary>A small AWS account on a clock: two Regions of clusters, traffic, deployments, incidents. Safe from any thread.</summary>
/// <remarks>Answers are AWS's shapes with AWS's member names in Pascal case; paging, limits per call, throttling and faults are the endpoints' part.</remarks>
public sealed class SimulatedWorld
{
    public const string Account = "111122223333";
    public const string Production = "eu-west-1";
    public const string Staging = "eu-central-1";

    private readonly Dictionary<string, SimulatedRegion> regions = new(StringComparer.Ordinal);
    private readonly WorldClock clock;
    private readonly ILookup<string, ServiceSpec> specs;

    public SimulatedWorld(TimeProvider time, SimulatorOptions options)
    {
        clock = new WorldClock(time, options.Seed, options.Speed);
        specs = NamedServices.All.Take(options.Services)
            .Concat(GeneratedServices.Take(Math.Max(0, options.Services - NamedServices.All.Count), options.Seed))
            .ToLookup(spec => spec.Region);
    }

    /// <summary>The instant that the stories are told from: the world's creation.</summary>
    public DateTimeOffset StartedAt => clock.Start;

    /// <summary>A Region without clusters is empty, as in AWS.</summary>
    public SimulatedRegion In(string region)
    {
        lock (regions)
            return regions.TryGetValue(region, out var known) ? known : regions[region] = new SimulatedRegion(new RegionState(region, clock, specs[region]));
    }
}
