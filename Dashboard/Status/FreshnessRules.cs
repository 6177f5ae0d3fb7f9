using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Status;

/// <summary>What is not known. A service whose data is old is unknown, never healthy.</summary>
internal static class FreshnessRules
{
    /// <summary>One sweep may fail without the fleet turning grey.</summary>
    private static readonly TimeSpan FaultTolerance = TimeSpan.FromSeconds(30);

    // A very large fleet is read in rotation, within about a minute.
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(90);

    public static IEnumerable<Finding> Findings(StateInputs inputs)
    {
        var service = inputs.Service;
        var age = inputs.Now - service.ObservedAt;
        if (age > (service.Fault is null ? StaleAfter : FaultTolerance))
            yield return new(ServiceState.Unknown, $"ECS was last read {Format.Ago(age)}{(service.Fault is { } fault ? ": " + fault.Message.TrimEnd('.') : "")}", service.ObservedAt);
        if (service.Desired > 0 && Metrics(inputs) is { } finding)
            yield return finding;
        foreach (var other in inputs.Others)
            if (other.Fault is { Kind: not FaultKind.Unsupported } why && !(inputs.Now - other.ReadAt <= RecentMinutes.LateAfter))
                yield return new(ServiceState.Unknown, $"its {other.What} {(other.ReadAt is { } at ? $"were last read {Format.Ago(inputs.Now - at)}" : "cannot be read")}: {why.Message.TrimEnd('.')}", other.ReadAt);
    }

    private static Finding? Metrics(StateInputs inputs)
    {
        if (inputs.Metrics is not { } series || RecentMinutes.DataUntil(series) is not { } until)
            return new(ServiceState.Unknown, inputs.MetricsFault is { } why ? $"its metrics cannot be read: {why.Message.TrimEnd('.')}" : "CloudWatch has no metrics of it in the last hour", null);
        var because = inputs.MetricsFault is { } fault ? ": " + fault.Message.TrimEnd('.') : "";
        if (inputs.Now - until > RecentMinutes.LateAfter)
            return new(ServiceState.Unknown, $"its newest metrics are {Format.Duration(inputs.Now - until)} old{because}", until);

        // What stays away without a fault is quiet, as response times are without requests.
        return because.Length > 0 && RecentMinutes.JudgedUntil(series) is { } judged && inputs.Now - judged > RecentMinutes.LateAfter
            ? new(ServiceState.Unknown, $"some of its metrics are {Format.Duration(inputs.Now - judged)} old{because}", judged)
            : null;
    }
}
