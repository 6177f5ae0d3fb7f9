using Dashboard.Fleet;

namespace Dashboard.Alarms.BlackBox;

/// <summary>A stopped task as it is kept, after ECS has forgotten it.</summary>
/// <param name="StartedAt">UTC; null when it never ran.</param>
/// <param name="IsFailure">False when it was stopped on purpose.</param>
/// <param name="Said">The reason as it was given, with its ids and numbers; "" where none was given.</param>
/// <param name="Version">The tag of the image; null where it has none.</param>
public sealed record StoppedTask(ServiceKey Service, string TaskId, DateTimeOffset? StartedAt, DateTimeOffset StoppedAt, TaskDefinitionRef? Revision, string? Version, StopFingerprint Fingerprint, bool IsFailure, string Said)
{
    private const int LongestSaid = 1000;

    /// <summary>Null while it has not stopped.</summary>
    public static StoppedTask? Of(EcsTask task)
    {
        if (!task.IsStopped || task.StoppedAt is not { } at)
            return null;
        var said = StopFingerprint.SaidOf(task);
        return new(task.Service, task.Id, task.StartedAt, at, task.TaskDefinition, VersionOf(task), StopFingerprint.Of(task), StopFingerprint.IsFailure(task), said.Length <= LongestSaid ? said : said[..(LongestSaid - 1)] + "…");
    }

    private static string? VersionOf(EcsTask task) =>
        task.Containers.Select(container => container.Image?.Split('@')[0]).OfType<string>().FirstOrDefault() is { } image && image.LastIndexOf(':') is > 0 and var colon && colon > image.LastIndexOf('/')
            ? image[(colon + 1)..]
            : null;
}
