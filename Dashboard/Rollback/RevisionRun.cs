using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Rollback;

internal enum RunEnd
{
    Succeeded,

    /// <summary>ECS itself went back to it.</summary>
    WentBackTo,

    /// <summary>A deployment started from it, and ECS no longer lists the one that brought it.</summary>
    StartedFrom,
    Failed,
}

/// <summary>One stay of a revision in production, or one attempt at it.</summary>
/// <param name="Deployment">What its end tells of; of <see cref="RunEnd.WentBackTo"/> and <see cref="RunEnd.StartedFrom"/> the deployment of another revision.</param>
/// <param name="Served">Null when it never took over, or nobody knows since when.</param>
internal sealed record RevisionRun(ServiceRevision Revision, ServiceDeployment Deployment, RunEnd End, TimeSpanUtc? Served)
{
    /// <summary>Newest first.</summary>
    public static IEnumerable<RevisionRun> Of(ImmutableArray<ServiceDeployment> deployments, DateTimeOffset now)
    {
        for (var index = 0; index < deployments.Length; index++)
        {
            var deployment = deployments[index];
            if (deployment is { Status: "SUCCESSFUL", Target: { } ran })
                yield return new(ran, deployment, RunEnd.Succeeded, ServedTime.After(deployments, index, now));
            if (deployment.Status is "ROLLBACK_SUCCESSFUL" && WentBackTo(deployments, deployment) is { } back)
                yield return new(back, deployment, RunEnd.WentBackTo, ServedTime.After(deployments, index, now));
            if (IsFailure(deployment) && deployment.Target is { } failed)
                yield return new(failed, deployment, RunEnd.Failed, null);
            if (deployment.Sources is [var source] && !deployments.Any(one => one.Target?.Arn == source.Arn))
                yield return new(source, deployment, RunEnd.StartedFrom, source.CreatedAt is { } since ? ServedTime.Stretch(since, deployment.StartedAt ?? deployment.CreatedAt) : null);
        }
    }

    /// <summary>Those that were left for what had run before: for an older revision of their family, or for the images of an older one.</summary>
    public static IEnumerable<TaskDefinitionRef> LeftBehind(ImmutableArray<ServiceDeployment> deployments)
    {
        var ran = deployments.Where(deployment => deployment.Status == "SUCCESSFUL").Select(deployment => deployment.Target).OfType<ServiceRevision>().ToArray();
        for (var index = 1; index < ran.Length; index++)
            if (ran[index].TaskDefinition is { } left && ran[index - 1].TaskDefinition is { } next && left != next && (IsOlder(next, left) || IsBack(ran, index)))
                yield return left;
    }

    private static bool IsOlder(TaskDefinitionRef one, TaskDefinitionRef other) => one.Family == other.Family && one.Revision < other.Revision;

    // A copy pinned to good images has a higher number than the revision that it makes up for.
    private static bool IsBack(ServiceRevision[] ran, int index) =>
        SameRevision.SameDigests(ran[index - 1], ran[index]) is false && ran.Skip(index + 1).Any(before => SameRevision.SameDigests(ran[index - 1], before) is true);

    private static bool IsFailure(ServiceDeployment deployment) => deployment.Status is not ("SUCCESSFUL" or "PENDING" or "IN_PROGRESS");

    private static ServiceRevision? WentBackTo(ImmutableArray<ServiceDeployment> deployments, ServiceDeployment deployment) =>
        deployment.RollbackRevisionArn is { } arn ? deployments.SelectMany(All).FirstOrDefault(revision => revision.Arn == arn) : null;

    public static IEnumerable<ServiceRevision> All(ServiceDeployment deployment) =>
        deployment.Target is { } target ? [target, .. deployment.Sources] : deployment.Sources;
}
