namespace Dashboard.Deployments;

/// <summary>ECS's states in plain words.</summary>
public static class DeploymentWords
{
    public static string Status(string status) => status switch
    {
        "PENDING" => "Waiting to start",
        "IN_PROGRESS" => "Rolling out",
        "STOP_REQUESTED" => "Stopping",
        "STOPPED" => "Stopped",
        "SUCCESSFUL" => "Completed",
        "ROLLBACK_REQUESTED" => "About to be rolled back by ECS",
        "ROLLBACK_IN_PROGRESS" => "Being rolled back by ECS",
        "ROLLBACK_SUCCESSFUL" => "Rolled back by ECS",
        "ROLLBACK_FAILED" => "Failed, and rolling back failed too",
        _ => status,
    };

    /// <summary>A kind that the state chip knows.</summary>
    public static string Kind(string status) => status switch
    {
        "SUCCESSFUL" => "healthy",
        "PENDING" or "IN_PROGRESS" => "deploying",
        "ROLLBACK_FAILED" => "failing",
        "STOPPED" or "STOP_REQUESTED" or "ROLLBACK_REQUESTED" or "ROLLBACK_IN_PROGRESS" or "ROLLBACK_SUCCESSFUL" => "degraded",
        _ => "unknown",
    };

    /// <summary>The image tag where the definition is known, else <c>family:revision</c>.</summary>
    public static string Version(DeploymentHistory? history, ServiceRevision? revision) =>
        history?.DefinitionOf(revision)?.Version ?? revision?.TaskDefinition?.ToString() ?? "an unknown version";

    /// <summary>It put an older revision of the same family in the place of a newer one.</summary>
    public static bool GoesBack(ServiceDeployment deployment) =>
        deployment.Target?.TaskDefinition is { } to && deployment.Sources.Any(source => source.TaskDefinition is { } from && from.Family == to.Family && from.Revision > to.Revision);

    /// <summary>The readable end of an IAM principal: the role and session of an assumed role, else the last part.</summary>
    public static string? Person(string? principalArn)
    {
        if (string.IsNullOrEmpty(principalArn))
            return null;
        var parts = principalArn.Split('/');
        return parts is [_, var role, var session] && principalArn.Contains(":assumed-role/", StringComparison.Ordinal) ? $"{role} ({session})" : parts[^1];
    }
}
