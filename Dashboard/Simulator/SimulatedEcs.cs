namespace Dashboard.Simulator;

/// <summary>Amazon ECS in one Region. Clusters and services are taken by name or ARN, a null cluster is <c>default</c>. Lists are complete; endpoints page them.</summary>
public sealed class SimulatedEcs
{
    public IReadOnlyList<string> ListClusters() => throw new NotImplementedException();

    public Described<Cluster> DescribeClusters(IReadOnlyList<string> clusters) => throw new NotImplementedException();

    public IReadOnlyList<string> ListServices(string? cluster, string? launchType = null, string? schedulingStrategy = null) => throw new NotImplementedException();

    public Described<Service> DescribeServices(string? cluster, IReadOnlyList<string> services, bool includeTags) => throw new NotImplementedException();

    /// <param name="desiredStatus">RUNNING or STOPPED; null is RUNNING, as in AWS.</param>
    public IReadOnlyList<string> ListTasks(string? cluster, string? serviceName = null, string? family = null, string? desiredStatus = null, string? startedBy = null) => throw new NotImplementedException();

    public Described<EcsTask> DescribeTasks(string? cluster, IReadOnlyList<string> tasks, bool includeTags = false) => throw new NotImplementedException();

    public IReadOnlyList<string> ListTaskDefinitionFamilies(string? familyPrefix = null) => throw new NotImplementedException();

    /// <param name="familyPrefix">A whole family name, as AWS means it.</param>
    /// <param name="status">ACTIVE (when null), INACTIVE or ALL.</param>
    /// <param name="sort">ASC (when null) or DESC, by family and revision.</param>
    public IReadOnlyList<string> ListTaskDefinitions(string? familyPrefix = null, string? status = null, string? sort = null) => throw new NotImplementedException();

    /// <param name="taskDefinition">An ARN, <c>family:revision</c>, or a family for its newest ACTIVE revision.</param>
    public TaskDefinition DescribeTaskDefinition(string taskDefinition) => throw new NotImplementedException();

    public TaskDefinition RegisterTaskDefinition(TaskDefinition request, string? registeredBy = null) => throw new NotImplementedException();

    public TaskDefinition DeregisterTaskDefinition(string taskDefinition) => throw new NotImplementedException();

    public Service UpdateService(UpdateService request) => throw new NotImplementedException();

    /// <summary>Newest first, of the last 90 days.</summary>
    public IReadOnlyList<ServiceDeploymentBrief> ListServiceDeployments(string? cluster, string service, IReadOnlyList<string>? statuses = null, DateTimeOffset? createdAfter = null, DateTimeOffset? createdBefore = null) => throw new NotImplementedException();

    public Described<ServiceDeployment> DescribeServiceDeployments(IReadOnlyList<string> arns) => throw new NotImplementedException();

    public Described<ServiceRevision> DescribeServiceRevisions(IReadOnlyList<string> arns) => throw new NotImplementedException();

    /// <returns>The service deployment's ARN.</returns>
    public string StopServiceDeployment(string arn, string? stopType) => throw new NotImplementedException();

    /// <returns>The service deployment's ARN.</returns>
    public string ContinueServiceDeployment(string arn, string hookId, string? action) => throw new NotImplementedException();
}

/// <summary>UpdateService's request; what is null stays as it is.</summary>
public sealed record UpdateService(string? Cluster, string Service)
{
    public string? TaskDefinition { get; init; }
    public int? DesiredCount { get; init; }
    public bool ForceNewDeployment { get; init; }
    public DeploymentConfiguration? DeploymentConfiguration { get; init; }
    public int? HealthCheckGracePeriodSeconds { get; init; }
}
