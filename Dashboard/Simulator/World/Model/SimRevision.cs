namespace Dashboard.Simulator;

/// <summary>A service revision: a task definition with what its image and its surroundings were when the deployment began.</summary>
internal sealed record SimRevision(string Id, TaskDefinition Definition, DateTimeOffset CreatedAt, RegistryImage? Image, IReadOnlyList<ContainerImage> Images, Surroundings Surroundings)
{
    private static readonly Behaviour NoImage = new() { StartFault = StartFault.CannotPull };
    private static readonly Behaviour NoSecret = new() { StartFault = StartFault.NoSecret };

    public Behaviour Behaviour => LackingSecret is not null ? NoSecret : Image?.Behaviour ?? NoImage;

    /// <summary>The ARN of a secret without which its tasks do not start; null when it has them all.</summary>
    public string? LackingSecret { get; init; }

    /// <summary>The image's version, for the logs.</summary>
    public string Version => Image?.Version is { Length: > 0 } version ? version : "unknown";

    public string TaskDefinitionArn => Definition.TaskDefinitionArn!;
}

/// <summary>The service's properties that are in its revisions beside the task definition.</summary>
/// <param name="Strategy">Null with a launch type.</param>
internal sealed record Surroundings(NetworkConfiguration Network, IReadOnlyList<CapacityProviderStrategyItem>? Strategy, string PlatformVersion)
{
    private static readonly CapacityProviderStrategyItem[] MostlySpot = [new("FARGATE", 1, 1), new("FARGATE_SPOT", 3, 0)];

    /// <summary>Null with a capacity provider strategy.</summary>
    public string? LaunchType => Strategy is null ? "FARGATE" : null;

    /// <summary>What LATEST resolved to.</summary>
    public string ResolvedPlatform => PlatformVersion == "LATEST" ? "1.4.0" : PlatformVersion;

    public static Surroundings Of(ServiceSpec spec, int revision) => new(Arns.Network(spec, revision), spec.Story == Story.LatestTag ? MostlySpot : null, "LATEST");
}
