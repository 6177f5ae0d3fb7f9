using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Rollback.Suspects;

public enum VerdictAnswer
{
    /// <summary>It got worse when this deployment began to serve, and by more than chance.</summary>
    Suspected,

    /// <summary>A rise that matters would have shown since it serves, and none did.</summary>
    Cleared,

    /// <summary>It got worse at a time at which no deployment began to serve.</summary>
    Unrelated,
    CannotTell,
}

/// <summary>In the order in which they weigh.</summary>
public enum JudgedMetric
{
    ErrorRate,
    Restarts,
    ResponseTime,
}

/// <summary>What got worse, from where to where and since when.</summary>
/// <param name="Before">Percent, tasks that failed, or milliseconds.</param>
/// <param name="BeganAt">By the series itself, UTC; the deployment's own time where the series does not say.</param>
public sealed record Deterioration(JudgedMetric Metric, double Before, double After, DateTimeOffset BeganAt)
{
    /// <summary>Too young for the series to show a level: only the early flag is up.</summary>
    public bool IsEarly { get; init; }
}

/// <summary>A deployment as it is judged.</summary>
/// <param name="ServingAt">When its first task began to run, UTC; when the deployment began, where the tasks are not known.</param>
public sealed record JudgedDeployment(string Arn, string Version, TaskDefinitionRef? Revision, DateTimeOffset ServingAt);

/// <summary>Whether a deployment made a service worse, how sure that is, and what speaks against it.</summary>
/// <param name="Worse">Null when nothing got worse, or nobody can tell.</param>
/// <param name="Deployment">The one that is suspected, cleared or cannot be judged; with <see cref="VerdictAnswer.Unrelated"/> the last one before it began, null where none is known.</param>
/// <param name="Probability">That it rose, 0.5 to 1; null where it was not tested.</param>
/// <param name="Why">Why nobody can tell, in words that follow a colon; null otherwise.</param>
/// <param name="Evidence">A sentence each.</param>
/// <param name="Against">What speaks against it, a sentence each.</param>
public sealed record DeploymentVerdict(ServiceKey Key, VerdictAnswer Answer, Deterioration? Worse, JudgedDeployment? Deployment, double? Probability, string? Why, ImmutableArray<string> Evidence, ImmutableArray<string> Against);

public sealed record VerdictsSnapshot(ImmutableDictionary<ServiceKey, DeploymentVerdict> ByService)
{
    public DeploymentVerdict? Of(ServiceKey key) => ByService.GetValueOrDefault(key);
}
