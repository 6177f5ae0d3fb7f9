using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Rollback.Suspects;

namespace Dashboard.Status;

/// <summary>Says what state a service is in, and why. The worst finding decides; every finding of weight is told.</summary>
internal static class ServiceStateRules
{
    public static (ServiceState State, ImmutableArray<string> Facts, DateTimeOffset? Since) Judge(StateInputs inputs) => Judge(Find(inputs));

    // A stable sort: within one state the weightiest rule comes first, as the rules are written.
    public static IReadOnlyList<Finding> Find(StateInputs inputs) =>
        [.. EcsRules.Findings(inputs).Concat(MetricRules.Findings(inputs)).Concat(FreshnessRules.Findings(inputs)).OrderByDescending(finding => finding.State)];

    public static (ServiceState State, ImmutableArray<string> Facts, DateTimeOffset? Since) Judge(IReadOnlyList<Finding> findings)
    {
        return findings.Count == 0
            ? (ServiceState.Healthy, [], null)
            : (findings[0].State, [.. findings.Select(finding => finding.Fact)], findings.Where(finding => finding.State == findings[0].State).Min(finding => finding.Since));
    }

    /// <summary>The one that the verdict suspects; while there is no verdict, the newest that started from ten minutes before to two minutes after it began.</summary>
    public static ServiceDeployment? Suspect(ServiceState state, DateTimeOffset? since, DeploymentHistory? history, DeploymentVerdict? verdict = null)
    {
        if (verdict is not null)
            return verdict.Answer == VerdictAnswer.Suspected && state is (ServiceState.Failing or ServiceState.Degraded) ? history?.Deployments.FirstOrDefault(deployment => deployment.Arn == verdict.Deployment?.Arn) : null;
        if (state is not (ServiceState.Failing or ServiceState.Degraded) || since is not { } began || history is null)
            return null;
        return history.Deployments
            .Where(deployment => Started(deployment) >= began.AddMinutes(-10) && Started(deployment) <= began.AddMinutes(2))
            .MaxBy(Started);
    }

    private static DateTimeOffset Started(ServiceDeployment deployment) => deployment.StartedAt ?? deployment.CreatedAt;
}
