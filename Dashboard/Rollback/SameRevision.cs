using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>Whether going from one revision to another would change anything at all.</summary>
internal static class SameRevision
{
    /// <summary>Same digests and same configuration. What is not known counts as different: offering too much is the smaller mistake.</summary>
    public static bool Is(ServiceRevision? current, TaskDefinitionDetail? currentDefinition, ServiceRevision? other, TaskDefinitionDetail? otherDefinition)
    {
        if (currentDefinition is null || otherDefinition is null)
            return false;
        var digests = SameDigests(current, other);
        return digests is not false && SameConfiguration(currentDefinition, otherDefinition, compareImages: digests is null);
    }

    /// <summary>Null when a digest is missing on either side.</summary>
    public static bool? SameDigests(ServiceRevision? one, ServiceRevision? other)
    {
        if (one is null || other is null || one.Images.IsEmpty || other.Images.IsEmpty || one.Images.Concat(other.Images).Any(image => image.Digest is null))
            return null;
        return Digests(one).SetEquals(Digests(other));
    }

    private static ImmutableHashSet<(string, string?)> Digests(ServiceRevision revision) =>
        [.. revision.Images.Select(image => (image.Container, image.Digest))];

    private static bool SameConfiguration(TaskDefinitionDetail one, TaskDefinitionDetail other, bool compareImages) =>
        (one.Cpu, one.MemoryMiB, one.ExecutionRoleArn, one.TaskRoleArn, one.NetworkMode, one.CpuArchitecture, one.OtherDigest)
            == (other.Cpu, other.MemoryMiB, other.ExecutionRoleArn, other.TaskRoleArn, other.NetworkMode, other.CpuArchitecture, other.OtherDigest)
        && (one.OperatingSystem ?? "LINUX") == (other.OperatingSystem ?? "LINUX")
        && one.SettingDigests.SequenceEqual(other.SettingDigests)
        && one.Containers.Length == other.Containers.Length
        && one.Containers.All(container => other.Containers.FirstOrDefault(twin => twin.Name == container.Name) is { } twin && Same(container, twin, compareImages));

    private static bool Same(ContainerDefinition one, ContainerDefinition other, bool compareImages) =>
        (!compareImages || one.Image == other.Image)
        && (one.Essential, one.Cpu, one.MemoryMiB, one.HealthCheck, one.LogGroup, one.LogStreamPrefix)
            == (other.Essential, other.Cpu, other.MemoryMiB, other.HealthCheck, other.LogGroup, other.LogStreamPrefix)
        && one.OtherDigest == other.OtherDigest
        && one.SettingDigests.SequenceEqual(other.SettingDigests)
        && one.Ports.SequenceEqual(other.Ports)
        && one.OtherSecrets.SequenceEqual(other.OtherSecrets)
        && one.EnvironmentFiles.SequenceEqual(other.EnvironmentFiles)
        && one.EnvironmentDigests.SequenceEqual(other.EnvironmentDigests)
        && one.Secrets.SequenceEqual(other.Secrets);
}
