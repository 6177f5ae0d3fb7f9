using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Rollback.Suspects;
using Dashboard.Ui;

namespace Dashboard.Status;

/// <summary>One service with everything that is known of it now, joined from all rooms once per change, not per viewer.</summary>
/// <param name="Facts">Why it is in this state, the weightiest first, as in "error rate 12 % over the last 5 minutes". Empty when healthy.</param>
/// <param name="Since">When it entered this state as far as the data shows, UTC; null when unknown.</param>
/// <param name="Suspect">The deployment after which it began; null when none fits.</param>
/// <param name="Metrics">The last hour; null while none were read.</param>
public sealed record ServiceStatus(EcsService Service, ServiceState State, ImmutableArray<string> Facts, DateTimeOffset? Since, ServiceDeployment? Suspect, ServiceSeries? Metrics, DeploymentHistory? History, ImmutableArray<CloudWatchAlarm> OpenAlarms)
{
    public ServiceKey Key => Service.Key;

    /// <summary>Those of its facts that make it degraded or failing.</summary>
    public ImmutableArray<string> Troubles { get; init; } = [];

    /// <summary>Whether a deployment made it worse; null when nothing got worse and none is young enough to be judged.</summary>
    public DeploymentVerdict? Verdict { get; init; }

    /// <summary>Error rate of the newest minute that has requests, percent; null where there is none within five minutes.</summary>
    public double? ErrorPercent { get; init; }

    /// <summary>Above this error rate the service counts as failing, percent.</summary>
    public double ErrorLimitPercent { get; init; } = 5;

    /// <summary>p95 of the newest minute, milliseconds; null where there is none within five minutes.</summary>
    public double? P95Milliseconds { get; init; }
    public double? CpuPercent { get; init; }
    public double? MemoryPercent { get; init; }

    /// <summary>When the newest datapoint behind these numbers began, UTC; null when there is none.</summary>
    public DateTimeOffset? MetricsAt { get; init; }

    /// <summary>A revision that was rolled back from is deployed again; the facts say which.</summary>
    public bool RunsBadAgain { get; init; }

    /// <summary>Start of the newest deployment; null when none is known.</summary>
    public DateTimeOffset? LastDeployedAt { get; init; }
}

/// <param name="What">In the plural, as in "alarms".</param>
public sealed record UnreadSource(string Target, string What, Fault Fault);

/// <summary>The whole fleet, worst first, and one plain sentence about it.</summary>
public sealed record FleetBoard(ImmutableArray<ServiceStatus> Rows, ImmutableArray<ClusterReading> Clusters)
{
    /// <summary>What besides the services themselves could not all be read in the newest attempt.</summary>
    public ImmutableArray<UnreadSource> Unread { get; init; } = [];

    // One for all who see the same places, so that what is worked out of it is worked out once, too.
    private static readonly OncePer<FleetBoard, Places, FleetBoard> Parts = new((board, sight) => board with
    {
        Rows = [.. board.Rows.Where(row => sight.Hold(row.Key.Target, row.Key.Cluster))],
        Clusters = [.. board.Clusters.Where(cluster => cluster.Cluster is null ? sight.HoldSomeOf(cluster.Target) : sight.Hold(cluster.Target, cluster.Cluster))],
        Unread = [.. board.Unread.Where(source => sight.HoldSomeOf(source.Target))],
    });

    public ServiceStatus? Find(ServiceKey key) => Rows.FirstOrDefault(row => row.Key == key);

    /// <param name="sight">Null for everything.</param>
    public FleetBoard SeenBy(Places? sight) => sight is not { IsEverywhere: false } ? this : Parts.Of(this, sight);
}
