using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback.GitHub;

/// <summary>From a workflow that was asked to the ECS deployment that it began. A green run proves nothing: the two are joined by the images' digests.</summary>
internal static class WorkflowFollowing
{
    private static readonly TimeSpan AppearsWithin = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ListedWithin = TimeSpan.FromMinutes(1);

    /// <summary>The intent moved on, or null while nothing has changed.</summary>
    public static RollbackIntent? Next(RollbackIntent intent, ServiceNow now, DateTimeOffset at, RollbackOptions options) =>
        Join(intent, now) ?? Ended(intent, now, at) ?? TimedOut(intent, at, options);

    /// <summary>The intent with what runs the images that it asked for since; null when nothing does.</summary>
    public static RollbackIntent? Join(RollbackIntent intent, ServiceNow now)
    {
        if (Deployed(intent, now) is not { } found)
            return null;
        var primary = now.Service.Primary;
        return intent with { Deployed = found, DeploymentId = primary?.TaskDefinition == found && primary.Id != intent.SeenDeploymentId ? primary.Id : null };
    }

    public static RollbackIntent? TimedOut(RollbackIntent intent, DateTimeOffset at, RollbackOptions options) => Following.TimedOut(intent, at, options) is { } late
        ? late with { Verdict = $"Timed out: {Wording.Length(options.SteadyWithin)} after GitHub was asked, {Missing(intent)}" }
        : null;

    /// <summary>How the run stands, while nothing of it is seen on the service.</summary>
    public static string Text(RollbackIntent intent)
    {
        var run = intent.Facts.WorkflowRunId is null
            ? "GitHub was asked; which run it began is not known yet."
            : $"GitHub's run is {intent.Facts.WorkflowConclusion ?? intent.Facts.WorkflowStatus ?? "not read yet"}; waiting for a deployment with {Digests(intent)}.";
        return intent.Facts.WorkflowFault is { } fault ? $"{run} {fault}" : run;
    }

    private static TaskDefinitionRef? Deployed(RollbackIntent intent, ServiceNow now) =>
        now.History?.Deployments.LastOrDefault(deployment => Rollout.MayBeOurs(intent, deployment) && deployment.Target is { } target && IsWanted(intent, target.Images))?.Target?.TaskDefinition
        ?? ByTasks(intent, now);

    // Task sets of other controllers than ECS have no service revision, and where service deployments cannot be read the tasks tell as well.
    private static TaskDefinitionRef? ByTasks(RollbackIntent intent, ServiceNow now)
    {
        if (now.Service.Primary is not { TaskDefinition: { } definition } primary || primary.Id == intent.SeenDeploymentId || primary.CreatedAt <= intent.SeenCreatedAt)
            return null;
        var running = now.Tasks.Where(task => task is { LastStatus: "RUNNING", DesiredStatus: "RUNNING" } && task.TaskDefinition == definition).ToArray();
        return running.Length > 0 && running.All(task => IsWanted(intent, [.. task.Containers.Select(container => new RevisionImage(container.Name, container.Image ?? "", container.ImageDigest))])) ? definition : null;
    }

    private static bool IsWanted(RollbackIntent intent, IReadOnlyCollection<RevisionImage> images)
    {
        var wanted = intent.Facts.Images.Where(image => image.Digest is not null).ToArray();
        return wanted.Length > 0 && wanted.All(one => images.Any(image => (image.Container, image.Digest) == (one.Container, one.Digest)));
    }

    private static RollbackIntent? Ended(RollbackIntent intent, ServiceNow now, DateTimeOffset at)
    {
        if (intent.Facts.WorkflowEndedAt is not { } ended || now.Service.ObservedAt <= ended)
            return null;
        var isGreen = intent.Facts.WorkflowConclusion == "success";
        var primary = now.Service.Primary;
        var isOther = primary is not null && primary.Id != intent.SeenDeploymentId;

        // A run ends when ECS is done, but the deployments are read seconds later; and some workflows only begin one.
        if (at - ended < (isGreen ? AppearsWithin : isOther ? ListedWithin : TimeSpan.Zero))
            return null;
        var on = isOther ? Running(primary!, now) : $"The service is still on {intent.From} ({intent.SeenDeploymentId}).";
        if (!isGreen)
            return Close(intent, IntentState.Failed, at, $"Failed: GitHub's run ended with {intent.Facts.WorkflowConclusion ?? "no conclusion"}: {intent.Facts.WorkflowRunUrl}. {on}");
        return isOther && !(now.Service.Definition?.Ref == primary!.TaskDefinition && now.Service.Definition?.Version == intent.ToVersion)
            ? Close(intent, IntentState.Superseded, at, $"Superseded: the workflow reported success ({intent.Facts.WorkflowRunUrl}), but another deployment took over. {on}")
            : Close(intent, IntentState.Failed, at, $"Failed: the workflow reported success ({intent.Facts.WorkflowRunUrl}), but no deployment with {Digests(intent)} is on the service. {on}");
    }

    private static string Running(EcsDeployment primary, ServiceNow now)
    {
        var images = now.History?.Deployments.FirstOrDefault(deployment => deployment.Target?.TaskDefinition == primary.TaskDefinition)?.Target?.Images ?? [];
        var digests = string.Join(", ", images.Where(image => image.Digest is not null).Select(image => $"{image.Container} {image.Digest}"));
        return $"It is on {primary.TaskDefinition} ({primary.Id}){(digests.Length == 0 ? "" : $" with {digests}")}.";
    }

    private static string Missing(RollbackIntent intent) => intent.Facts switch
    {
        { WorkflowRunId: null, WorkflowFault: { } fault } => $"its run could not be looked up, and no deployment with {Digests(intent)} is on the service. {fault}",
        { WorkflowRunId: null } => $"its run could not be found: no title of one carries this rollback's id. No deployment with {Digests(intent)} is on the service. Look at the workflow's runs on GitHub.",
        var facts => $"its run is {facts.WorkflowConclusion ?? facts.WorkflowStatus} ({facts.WorkflowRunUrl}), and no deployment with {Digests(intent)} is on the service.{(facts.WorkflowFault is { } fault ? $" {fault}" : "")}",
    };

    private static string Digests(RollbackIntent intent) =>
        intent.Facts.Images.Count(image => image.Digest is not null) is > 1 and var several
            ? $"the {several} digests that were asked for"
            : $"the digest {intent.Facts.Images.FirstOrDefault(image => image.Digest is not null)?.Digest ?? "that was asked for"}";

    private static RollbackIntent Close(RollbackIntent intent, IntentState state, DateTimeOffset at, string verdict) =>
        intent with { State = state, ClosedAt = at, Verdict = verdict };
}
