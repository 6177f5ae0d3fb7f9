using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Alarms.BlackBox;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Rollback;
using Dashboard.Rollback.Suspects;

namespace Dashboard.Status;

/// <summary>What is known of one service at one moment, from all feeds.</summary>
/// <param name="Metrics">The last hour; null while none were read.</param>
/// <param name="MetricsFault">Why newer datapoints are missing; null when they are not.</param>
/// <param name="Alarms">All of the service's alarms, whatever their state.</param>
/// <param name="Stops">Its tasks that stopped within a day, newest first.</param>
internal sealed record StateInputs(EcsService Service, ServiceSeries? Metrics, Fault? MetricsFault, ImmutableArray<CloudWatchAlarm> Alarms, ImmutableArray<StoppedTask> Stops, DeploymentHistory? History, DateTimeOffset Now)
{
    /// <summary>Its tasks that are not stopped; empty while none were read.</summary>
    public ImmutableArray<EcsTask> Tasks { get; init; } = [];

    /// <summary>What counts as too much for this service.</summary>
    public ServiceThresholds Limits { get; init; } = new AlarmsOptions().Of(Service.Key);

    public DeploymentVerdict? Verdict { get; init; }

    /// <summary>Null when it is not scaled automatically, or while that is not known.</summary>
    public ScalingLimits? Scaling { get; init; }

    /// <summary>What its state rests on besides ECS and its metrics, with when that was read.</summary>
    public ImmutableArray<OtherReading> Others { get; init; } = [];

    /// <summary>That a revision runs which was rolled back from; null when none is known to.</summary>
    public BadRevisionWarning? BadAgain { get; init; }
}

/// <param name="What">In the plural, as in "alarms".</param>
/// <param name="ReadAt">When it was last read, UTC; null if never.</param>
/// <param name="Fault">Why it is older than the newest attempt; null when it is not.</param>
internal readonly record struct OtherReading(string What, DateTimeOffset? ReadAt, Fault? Fault);

/// <summary>One reason for a state, in plain words, and since when it holds as far as the data shows.</summary>
internal readonly record struct Finding(ServiceState State, string Fact, DateTimeOffset? Since);
