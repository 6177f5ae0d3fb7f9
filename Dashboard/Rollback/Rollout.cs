using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Rollback.GitHub;

namespace Dashboard.Rollback;

public enum RolloutEnd
{
    GoesOn,

    /// <summary>ECS calls it done and every running task is on the target. Not yet a success.</summary>
    Steady,
    Reverted,
    Failed,
    Superseded,
}

/// <summary>How far a rollout is, from what the polls saw.</summary>
/// <param name="Text">One sentence.</param>
/// <param name="RunningOld">Tasks of other revisions.</param>
/// <param name="FailureThreshold">Of the deployment circuit breaker; null when ECS gives none.</param>
public sealed record Rollout(RolloutEnd End, string Text, int RunningOld, int RunningNew, int Desired, string? Stage, int? FailureCount, int? FailureThreshold)
{
    private static readonly TimeSpan ShowsWithin = TimeSpan.FromMinutes(1);

    public static Rollout Of(RollbackIntent intent, ServiceNow now)
    {
        var ours = OursIn(intent, now.History);
        var (end, text) = Judge(intent, now, ours);
        var fresh = now.Service.Deployments.Where(deployment => deployment.TaskDefinition == intent.Wanted).Sum(deployment => deployment.Running);
        var old = now.Service.Deployments.Where(deployment => deployment.TaskDefinition != intent.Wanted).Sum(deployment => deployment.Running);
        var failed = now.Service.Primary is { } primary && primary.TaskDefinition == intent.Wanted ? primary.FailedTasks : (int?)null;
        return new Rollout(end, text, old, fresh, now.Service.Desired, ours?.Stage, ours?.FailureCount ?? failed, ours?.FailureThreshold);
    }

    /// <summary>The service deployment that this rollback began or stopped; null while it is not listed.</summary>
    public static ServiceDeployment? OursIn(RollbackIntent intent, DeploymentHistory? history) => intent is { Move: RollbackMove.GitHub, Deployed: null } ? null
        : intent.StopsDeployment
            ? history?.Deployments.FirstOrDefault(deployment => deployment.Arn == intent.StopArn)
            : history?.Deployments.LastOrDefault(deployment => deployment.Target?.TaskDefinition == intent.Wanted && MayBeOurs(intent, deployment));

    /// <summary>Began after the deployment that was seen, and was not over before anything was sent: that would be an earlier attempt, which ECS took back.</summary>
    public static bool MayBeOurs(RollbackIntent intent, ServiceDeployment deployment) =>
        deployment.CreatedAt > intent.SeenCreatedAt && !(deployment.FinishedAt < (intent.SentAt ?? intent.At));

    private static (RolloutEnd, string) Judge(RollbackIntent intent, ServiceNow now, ServiceDeployment? ours)
    {
        if (now.Service.ObservedAt <= (intent.SentAt ?? intent.At))
            return (RolloutEnd.GoesOn, "Waiting for ECS to show it.");
        if (intent is { Move: RollbackMove.GitHub, Deployed: null })
            return (RolloutEnd.GoesOn, WorkflowFollowing.Text(intent));
        if (now.Service.Primary is not { } primary)
            return (RolloutEnd.GoesOn, "ECS reports no PRIMARY deployment.");
        return intent.StopsDeployment ? JudgeStop(intent, now, ours, primary) : JudgeUpdate(intent, now, ours, primary);
    }

    // ECS ends its reasons with a full stop, sometimes.
    private static string Because(string? reason) => (reason ?? "no reason given").TrimEnd('.');

    private static (RolloutEnd, string) JudgeUpdate(RollbackIntent intent, ServiceNow now, ServiceDeployment? ours, EcsDeployment primary)
    {
        switch (ours?.Status)
        {
            case "ROLLBACK_SUCCESSFUL":
                return (RolloutEnd.Reverted, $"ECS reverted it: {Because(ours.RollbackReason ?? ours.StatusReason)}. {intent.FromVersion} is back.");
            case "ROLLBACK_REQUESTED" or "ROLLBACK_IN_PROGRESS":
                return (RolloutEnd.GoesOn, $"ECS is reverting it: {Because(ours.RollbackReason ?? ours.StatusReason)}.");
            case "ROLLBACK_FAILED":
                return (RolloutEnd.Failed, $"Its rollout failed, and so did ECS's way back: {Because(ours.StatusReason)}.");
        }

        var replaced = primary.TaskDefinition != intent.Wanted || (intent.DeploymentId is not null && primary.Id != intent.DeploymentId);
        if (replaced)
            return Replaced(intent, ours, primary, now.Service.ObservedAt);
        if (ours?.Status == "STOPPED")
            return (RolloutEnd.Failed, $"Its deployment was stopped: {Because(ours.StatusReason)}.");
        if (primary.RolloutState == "FAILED")
            return (RolloutEnd.Failed, $"Its rollout failed: {Because(primary.RolloutStateReason)}.");

        // Where service deployments cannot be read, DescribeServices alone has to do. Task sets of other controllers have no rollout state: their tasks decide.
        var done = (primary.RolloutState is "COMPLETED" || now.Service.DeploymentController != "ECS") && (ours is null || ours.Status == "SUCCESSFUL");
        return done ? OnTarget(intent, now) : (RolloutEnd.GoesOn, $"{primary.Running} of {primary.Desired} tasks run {intent.ToVersion}.");
    }

