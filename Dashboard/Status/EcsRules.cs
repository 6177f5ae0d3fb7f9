using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.Ui;

namespace Dashboard.Status;

/// <summary>What the service, its tasks, its targets and its alarms say.</summary>
internal static class EcsRules
{
    private const int CrashesInLoop = 3;
    private static readonly TimeSpan LoopWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LoopOverAfter = TimeSpan.FromMinutes(15);

    public static IEnumerable<Finding> Findings(StateInputs inputs)
    {
        var service = inputs.Service;
        if (NoTasks(inputs) is { } noTasks)
            yield return noTasks;
        if (CrashLoop(inputs) is { } crashes)
            yield return crashes;
        if (service.Primary is { RolloutState: "FAILED" } failed)
            yield return new(ServiceState.Failing, $"the deployment of {Version(service)} failed{Because(failed.RolloutStateReason)}", failed.UpdatedAt ?? failed.CreatedAt);
        if (inputs.BadAgain is { } bad)
            yield return new(ServiceState.Degraded, BadAgain(bad), bad.DeployedAt);
        if (service.IsDeploying)
            yield return new(ServiceState.Deploying, $"rolling out {Version(service)}: {service.Primary?.Running ?? 0} of {service.Primary?.Desired ?? service.Desired} new tasks running", service.Primary?.CreatedAt);
        else if (service.Running > 0 && service.Running < service.Desired)
            yield return new(ServiceState.Degraded, $"{service.Running} of {Format.Plural(service.Desired, "task")} running", LastStop(inputs));
        if (!service.IsDeploying && Unhealthy(service.Targets) is > 0 and var sick)
            yield return new(ServiceState.Degraded, $"{sick} of {Format.Plural(service.Targets!.Total, "target")} unhealthy ({string.Join(", ", service.Targets.Reasons.Keys)})", null);
        foreach (var alarm in inputs.Alarms.Where(alarm => alarm.State == "ALARM"))
            yield return new(ServiceState.Degraded, $"alarm {alarm.Name} is in ALARM", alarm.StateSince);
    }

    private static string BadAgain(BadRevisionWarning warning) => warning.IsItself
        ? $"{warning.Version} is deployed again, which {warning.Bad.By.Name} rolled back from"
        : $"{warning.Version} brings back what {warning.Bad.By.Name} rolled back from";

    private static Finding? NoTasks(StateInputs inputs)
    {
        var service = inputs.Service;
        var isFirstRollout = service is { IsDeploying: true, Pending: > 0, Deployments.Length: 1 };
        return service.Desired > 0 && service.Running == 0 && !isFirstRollout
            ? new(ServiceState.Failing, $"no task is running, {service.Desired} desired", LastStop(inputs))
            : null;
    }

    private static Finding? CrashLoop(StateInputs inputs)
    {
        var loop = inputs.Tasks.Where(task => task.StoppedAt is not null && Crash.Of(task) is not null).GroupBy(task => Crash.Of(task)!)
            .Select(group => (Why: group.Key, Stops: Running([.. group.Select(task => task.StoppedAt!.Value).OrderDescending()], inputs.Now)))
            .Where(group => IsLoop(group.Stops)).OrderByDescending(group => group.Stops.Length).FirstOrDefault();
        return loop.Why is null ? null : new(ServiceState.Failing, $"crash loop, {loop.Stops.Length} tasks stopped: {loop.Why}", loop.Stops[^1]);
    }

    /// <summary>The stops, newest first, back to the last pause that was long enough to call it over; none when that pause is now.</summary>
    private static DateTimeOffset[] Running(DateTimeOffset[] stops, DateTimeOffset now) =>
        [.. stops.Zip(stops.Prepend(now)).TakeWhile(pair => pair.Second - pair.First < LoopOverAfter).Select(pair => pair.First)];

    // ECS waits longer and longer between its attempts, so a loop that goes on soon has fewer stops in the window than it took to see it.
    private static bool IsLoop(DateTimeOffset[] stops) => stops.Zip(stops.Skip(CrashesInLoop - 1)).Any(pair => pair.First - pair.Second <= LoopWindow);

    // A target that is only being registered or checked for the first time is not sick.
    private static int Unhealthy(TargetHealth? targets) =>
        targets?.Reasons.Where(reason => reason.Key is not ("Elb.RegistrationInProgress" or "Elb.InitialHealthChecking")).Sum(reason => reason.Value) ?? 0;

    private static DateTimeOffset? LastStop(StateInputs inputs) => inputs.Tasks.Where(task => Crash.Of(task) is not null).Max(task => task.StoppedAt);

    private static string Version(EcsService service) => service.Definition?.Version ?? service.TaskDefinition?.ToString() ?? "a new revision";

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : ": " + reason.TrimEnd('.');
}
