using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>Which images a deployment runs, by digest.</summary>
internal static class RunningImages
{
    /// <summary>As its tasks say, else as ECS resolved them for its service revision; a digest that is not known is null, and nothing known is empty.</summary>
    public static ImmutableArray<RevisionImage> Of(ServiceNow now, EcsDeployment primary)
    {
        var containers = now.Tasks.Where(task => task.StartedBy == primary.Id).SelectMany(task => task.Containers).Where(container => container is { Image: not null, ImageDigest: not null });
        ImmutableArray<RevisionImage> seen = [.. containers.Select(container => new RevisionImage(container.Name, container.Image!, container.ImageDigest)).DistinctBy(image => image.Container)];
        var revisions = now.History?.Deployments.SelectMany(deployment => deployment.Sources.Prepend(deployment.Target)) ?? [];
        var resolved = revisions.FirstOrDefault(revision => revision?.TaskDefinition == primary.TaskDefinition)?.Images ?? [];
        return [.. seen, .. resolved.Where(image => seen.All(one => one.Container != image.Container))];
    }
}