    // The two polls are seconds apart: the service may already be back while its deployment still reads IN_PROGRESS.
    // And what ECS shows is eventually consistent: the deployment that was left may still be PRIMARY for a moment.
    private static (RolloutEnd, string) Replaced(RollbackIntent intent, ServiceDeployment? ours, EcsDeployment primary, DateTimeOffset observedAt) => (ours, primary) switch
    {
        (null, _) when primary.Id == intent.SeenDeploymentId && observedAt < (intent.SentAt ?? intent.At) + ShowsWithin => (RolloutEnd.GoesOn, "Waiting for ECS to show it."),
        ({ IsFinished: false }, _) => (RolloutEnd.GoesOn, $"The service is on {primary.TaskDefinition} again; waiting for ECS to say why."),
        (null, _) when primary.Id == intent.SeenDeploymentId => (RolloutEnd.Reverted, $"ECS went back to {intent.FromVersion}: {Because(primary.RolloutStateReason)}."),
        _ => (RolloutEnd.Superseded, $"Another deployment took over: {primary.TaskDefinition} ({primary.Id})."),
    };

    /// <summary>The abort came too late: the bad deployment is done, and another move leads back now.</summary>
    public static string FinishedFirst(RollbackIntent intent) => $"The deployment of {intent.FromVersion} finished before it could be stopped. Nothing else was sent; make a new plan.";

    private static (RolloutEnd, string) JudgeStop(RollbackIntent intent, ServiceNow now, ServiceDeployment? stopped, EcsDeployment primary) => stopped?.Status switch
    {
        "SUCCESSFUL" => (RolloutEnd.Failed, FinishedFirst(intent)),
        "ROLLBACK_FAILED" => (RolloutEnd.Failed, $"ECS could not go back: {Because(stopped.StatusReason)}."),
        "ROLLBACK_SUCCESSFUL" or "STOPPED" or null when primary.TaskDefinition is { } other && other != intent.Wanted && primary.Id != intent.SeenDeploymentId =>
            (RolloutEnd.Superseded, $"Another deployment took over: {other} ({primary.Id})."),
        "ROLLBACK_SUCCESSFUL" when primary.TaskDefinition == intent.Wanted => OnTarget(intent, now),
        "STOPPED" => (RolloutEnd.Failed, $"The deployment was stopped without going back: {Because(stopped.StatusReason)}."),
        null when primary.TaskDefinition == intent.Wanted && primary.RolloutState == "COMPLETED" => OnTarget(intent, now),
        _ => (RolloutEnd.GoesOn, $"ECS is stopping the deployment of {intent.FromVersion}."),
    };

    // "Stable" alone is not enough: ECS's own way back is stable too. Every running task has to be on the target.
    private static (RolloutEnd, string) OnTarget(RollbackIntent intent, ServiceNow now)
    {
        var elsewhere = now.Service.Deployments.Where(deployment => deployment.TaskDefinition != intent.Wanted).Sum(deployment => deployment.Running);
        if (now.TasksObservedAt > intent.SentAt)
            elsewhere = Math.Max(elsewhere, now.Tasks.Count(task => task is { LastStatus: "RUNNING", DesiredStatus: "RUNNING" } && task.TaskDefinition != intent.Wanted));
        if (elsewhere > 0)
            return (RolloutEnd.GoesOn, $"{elsewhere} {(elsewhere == 1 ? "task still runs" : "tasks still run")} another revision.");
        return now.Service.Running < now.Service.Desired
            ? (RolloutEnd.GoesOn, $"{now.Service.Running} of {now.Service.Desired} tasks run.")
            : (RolloutEnd.Steady, $"All {now.Service.Running} tasks run {intent.ToVersion}.");
    }
}
