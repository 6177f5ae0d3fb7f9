using System.Collections.Immutable;
using System.Globalization;
using Model = Amazon.ECS.Model;

namespace Dashboard.Fleet;

/// <summary>From the SDK's service to ours. Collections are null where ECS sent none.</summary>
internal static class ServiceMappingSource
{
    public static EcsService Map(Model.Service service, string target, string cluster, DateTimeOffset now) =>
        new(new ServiceKey(target, cluster, service.ServiceName), service.ServiceArn)
        {
            Status = service.Status ?? "ACTIVE",
            DeploymentController = service.DeploymentController?.Type?.Value ?? "ECS",
            DeploymentStrategy = service.DeploymentConfiguration?.Strategy?.Value ?? "ROLLING",
            LaunchType = service.LaunchType?.Value ?? service.CapacityProviderStrategy?.FirstOrDefault()?.CapacityProvider,
            Desired = service.DesiredCount ?? 0,
            Running = service.RunningCount ?? 0,
            Pending = service.PendingCount ?? 0,
            TaskDefinition = TaskDefinitionRef.Parse(service.TaskDefinition),
            Deployments = [.. (service.Deployments ?? []).Select(Map).Concat((service.TaskSets ?? []).Select(Map)).OrderByDescending(deployment => deployment.CreatedAt)],
            Events = [.. (service.Events ?? []).OrderByDescending(happened => happened.CreatedAt).Select(happened => new ServiceEvent(happened.Id, Utc(happened.CreatedAt) ?? now, happened.Message ?? ""))],
            LoadBalancers = [.. (service.LoadBalancers ?? []).Where(balancer => balancer.TargetGroupArn is not null).Select(Map)],
            CircuitBreakerEnabled = service.DeploymentConfiguration?.DeploymentCircuitBreaker?.Enable ?? false,
            CircuitBreakerRollsBack = service.DeploymentConfiguration?.DeploymentCircuitBreaker?.Rollback ?? false,
            DeploymentAlarms = service.DeploymentConfiguration?.Alarms is { Enable: true } alarms ? [.. alarms.AlarmNames ?? []] : [],
            MinimumHealthyPercent = service.DeploymentConfiguration?.MinimumHealthyPercent,
            MaximumPercent = service.DeploymentConfiguration?.MaximumPercent,
            IsDaemon = service.SchedulingStrategy?.Value == "DAEMON",
            BakeMinutes = service.DeploymentConfiguration?.BakeTimeInMinutes,
            TrafficSteps = Steps(service.DeploymentConfiguration),
            CircuitBreakerThreshold = Threshold(service.DeploymentConfiguration?.DeploymentCircuitBreaker?.ThresholdConfiguration),
            HookStages = [.. (service.DeploymentConfiguration?.LifecycleHooks ?? []).SelectMany(hook => hook.LifecycleStages ?? []).Distinct()],
            PlatformFamily = service.PlatformFamily,
            CreatedBy = service.CreatedBy,
            Tags = (service.Tags ?? []).DistinctBy(tag => tag.Key).ToImmutableDictionary(tag => tag.Key, tag => tag.Value ?? ""),
            ObservedAt = now,
        };

    // What is not set has ECS's defaults: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html, API_LinearConfiguration.html
    private static TrafficSteps? Steps(Model.DeploymentConfiguration? configuration) => configuration?.Strategy?.Value switch
    {
        "CANARY" => new(configuration.CanaryConfiguration?.CanaryPercent ?? 5, configuration.CanaryConfiguration?.CanaryBakeTimeInMinutes ?? 10),
        "LINEAR" => new(configuration.LinearConfiguration?.StepPercent ?? 10, configuration.LinearConfiguration?.StepBakeTimeInMinutes ?? 6),
        _ => null,
    };

    private static string? Threshold(Model.ThresholdConfiguration? threshold) => threshold is not { Value: { } value } ? null
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {(threshold.Type?.Value == "COUNT" ? "tasks" : "%")}");

    private static EcsDeployment Map(Model.Deployment deployment) =>
        new(deployment.Id, deployment.Status ?? "", TaskDefinitionRef.Parse(deployment.TaskDefinition), deployment.RolloutState?.Value, deployment.RolloutStateReason,
            deployment.DesiredCount ?? 0, deployment.RunningCount ?? 0, deployment.PendingCount ?? 0, deployment.FailedTasks ?? 0,
            Utc(deployment.CreatedAt) ?? DateTimeOffset.UnixEpoch, Utc(deployment.UpdatedAt));

    // CodeDeploy and external controllers deploy task sets in place of deployments.
    private static EcsDeployment Map(Model.TaskSet set) =>
        new(set.Id, set.Status ?? "", TaskDefinitionRef.Parse(set.TaskDefinition), null, null, set.ComputedDesiredCount ?? 0, set.RunningCount ?? 0, set.PendingCount ?? 0, 0, Utc(set.CreatedAt) ?? DateTimeOffset.UnixEpoch, Utc(set.UpdatedAt));

    private static ServiceLoadBalancer Map(Model.LoadBalancer balancer) =>
        new(balancer.TargetGroupArn, Dimension(balancer.TargetGroupArn, "targetgroup/"), null, balancer.ContainerName, balancer.ContainerPort, null);

    /// <summary>The CloudWatch dimension is the ARN's end: <c>targetgroup/name/id</c>, or <c>app/name/id</c> after <c>loadbalancer/</c>.</summary>
    public static string Dimension(string arn, string from) =>
        arn.IndexOf(from, StringComparison.Ordinal) is >= 0 and var at ? arn[at..] : arn;

    public static DateTimeOffset? Utc(DateTime? at) =>
        at is { } time ? new DateTimeOffset(time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime()) : null;
}
