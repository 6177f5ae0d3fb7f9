using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Shell;

/// <summary>A service's deployments as lines on its charts.</summary>
public static class DeploymentMarkers
{
    private static readonly OncePer<DeploymentHistory, ServiceKey, ImmutableArray<ChartMarker>> Known = new((history, _) =>
        [.. history.Deployments.Select(deployment => new ChartMarker(deployment.StartedAt ?? deployment.CreatedAt, Label(deployment, history), Kind(deployment)))]);

    public static ImmutableArray<ChartMarker> Of(DeploymentHistory? history) => history is null ? [] : Known.Of(history, history.Key);

    /// <summary>What people call the version: the image's tag where it is known, else the task definition.</summary>
    private static string Label(ServiceDeployment deployment, DeploymentHistory history)
    {
        if (deployment.Target?.TaskDefinition is not { } definition)
            return "deployment";
        return history.Definitions.TryGetValue(definition, out var detail) && detail.Version != "?" ? detail.Version : definition.ToString();
    }

    private static string Kind(ServiceDeployment deployment) => deployment.Status switch
    {
        "ROLLBACK_SUCCESSFUL" or "ROLLBACK_FAILED" or "ROLLBACK_IN_PROGRESS" or "ROLLBACK_REQUESTED" or "STOPPED" => "failed",
        _ => "deployment",
    };
}
