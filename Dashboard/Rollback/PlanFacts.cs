using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;

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
}
