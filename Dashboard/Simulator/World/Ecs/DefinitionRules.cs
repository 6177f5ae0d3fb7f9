namespace Dashboard.Simulator;

/// <summary>What RegisterTaskDefinition refuses.</summary>
internal static class DefinitionRules
{
    private const int MaxTags = 50;

    public static void Check(TaskDefinition request)
    {
        var containers = request.ContainerDefinitions;
        if (string.IsNullOrWhiteSpace(request.Family) || !request.Family.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            throw SimulatedAwsException.Client("Family contains invalid characters.");
        if (containers.Count == 0)
            throw SimulatedAwsException.Client("Container list cannot be empty.");
        if (containers.Any(container => string.IsNullOrWhiteSpace(container.Name) || string.IsNullOrWhiteSpace(container.Image)))
            throw SimulatedAwsException.Client("Container.image and Container.name should not be null or empty.");
        if (containers.DistinctBy(container => container.Name).Count() < containers.Count)
            throw SimulatedAwsException.Client("Container names must be unique within a task definition.");
        if (request.ExecutionRoleArn is null && containers.Any(container => container.Secrets.Count > 0))
            throw SimulatedAwsException.Client("When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
        CheckTags(request.Tags ?? []);
    }

    private static void CheckTags(IReadOnlyList<Tag> tags)
    {
        if (tags.Count > MaxTags)
            throw SimulatedAwsException.Invalid($"Too many tags: at most {MaxTags} are allowed.");
        if (tags.Any(tag => string.IsNullOrEmpty(tag.Key) || tag.Key.Length > 128 || tag.Value?.Length > 256))
            throw SimulatedAwsException.Invalid("Tag keys must have 1 to 128 characters, and tag values at most 256.");
        if (tags.Any(tag => tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            throw SimulatedAwsException.Invalid("Tag keys that begin with aws: are reserved.");
        if (tags.DistinctBy(tag => tag.Key).Count() < tags.Count)
            throw SimulatedAwsException.Invalid("Duplicate tag keys.");
    }
}
