using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Alarms.BlackBox;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Rollback;
using Dashboard.Rollback.Suspects;

namespace Dashboard.Status;

/// <summary>Joins what the rooms know of each service. Pure: the same readings give the same board.</summary>
internal static class FleetBoardJoin
{
    private const string TargetsHealth = "target health checks";
    private static readonly AlarmsOptions Standard = new();

    public static FleetBoard Join(FleetSnapshot fleet, Reading<MetricsSnapshot> metrics, AlarmsSnapshot? alarms, DeploymentsSnapshot? deployments, BlackBoxSnapshot? stops, DateTimeOffset now, BadRevisionsSnapshot? bad = null, TasksSnapshot? tasks = null, AlarmsOptions? thresholds = null, VerdictsSnapshot? verdicts = null, ScalingSnapshot? scaling = null)
    {
        var alarmsByService = (alarms?.Alarms ?? []).Where(alarm => alarm is { Service: not null, IsForScaling: false }).ToLookup(alarm => alarm.Service!.Value);
        var rows = fleet.Services.Select(service => Row(new StateInputs(
            service,
            metrics.Value?.Of(service.Key),
            metrics.Value?.Faults.GetValueOrDefault(service.Key) ?? metrics.Fault,
            [.. alarmsByService[service.Key]],
            stops?.Of(service.Key) ?? [],
            deployments?.Of(service.Key),
            now)
        {
            BadAgain = bad?.WarningOf(service.Key),
            Scaling = scaling?.Of(service.Key),
            Tasks = [.. (tasks?.Of(service.Key) ?? []).Where(task => !task.IsStopped)],
            Limits = (thresholds ?? Standard).Of(service.Key),
            Verdict = verdicts?.Of(service.Key),
            Others =
            [
                new("alarms", alarms is not null && alarms.ReadAt.TryGetValue(service.Key.Target, out var alarmsAt) ? alarmsAt : null, alarms?.Faults.GetValueOrDefault(service.Key.Target)),
                new("tasks", tasks?.ReadAtOf(service.Key), tasks?.FaultOf(service.Key)),
                new(TargetsHealth, service.Targets?.ObservedAt, service.TargetsFault),
            ],
        }));
        return new FleetBoard([.. rows.OrderByDescending(row => row.State).ThenByDescending(row => Lost(row))
            .ThenBy(row => row.Key.Target, StringComparer.Ordinal).ThenBy(row => row.Key.Cluster, StringComparer.Ordinal).ThenBy(row => row.Key.Service, StringComparer.Ordinal)], fleet.Clusters)
        {
            Unread = [.. Unread(fleet, metrics.Value, alarms, tasks).OrderBy(source => source.Target, StringComparer.Ordinal)],
        };
    }

    /// <summary>Each source of each target that could not be read, once, with the first reason.</summary>
    private static IEnumerable<UnreadSource> Unread(FleetSnapshot fleet, MetricsSnapshot? metrics, AlarmsSnapshot? alarms, TasksSnapshot? tasks) =>
        (tasks?.Faults ?? []).Select(fault => new UnreadSource(fault.Key.Target, "tasks", fault.Value))
        .Concat(fleet.Services.Where(service => service.TargetsFault is not null).Select(service => new UnreadSource(service.Key.Target, TargetsHealth, service.TargetsFault!)))
        .Concat((metrics?.Faults ?? []).Select(fault => new UnreadSource(fault.Key.Target, "metrics", fault.Value)))
        .Concat((alarms?.Faults ?? []).Select(fault => new UnreadSource(fault.Key, "alarms", fault.Value)))
        .DistinctBy(source => (source.Target, source.What));

    private static ServiceStatus Row(StateInputs inputs)
    {
        var findings = ServiceStateRules.Find(inputs);
        var (state, facts, since) = ServiceStateRules.Judge(findings);
        var series = inputs.Metrics;
        var newest = inputs.History?.Newest;
        return new ServiceStatus(inputs.Service, state, facts, since, ServiceStateRules.Suspect(state, since, inputs.History, inputs.Verdict), series, inputs.History, [.. inputs.Alarms.Where(alarm => alarm.State == "ALARM")])
        {
            ErrorLimitPercent = inputs.Limits.ErrorPercent,
            ErrorPercent = Newest(series?.ErrorPercent, inputs.Now),
            P95Milliseconds = Newest(series?[ServiceMetric.ResponseP95], inputs.Now) * 1000,
            CpuPercent = Newest(series?[ServiceMetric.CpuPercent], inputs.Now),
            MemoryPercent = Newest(series?[ServiceMetric.MemoryPercent], inputs.Now),
            MetricsAt = series?.Metrics.Values.Append(series.ErrorPercent).Select(one => one.Latest?.At).Max(),
            Troubles = [.. findings.Where(finding => finding.State >= ServiceState.Degraded).Select(finding => finding.Fact)],
            Verdict = inputs.Verdict,
            RunsBadAgain = inputs.BadAgain is not null,
            LastDeployedAt = newest?.StartedAt ?? newest?.CreatedAt ?? inputs.Service.Primary?.CreatedAt,
        };
    }

    /// <summary>The share of its work that a failing service does not do, percent; what still runs and measures no errors comes after what is known to fail people.</summary>
    private static double Lost(ServiceStatus row) => row.State != ServiceState.Failing ? 0 : row.Service.Running == 0 ? 100 : row.ErrorPercent ?? 0;

    private static double? Newest(Series? series, DateTimeOffset now) => series is null ? null : RecentMinutes.Newest(series, now)?.Value;
}
