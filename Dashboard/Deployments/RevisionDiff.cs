using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Fleet;

namespace Dashboard.Deployments;

/// <param name="Container">Whose part changes; null for the task as a whole.</param>
/// <param name="What">As in "image", "environment LOG_LEVEL", "cpu".</param>
/// <param name="From">Null when it is added, and for what is never shown: environment values, commands, log options.</param>
public sealed record RevisionChange(string? Container, string What, string Verb, string? From, string? To);

/// <summary>What differs between two revisions, by container and by name. Environment values are compared by keyed hash; no value is ever in it.</summary>
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

    /// <summary>What differs between two service revisions beside their task definitions: UpdateService with a task definition leaves all of it as it is. Empty too where either was not described.</summary>
    public static ImmutableArray<RevisionChange> NotRestored(ServiceRevision? fromRevision, ServiceRevision? toRevision) =>
        fromRevision?.Configuration is { } from && toRevision?.Configuration is { } to
            ? [.. Named(null, null, from.Settings, to.Settings, shown: true), .. Named(null, null, from.Digests, to.Digests, shown: false)]
            : [];

    private static IEnumerable<RevisionChange> OfContainer(ContainerDefinition from, ContainerDefinition to, string? fromDigest, string? toDigest) =>
    [
        .. Value(from.Name, "image", from.Image, to.Image),
        .. Digests(from, to, fromDigest, toDigest),
        .. Named(from.Name, "environment", from.EnvironmentDigests, to.EnvironmentDigests, shown: false),
        .. Value(from.Name, "environment files", List(from.EnvironmentFiles), List(to.EnvironmentFiles)),
        .. Named(from.Name, "secret", from.Secrets, to.Secrets, shown: true),
        .. Value(from.Name, "secrets of registry and log driver", List(from.OtherSecrets), List(to.OtherSecrets)),
        .. Value(from.Name, "CPU units", Text(from.Cpu), Text(to.Cpu)),
        .. Value(from.Name, "memory MiB", Text(from.MemoryMiB), Text(to.MemoryMiB)),
        .. Value(from.Name, "ports", string.Join(", ", from.Ports), string.Join(", ", to.Ports)),
        .. Value(from.Name, "health check", from.HealthCheck, to.HealthCheck),
        .. Value(from.Name, "essential", from.Essential ? "yes" : "no", to.Essential ? "yes" : "no"),
        .. Value(from.Name, "log group", from.LogGroup, to.LogGroup),
        .. Value(from.Name, "log stream prefix", from.LogStreamPrefix, to.LogStreamPrefix),
        .. Named(from.Name, null, from.SettingDigests, to.SettingDigests, shown: false),
        .. Other(from.Name, from.OtherDigest, to.OtherDigest),
    ];

    private static IEnumerable<RevisionChange> OfTask(TaskDefinitionDetail from, TaskDefinitionDetail to) =>
    [
        .. Value(null, "CPU units", Text(from.Cpu), Text(to.Cpu)),
        .. Value(null, "memory MiB", Text(from.MemoryMiB), Text(to.MemoryMiB)),
        .. Value(null, "task role", from.TaskRoleArn, to.TaskRoleArn),
        .. Value(null, "execution role", from.ExecutionRoleArn, to.ExecutionRoleArn),
        .. Value(null, "network mode", from.NetworkMode, to.NetworkMode),
        .. Value(null, "CPU architecture", from.CpuArchitecture, to.CpuArchitecture),
        .. Value(null, "operating system", from.OperatingSystem, to.OperatingSystem),
        .. Named(null, null, from.SettingDigests, to.SettingDigests, shown: false),
        .. Other(null, from.OtherDigest, to.OtherDigest),
    ];

    private static IEnumerable<RevisionChange> Other(string? container, string? from, string? to) =>
        from is not null && to is not null && from != to ? [new(container, "other settings", "changed", null, null)] : [];

    // A tag may be moved to another image; only the digests tell.
    private static IEnumerable<RevisionChange> Digests(ContainerDefinition from, ContainerDefinition to, string? fromDigest, string? toDigest) =>
        fromDigest is not null && toDigest is not null && fromDigest != toDigest
            ? [new(from.Name, from.Image == to.Image ? "image digest (same tag)" : "image digest", "changed", fromDigest, toDigest)]
            : [];

    private static IEnumerable<RevisionChange> Value(string? container, string what, string? from, string? to)
    {
        from = from is "" ? null : from;
        to = to is "" ? null : to;
        if (from != to)
            yield return new(container, what, from is null ? "added" : to is null ? "removed" : "changed", from, to);
    }

    private static IEnumerable<RevisionChange> Named(string? container, string? kind, ImmutableSortedDictionary<string, string> from, ImmutableSortedDictionary<string, string> to, bool shown)
    {
        foreach (var name in from.Keys.Union(to.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (from.GetValueOrDefault(name), to.GetValueOrDefault(name));
            if (before != after)
                yield return new(container, kind is null ? name : $"{kind} {name}", before is null ? "added" : after is null ? "removed" : "changed", shown ? before : null, shown ? after : null);
        }
    }

    private static string? Digest(ServiceRevision? revision, string container) =>
        revision?.Images.FirstOrDefault(image => image.Container == container)?.Digest;

    private static string List(ImmutableArray<string> items) => string.Join(", ", items);

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
