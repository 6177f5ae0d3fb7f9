namespace Dashboard.Simulator;

/// <summary>A service revision: a task definition with what its image was when the deployment began.</summary>
internal sealed record SimRevision(string Id, TaskDefinition Definition, DateTimeOffset CreatedAt, RegistryImage? Image, IReadOnlyList<ContainerImage> Images)
{
    public Behaviour Behaviour { get; } = Image?.Behaviour ?? new Behaviour { StartFault = StartFault.CannotPull };

    /// <summary>The image's tag, for the logs.</summary>
    public string Version => Image?.Tag is { Length: > 0 } tag ? tag : "unknown";

    public string TaskDefinitionArn => Definition.TaskDefinitionArn!;
}
