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
    }

    private static Finding? Metrics(StateInputs inputs)
    {
        if (inputs.Metrics is not { } series || RecentMinutes.DataUntil(series) is not { } until)
            return new(ServiceState.Unknown, inputs.MetricsFault is { } why ? $"its metrics cannot be read: {why.Message.TrimEnd('.')}" : "CloudWatch has no metrics of it in the last hour", null);
        if (inputs.Now - until <= RecentMinutes.LateAfter)
            return null;
        return new(ServiceState.Unknown, $"its newest metrics are {Format.Duration(inputs.Now - until)} old{(inputs.MetricsFault is { } fault ? ": " + fault.Message.TrimEnd('.') : "")}", until);
    }
}
