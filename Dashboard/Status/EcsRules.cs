using Dashboard.Alarms.BlackBox;
using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.Ui;

namespace Dashboard.Status;

/// <summary>What the service, its tasks, its targets and its alarms say.</summary>
internal static class EcsRules
{
    /// <summary>An image of some gigabytes and a slow start take a few minutes; ECS itself gives up after hours.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CauseIsRecent = TimeSpan.FromMinutes(30);

    public static IEnumerable<Finding> Findings(StateInputs inputs)
    {
        var service = inputs.Service;
        if (NoTasks(inputs) is { } noTasks)
            yield return noTasks;
        if (ContinuousFailure.Of(inputs.Stops, inputs.Now) is { } failing)
            yield return new(ServiceState.Failing, $"continuously failing, {failing.Tasks} tasks stopped: {StopWords.Cause(failing.Fingerprint)}", failing.Since);
        if (service.Primary is { RolloutState: "FAILED" } failed)
            yield return new(ServiceState.Failing, $"the deployment of {Version(service)} failed{Because(failed.RolloutStateReason)}", failed.UpdatedAt ?? failed.CreatedAt);
        if (inputs.BadAgain is { } bad)
            yield return new(ServiceState.Degraded, BadAgain(bad), bad.DeployedAt);
        if (Stuck(inputs) is { } stuck)
            yield return stuck;
        if (NearBreaker(inputs) is { } near)
            yield return near;
        if (service.IsDeploying)
            yield return new(ServiceState.Deploying, $"rolling out {Version(service)}: {service.Primary?.Running ?? 0} of {service.Primary?.Desired ?? service.Desired} new tasks running", service.Primary?.CreatedAt);
        else if (service.Running > 0 && service.Running < service.Desired && !IsScalingOut(inputs))
            yield return new(ServiceState.Degraded, $"{service.Running} of {Format.Plural(service.Desired, "task")} running{LastCause(inputs)}", LastStop(inputs));
        if (FailedChecks(inputs) is { } unwell)
            yield return unwell;
        if (!service.IsDeploying && Unhealthy(service.Targets) is > 0 and var sick)
            yield return new(ServiceState.Degraded, $"{sick} of {Format.Plural(service.Targets!.Total, "target")} unhealthy ({string.Join(", ", service.Targets.Reasons.Keys)})", null);
        if (AtMaximum(inputs) is { } full)
            yield return full;
        foreach (var alarm in inputs.Alarms.Where(alarm => alarm.State == "ALARM"))
            yield return new(ServiceState.Degraded, $"alarm {alarm.Name} is in ALARM", alarm.StateSince);
    }

    private static string BadAgain(BadRevisionWarning warning) => warning.IsItself
        ? $"{warning.Version} is deployed again, which {warning.Bad.By.Name} rolled back from"
        : $"{warning.Version} brings back what {warning.Bad.By.Name} rolled back from";

    /// <summary>What is missing is on its way, and no task failed for which it would come.</summary>
    private static bool IsScalingOut(StateInputs inputs) =>
        inputs is { Scaling: not null, Service: var service } && service.Running + service.Pending >= service.Desired && LastCause(inputs).Length == 0;

    /// <summary>By itself no harm; with busy tasks it is, because nobody comes to help them.</summary>
    private static Finding? AtMaximum(StateInputs inputs)
    {
        var desired = inputs.Service.Desired;
        if (inputs.Scaling is not { } limits || limits.Maximum <= limits.Minimum || desired < limits.Maximum)
            return null;
        var busy = inputs.Metrics is { } metrics && MetricRules.Cpu(metrics, inputs.Limits, inputs.Now) is not null;
        return new(busy ? ServiceState.Degraded : ServiceState.Healthy, $"at its maximum of {Format.Plural(limits.Maximum, "task")}{(busy ? " with busy CPUs, so it cannot scale out" : "")}", null);
    }

    private static Finding? NoTasks(StateInputs inputs)
    {
        var service = inputs.Service;
        var isFirstRollout = service is { IsDeploying: true, Pending: > 0, Deployments.Length: 1 };
        return service.Desired > 0 && service.Running == 0 && !isFirstRollout
            ? new(ServiceState.Failing, $"no task is running, {service.Desired} desired", LastStop(inputs))
            : null;
    }

    private static Finding? FailedChecks(StateInputs inputs)
    {
        var running = inputs.Tasks.Where(task => task is { LastStatus: "RUNNING", DesiredStatus: "RUNNING" }).ToList();
        var unwell = running.Where(task => task.Health == "UNHEALTHY").ToList();
        var containers = unwell.SelectMany(task => task.Containers).Where(container => container.Health == "UNHEALTHY").Select(container => container.Name).Distinct().Order(StringComparer.Ordinal);
        return unwell.Count == 0 ? null : new(ServiceState.Degraded, $"{unwell.Count} of {Format.Plural(running.Count, "task")} {(unwell.Count == 1 ? "fails" : "fail")} the health check of container {string.Join(", ", containers)}", null);
    }

    /// <summary>No new task came to run for long although some are wanted. One that waits for a bake time or a hook has all its tasks.</summary>
    private static Finding? Stuck(StateInputs inputs)
    {
        if (inputs is not { Service: { IsDeploying: true, Primary: { } primary }, Tasks.IsEmpty: false } || primary.Running >= primary.Desired)
            return null;
        var lastStart = inputs.Tasks.Where(task => task.TaskDefinition == primary.TaskDefinition && task.LastStatus == "RUNNING").Max(task => task.StartedAt) ?? primary.CreatedAt;
        var moved = lastStart > primary.CreatedAt ? lastStart : primary.CreatedAt;
        return inputs.Now - moved is var age && age > StuckAfter
            ? new(ServiceState.Degraded, $"the deployment of {Version(inputs.Service)} is stuck: {primary.Running} of {primary.Desired} new tasks running, none started for {Format.Duration(age)}{LastCause(inputs)}", moved)
            : null;
    }

    private static Finding? NearBreaker(StateInputs inputs) =>
        inputs is { Service.IsDeploying: true, History.Newest: { IsFinished: false, CircuitBreakerStatus: not "DISABLED", FailureCount: > 0 and var failed, FailureThreshold: > 0 and var threshold } newest } && failed < threshold && 2 * failed >= threshold
            ? new(ServiceState.Degraded, $"{failed} of the {Format.Plural(threshold, "failed task")} at which the circuit breaker stops the deployment{LastCause(inputs)}", newest.StartedAt ?? newest.CreatedAt)
            : null;

    private static string LastCause(StateInputs inputs) =>
        inputs.Stops.FirstOrDefault(stop => stop.IsFailure && inputs.Now - stop.StoppedAt < CauseIsRecent) is { } stop ? $"; the last stopped: {StopWords.Cause(stop.Fingerprint)}" : "";

    // A target that is only being registered or checked for the first time is not sick.
    private static int Unhealthy(TargetHealth? targets) =>
        targets?.Reasons.Where(reason => reason.Key is not ("Elb.RegistrationInProgress" or "Elb.InitialHealthChecking")).Sum(reason => reason.Value) ?? 0;

    private static DateTimeOffset? LastStop(StateInputs inputs) => inputs.Stops.Where(stop => stop.IsFailure).Max(stop => (DateTimeOffset?)stop.StoppedAt);

    private static string Version(EcsService service) => service.Definition?.Version ?? service.TaskDefinition?.ToString() ?? "a new revision";

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : ": " + reason.TrimEnd('.');
}
