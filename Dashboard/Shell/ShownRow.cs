using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Status;

namespace Dashboard.Shell;

/// <summary>Tells whether a person would see a difference: the board brings a new row for each service every few seconds, and few of them differ.</summary>
internal static class ShownRow
{
    public static bool Same(ServiceStatus drawn, ServiceStatus row) =>
        (drawn.Key, drawn.State, drawn.RunsBadAgain, drawn.LastDeployedAt) == (row.Key, row.State, row.RunsBadAgain, row.LastDeployedAt)
        && (drawn.ErrorPercent, drawn.P95Milliseconds, drawn.CpuPercent, drawn.MemoryPercent, drawn.MetricsAt) == (row.ErrorPercent, row.P95Milliseconds, row.CpuPercent, row.MemoryPercent, row.MetricsAt)
        && drawn.Facts.SequenceEqual(row.Facts)
        && ReferenceEquals(drawn.Verdict, row.Verdict)
        && SameService(drawn.Service, row.Service)
        && SameLine(drawn.Metrics?.ErrorPercent, row.Metrics?.ErrorPercent)
        && (ReferenceEquals(drawn.History, row.History) || DeploymentMarkers.Of(drawn.History).SequenceEqual(DeploymentMarkers.Of(row.History)));

    /// <summary>The same for the service's own page, apart from those parts of it that follow the row by themselves. Of a rollout, and of what could not be read, anything may matter: they are never the same.</summary>
    public static bool SamePage(ServiceStatus drawn, ServiceStatus row) =>
        ReferenceEquals(drawn, row)
        || IsQuiet(drawn) && IsQuiet(row)
        && (drawn.State, drawn.ErrorLimitPercent, drawn.Service.Primary?.Id) == (row.State, row.ErrorLimitPercent, row.Service.Primary?.Id)
        && ReferenceEquals(drawn.History, row.History);

    private static bool IsQuiet(ServiceStatus row) => row.Service is { IsDeploying: false, Pending: 0, Fault: null, TargetsFault: null } && row.History?.Fault is null;

    private static bool SameService(EcsService drawn, EcsService service) =>
        (drawn.Running, drawn.Desired, drawn.IsDeploying, drawn.Primary?.Id, drawn.TaskDefinition) == (service.Running, service.Desired, service.IsDeploying, service.Primary?.Id, service.TaskDefinition)
        && (drawn.Definition?.Version, drawn.Definition?.RegisteredBy) == (service.Definition?.Version, service.Definition?.RegisteredBy)
        && drawn.LoadBalancers.IsEmpty == service.LoadBalancers.IsEmpty
        && (drawn.Fault is null, drawn.TargetsFault is null) == (service.Fault is null, service.TargetsFault is null)
        && SameTargets(drawn.Targets, service.Targets);

    private static bool SameTargets(TargetHealth? drawn, TargetHealth? targets) =>
        ReferenceEquals(drawn, targets)
        || drawn is not null && targets is not null && (drawn.Healthy, drawn.Total) == (targets.Healthy, targets.Total)
        && drawn.Reasons.SequenceEqual(targets.Reasons);

    private static bool SameLine(Series? drawn, Series? line) =>
        ReferenceEquals(drawn, line) || drawn is not null && line is not null && drawn.StartAt == line.StartAt && drawn.Values.SequenceEqual(line.Values);
}
