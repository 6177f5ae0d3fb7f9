using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;

namespace Dashboard.Rollback;

/// <summary>One service as the polls last saw it.</summary>
/// <param name="TasksObservedAt">Null while tasks were never read.</param>
/// <param name="Recent">About the last hour of metrics; null while none were read.</param>
public sealed record ServiceNow(EcsService Service, DeploymentHistory? History, ImmutableArray<EcsTask> Tasks, DateTimeOffset? TasksObservedAt, ServiceSeries? Recent, ImmutableArray<CloudWatchAlarm> Alarms);

/// <summary>Joins the feeds for one service.</summary>
public sealed class ServiceWatch(Feed<FleetSnapshot> fleet, Feed<DeploymentsSnapshot> deployments, Feed<TasksSnapshot> tasks, Feed<MetricsSnapshot> metrics, Feed<AlarmsSnapshot> alarms)
{
    /// <summary>Null when no such service is watched, or the fleet was not read yet.</summary>
    public ServiceNow? Of(ServiceKey key) => fleet.Current.Value?.Find(key) is { } service
        ? new ServiceNow(service, deployments.Current.Value?.Of(key), tasks.Current.Value?.Of(key) ?? [], tasks.Current.Value?.ReadAtOf(key),
            metrics.Current.Value?.Of(key), [.. alarms.Current.Value?.Of(key) ?? []])
        : null;

    public bool IsLoading => fleet.Current.IsLoading;

    public async Task<bool> WaitForFirstAsync(TimeSpan atMost)
    {
        try
        {
            await Task.WhenAll(fleet.FirstAnswer, deployments.FirstAnswer).WaitAsync(atMost);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
