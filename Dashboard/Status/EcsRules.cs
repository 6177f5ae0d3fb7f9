using Dashboard.Alarms.BlackBox;
using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.Ui;

namespace Dashboard.Status;

/// <summary>What the service, its tasks, its targets and its alarms say.</summary>
internal static class EcsRules
{
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

    // A target that is only being registered or checked for the first time is not sick.
    private static int Unhealthy(TargetHealth? targets) =>
        targets?.Reasons.Where(reason => reason.Key is not ("Elb.RegistrationInProgress" or "Elb.InitialHealthChecking")).Sum(reason => reason.Value) ?? 0;

    private static DateTimeOffset? LastStop(StateInputs inputs) => inputs.Stops.Where(stop => stop.IsFailure).Max(stop => (DateTimeOffset?)stop.StoppedAt);

    private static string Version(EcsService service) => service.Definition?.Version ?? service.TaskDefinition?.ToString() ?? "a new revision";

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : ": " + reason.TrimEnd('.');
}
