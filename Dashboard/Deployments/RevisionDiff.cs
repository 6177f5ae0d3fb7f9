using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Fleet;

namespace Dashboard.Deployments;

/// <param name="Container">Whose part changes; null for the task as a whole.</param>
/// <param name="What">As in "image", "environment LOG_LEVEL", "cpu".</param>
/// <param name="From">Null when it is added, and for environment values, which are never shown.</param>
public sealed record RevisionChange(string? Container, string What, string Verb, string? From, string? To);

/// <summary>What differs between two revisions, by container. Environment values are compared by keyed hash; no value is ever in it.</summary>
public static class RevisionDiff
{
    /// <param name="fromRevision">Adds the image digests that it resolved to; null where unknown.</param>
    public static ImmutableArray<RevisionChange> Between(TaskDefinitionDetail from, TaskDefinitionDetail to, ServiceRevision? fromRevision = null, ServiceRevision? toRevision = null)
    {
        var changes = ImmutableArray.CreateBuilder<RevisionChange>();
        foreach (var name in from.Containers.Concat(to.Containers).Select(container => container.Name).Distinct())
        {
            var (before, after) = (from.Containers.FirstOrDefault(one => one.Name == name), to.Containers.FirstOrDefault(one => one.Name == name));
            if (before is null || after is null)
                changes.Add(new(name, "container", before is null ? "added" : "removed", before?.Image, after?.Image));
            else
                changes.AddRange(OfContainer(before, after, Digest(fromRevision, name), Digest(toRevision, name)));
        }

        changes.AddRange(OfTask(from, to));
        return changes.ToImmutable();
    }

    private static IEnumerable<RevisionChange> OfContainer(ContainerDefinition from, ContainerDefinition to, string? fromDigest, string? toDigest) =>
    [
        .. Value(from.Name, "image", from.Image, to.Image),
        .. SameTagOtherImage(from, to, fromDigest, toDigest),
        .. Named(from.Name, "environment", from.EnvironmentDigests, to.EnvironmentDigests, shown: false),
        .. Named(from.Name, "secret", from.Secrets, to.Secrets, shown: true),
        .. Value(from.Name, "CPU units", Text(from.Cpu), Text(to.Cpu)),
        .. Value(from.Name, "memory MiB", Text(from.MemoryMiB), Text(to.MemoryMiB)),
        .. Value(from.Name, "ports", string.Join(", ", from.Ports), string.Join(", ", to.Ports)),
        .. Value(from.Name, "health check", from.HealthCheck, to.HealthCheck),
        .. Value(from.Name, "essential", from.Essential ? "yes" : "no", to.Essential ? "yes" : "no"),
        .. Value(from.Name, "log group", from.LogGroup, to.LogGroup),
    ];

    private static IEnumerable<RevisionChange> OfTask(TaskDefinitionDetail from, TaskDefinitionDetail to) =>
    [
        .. Value(null, "CPU units", Text(from.Cpu), Text(to.Cpu)),
        .. Value(null, "memory MiB", Text(from.MemoryMiB), Text(to.MemoryMiB)),
        .. Value(null, "task role", from.TaskRoleArn, to.TaskRoleArn),
        .. Value(null, "execution role", from.ExecutionRoleArn, to.ExecutionRoleArn),
        .. Value(null, "network mode", from.NetworkMode, to.NetworkMode),
        .. Value(null, "CPU architecture", from.CpuArchitecture, to.CpuArchitecture),
    ];

    // A tag may be moved to another image; only the digests tell.
    private static IEnumerable<RevisionChange> SameTagOtherImage(ContainerDefinition from, ContainerDefinition to, string? fromDigest, string? toDigest) =>
        from.Image == to.Image && fromDigest is not null && toDigest is not null && fromDigest != toDigest
            ? [new(from.Name, "image digest (same tag)", "changed", fromDigest, toDigest)]
            : [];

    private static IEnumerable<RevisionChange> Value(string? container, string what, string? from, string? to)
    {
        from = from is "" ? null : from;
        to = to is "" ? null : to;
        if (from != to)
            yield return new(container, what, from is null ? "added" : to is null ? "removed" : "changed", from, to);
    }

    private static IEnumerable<RevisionChange> Named(string container, string what, ImmutableSortedDictionary<string, string> from, ImmutableSortedDictionary<string, string> to, bool shown)
    {
        foreach (var name in from.Keys.Union(to.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (from.GetValueOrDefault(name), to.GetValueOrDefault(name));
            if (before != after)
                yield return new(container, $"{what} {name}", before is null ? "added" : after is null ? "removed" : "changed", shown ? before : null, shown ? after : null);
        }
    }

    private static string? Digest(ServiceRevision? revision, string container) =>
        revision?.Images.FirstOrDefault(image => image.Container == container)?.Digest;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
