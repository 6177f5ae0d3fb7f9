using Dashboard.Ui;

namespace Dashboard.Deployments;

/// <summary>The deployments of a service as lines on its charts.</summary>
public static class DeploymentMarkers
{
    /// <summary>Oldest first; none when the history is not known.</summary>
    public static IReadOnlyList<ChartMarker> Of(DeploymentHistory? history) =>
        history is null ? [] : [.. history.Deployments.Reverse().Select(deployment => new ChartMarker(deployment.StartedAt ?? deployment.CreatedAt, Label(history, deployment), Kind(deployment)))];

    private static string Label(DeploymentHistory history, ServiceDeployment deployment) =>
        $"{DeploymentWords.Version(history, deployment.Target)}, {DeploymentWords.Status(deployment.Status).ToLowerInvariant()}";

    private static string Kind(ServiceDeployment deployment) => deployment switch
    {
        { Status: "ROLLBACK_SUCCESSFUL" or "ROLLBACK_FAILED" or "STOPPED" } => "failed",
        _ when DeploymentWords.GoesBack(deployment) => "rollback",
        _ => "deployment",
    };
}
