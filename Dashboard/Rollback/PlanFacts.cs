using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Rollback.GitHub;
using Dashboard.Ui;

namespace Dashboard.Rollback;

/// <summary>Everything that a plan is made from, read once so that all of it belongs to one moment.</summary>
/// <param name="History">Null while deployments were not read yet.</param>
/// <param name="Recent">About the last hour of metrics; null while none were read.</param>
/// <param name="RolledBackFrom">Revisions that people left through this dashboard.</param>
public sealed record PlanFacts(EcsService Service, DeploymentHistory? History, ServiceSeries? Recent, ImmutableArray<CloudWatchAlarm> Alarms, ImmutableHashSet<TaskDefinitionRef> RolledBackFrom, DateTimeOffset Now)
{
    public string? Region { get; init; }

    /// <summary>By image reference with digest; what is not in it was not looked up.</summary>
    public ImmutableDictionary<RevisionImage, ImageCheck> Images { get; init; } = ImmutableDictionary<RevisionImage, ImageCheck>.Empty;

    /// <summary>How the service did in a stay of a candidate, as far as it was asked for.</summary>
    public ImmutableDictionary<TimeSpanUtc, ServedSignal> Measured { get; init; } = ImmutableDictionary<TimeSpanUtc, ServedSignal>.Empty;

    /// <summary>Who made a deployment, by its ARN; what is not in it is not known.</summary>
    public ImmutableDictionary<string, string> Deployers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The workflow that deploys the service; null when none is configured.</summary>
    public WorkflowPath? GitHub { get; init; }
    public RollbackOptions Options { get; init; } = new();

    /// <summary>Of a stay of a candidate: as it was asked for, else from the last hour; null when not measured.</summary>
    public ServedSignal? SignalOf(TimeSpanUtc stay) => Measured.GetValueOrDefault(stay) ?? ServedTime.Signal(Recent, stay);

    /// <summary>What is remembered of this service as bad, the last rolled back from first.</summary>
    public ImmutableArray<BadRevision> Bad { get; init; } = [];

    public TaskDefinitionRef? Current => Service.Primary?.TaskDefinition ?? Service.TaskDefinition;

    public TaskDefinitionDetail? DefinitionOf(TaskDefinitionRef? task) =>
        task is not { } known ? null
        : History?.Definitions.GetValueOrDefault(known) ?? History?.KnownDefinitions.FirstOrDefault(one => one.Ref == known) ?? (Service.Definition?.Ref == known ? Service.Definition : null);

    /// <summary>The deployment under way; null when the newest one is finished or none is known.</summary>
    public ServiceDeployment? InProgress => History?.Deployments.FirstOrDefault() is { IsFinished: false } newest ? newest : null;
}

public enum ImageState
{
    Present,
    Missing,
    Unchecked,
}

/// <param name="Reason">Why it could not be checked; null otherwise.</param>
public sealed record ImageCheck(ImageState State, string? Reason = null)
{
    /// <summary>As in <c>linux/amd64</c>; empty where the image's manifest does not tell.</summary>
    public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>The image is there by its digest, and its tag names another one now, or none.</summary>
    public bool IsTagMoved { get; init; }

    /// <summary>The digest that its tag names now; null where it names none, or was not asked for.</summary>
    public string? TagDigest { get; init; }
}
