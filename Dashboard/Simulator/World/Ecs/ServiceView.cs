namespace Dashboard.Simulator;

/// <summary>A service as DescribeServices shows it at an instant. Call under the service's gate.</summary>
internal static class ServiceView
{
    private const int MaxEvents = 100;
    private static readonly TimeSpan SteadyEvery = TimeSpan.FromHours(6);

    public static Service Of(SimService service, DateTimeOffset at, bool tags)
    {
        service.ReachTo(at);
        var spec = service.Spec;
        var primary = service.Primary(at);
        var alive = service.Tasks.Where(task => task.ExistsAt(at)).ToList();
        var codeDeploy = spec.Controller == "CODE_DEPLOY";
        return new Service(service.Arn, spec.Name, Arns.Cluster(spec.Region, spec.Cluster))
        {
            DesiredCount = service.DesiredCount,
            RunningCount = alive.Count(task => task.RunsAt(at)),
            PendingCount = alive.Count(task => task.PendsAt(at)),
            TaskDefinition = primary.Revision.TaskDefinitionArn,
            DeploymentConfiguration = service.Configuration,
            DeploymentController = new DeploymentController(spec.Controller),
            Deployments = codeDeploy ? [] : Deployments(service, primary, alive, at),
            TaskSets = codeDeploy ? [TaskSet(service, primary, alive, at)] : null,
            RoleArn = $"arn:aws:iam::{SimulatedWorld.Account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
            Events = Events(service, primary, at),
            LoadBalancers = LoadBalancers(service),
            CreatedAt = spec.IsYoung ? service.Runs[0].CreatedAt : service.Clock.Start - TimeSpan.FromDays(400 + (service.Chance % 300)),
            CreatedBy = $"arn:aws:iam::{SimulatedWorld.Account}:role/platform-admin",
            NetworkConfiguration = service.Surroundings.Network,
            LaunchType = service.Surroundings.LaunchType,
            CapacityProviderStrategy = service.Surroundings.Strategy,
            PlatformVersion = service.Surroundings.PlatformVersion,
            HealthCheckGracePeriodSeconds = service.TargetGroupArn is null ? null : service.GracePeriodSeconds ?? 30,
            Tags = tags ? Tags(spec) : null,
            CurrentServiceDeployment = codeDeploy ? null : service.Runs.LastOrDefault(run => run.CreatedAt <= at) is { } run ? Arns.Run(spec, run.Id) : null,
            CurrentServiceRevisions = codeDeploy ? null : CurrentRevisions(service, primary, alive, at),
        };
    }

    public static IReadOnlyList<LoadBalancer> LoadBalancers(SimService service) =>
        service.TargetGroupArn is { } group ? [new LoadBalancer(group, service.Spec.Name, service.Spec.Port)] : [];

    private static List<Deployment> Deployments(SimService service, Rollout primary, List<SimTask> alive, DateTimeOffset at) =>
        [.. service.Rollouts.AsEnumerable().Reverse()
            .Where(rollout => rollout == primary || (rollout.CreatedAt <= at && rollout.Revision != primary.Revision && alive.Any(task => task.Revision == rollout.Revision)))
            .DistinctBy(rollout => rollout.Revision)
            .Select(rollout => Deployment(service, rollout, primary, alive, at))];

    private static Deployment Deployment(SimService service, Rollout rollout, Rollout primary, List<SimTask> alive, DateTimeOffset at)
    {
        var own = alive.Where(task => task.Revision == rollout.Revision).ToList();
        return new Deployment(rollout.Id, rollout == primary ? "PRIMARY" : "ACTIVE")
        {
            TaskDefinition = rollout.Revision.TaskDefinitionArn,
            DesiredCount = rollout == primary ? service.DesiredCount : own.Count(task => task.StaysAt(at)),
            RunningCount = own.Count(task => task.RunsAt(at)),
            PendingCount = own.Count(task => task.PendsAt(at)),
            FailedTasks = rollout.Failures.Count(failure => failure <= at),
            CreatedAt = rollout.CreatedAt,
            UpdatedAt = rollout.FailedAt <= at ? rollout.FailedAt : rollout.CompletedAt <= at ? rollout.CompletedAt : at,
            NetworkConfiguration = rollout.Revision.Surroundings.Network,
            LaunchType = rollout.Revision.Surroundings.LaunchType,
            CapacityProviderStrategy = rollout.Revision.Surroundings.Strategy,
            PlatformVersion = rollout.Revision.Surroundings.ResolvedPlatform,
            RolloutState = rollout.StateAt(at),
            RolloutStateReason = rollout.ReasonAt(at),
        };
    }

    private static TaskSet TaskSet(SimService service, Rollout primary, List<SimTask> alive, DateTimeOffset at) => new(primary.Id, $"{Arns.Cluster(service.Spec.Region, service.Spec.Cluster).Replace(":cluster/", ":task-set/", StringComparison.Ordinal)}/{service.Spec.Name}/{primary.Id}", "PRIMARY")
    {
        ServiceArn = service.Arn,
        ClusterArn = Arns.Cluster(service.Spec.Region, service.Spec.Cluster),
        StartedBy = "CODE_DEPLOY",
        ExternalId = "d-" + Hash.Hex(service.Chance, 9).ToUpperInvariant(),
        TaskDefinition = primary.Revision.TaskDefinitionArn,
        ComputedDesiredCount = service.DesiredCount,
        RunningCount = alive.Count(task => task.RunsAt(at)),
        PendingCount = alive.Count(task => task.PendsAt(at)),
        CreatedAt = primary.CreatedAt,
        UpdatedAt = primary.CompletedAt <= at ? primary.CompletedAt : at,
        LoadBalancers = LoadBalancers(service),
    };

    private static List<CurrentServiceRevision> CurrentRevisions(SimService service, Rollout primary, List<SimTask> alive, DateTimeOffset at) =>
        [.. alive.Where(task => task.StaysAt(at)).Select(task => task.Revision).Append(primary.Revision).Distinct()
            .Select(revision => new CurrentServiceRevision(
                Arns.Revision(service.Spec, revision.Id),
                revision == primary.Revision ? service.DesiredCount : alive.Count(task => task.Revision == revision && task.StaysAt(at)),
                alive.Count(task => task.Revision == revision && task.RunsAt(at)),
                alive.Count(task => task.Revision == revision && task.PendsAt(at))))];

    /// <summary>ECS says every six hours that a quiet service is steady.</summary>
    private static List<ServiceEvent> Events(SimService service, Rollout primary, DateTimeOffset at)
    {
        var events = service.Events.Where(said => said.CreatedAt <= at).ToList();
        if (service.Loop is null && primary.CompletedAt < at)
            for (var steady = primary.CompletedAt + SteadyEvery; steady <= at; steady += SteadyEvery)
                events.Add(new ServiceEvent(Hash.Guid(Hash.Of(service.Chance, (ulong)steady.ToUnixTimeSeconds())), steady, $"(service {service.Spec.Name}) has reached a steady state."));
        return [.. events.OrderByDescending(said => said.CreatedAt).Take(MaxEvents)];
    }

    private static List<Tag> Tags(ServiceSpec spec)
    {
        List<Tag> tags = [new("owner", spec.Owner), new("runbook", $"https://runbooks.example.com/{spec.Cluster}/{spec.Name}"), new("tier", spec.Traffic > 500 ? "1" : "2")];
        if (spec.Terraform)
            tags.Add(new("managed-by", "terraform"));
        if (spec.Story == Story.CloudFormation)
            tags.AddRange(DefinitionTemplate.Stack(spec));
        return tags;
    }
}
