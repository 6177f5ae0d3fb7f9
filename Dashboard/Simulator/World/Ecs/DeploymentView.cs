namespace Dashboard.Simulator;

/// <summary>Service deployments and revisions as ECS shows them at an instant. Call under the service's gate.</summary>
internal static class DeploymentView
{
    public static ServiceDeploymentBrief Brief(SimService service, DeploymentRun run, DateTimeOffset at) =>
        new(Arns.Run(service.Spec, run.Id), service.Arn, Arns.Cluster(service.Spec.Region, service.Spec.Cluster), run.StatusAt(at))
        {
            StatusReason = run.FinishedBy(at) ? run.OutcomeReason : null,
            CreatedAt = run.CreatedAt,
            StartedAt = run.StartedAt <= at ? run.StartedAt : null,
            FinishedAt = run.FinishedBy(at) ? run.FinishedAt : null,
            TargetServiceRevisionArn = Arns.Revision(service.Spec, run.Target.Id),
        };

    public static ServiceDeployment Of(SimService service, DeploymentRun run, DateTimeOffset at)
    {
        var failures = run.Rollout.Failures.Count(failure => failure <= at);
        var rolledBack = run.RollbackAt <= at;
        return new ServiceDeployment(Arns.Run(service.Spec, run.Id), service.Arn, Arns.Cluster(service.Spec.Region, service.Spec.Cluster), run.StatusAt(at))
        {
            StatusReason = run.FinishedBy(at) ? run.OutcomeReason : null,
            CreatedAt = run.CreatedAt,
            StartedAt = run.StartedAt <= at ? run.StartedAt : null,
            FinishedAt = run.FinishedBy(at) ? run.FinishedAt : null,
            StoppedAt = run.StopRequestedAt <= at ? run.StopRequestedAt : null,
            UpdatedAt = run.FinishedBy(at) ? run.FinishedAt : at,
            SourceServiceRevisions = [.. run.Sources.Select(source => Summary(service, run, source, at, wanted: rolledBack && source == run.RollbackTo))],
            TargetServiceRevision = Summary(service, run, run.Target, at, wanted: !rolledBack),
            DeploymentConfiguration = run.Configuration,
            Rollback = rolledBack && run.RollbackTo is { } to ? new ServiceDeploymentRollback(run.RollbackReason, run.RollbackAt, Arns.Revision(service.Spec, to.Id)) : null,
            DeploymentCircuitBreaker = Breaker(run, failures, at),
            Alarms = Alarms(run, at),
            LifecycleStage = run.StageAt(at),
            LifecycleHookDetails = run.Hooks.Exists(hook => hook.ReachedAt <= at)
                ? [.. run.Hooks.Where(hook => hook.ReachedAt <= at).Select(hook => new LifecycleHookDetail(hook.Id, "PAUSE", hook.StatusAt(at), hook.ExpiresAt, hook.TimeoutAction))]
                : null,
        };
    }

    public static ServiceRevision Of(SimService service, SimRevision revision) =>
        new(Arns.Revision(service.Spec, revision.Id), service.Arn, Arns.Cluster(service.Spec.Region, service.Spec.Cluster), revision.TaskDefinitionArn)
        {
            LoadBalancers = ServiceView.LoadBalancers(service),
            NetworkConfiguration = revision.Surroundings.Network,
            LaunchType = revision.Surroundings.LaunchType,
            CapacityProviderStrategy = revision.Surroundings.Strategy,
            PlatformVersion = revision.Surroundings.ResolvedPlatform,
            ContainerImages = revision.Images,
            CreatedAt = revision.CreatedAt,
        };

    private static ServiceDeploymentAlarms Alarms(DeploymentRun run, DateTimeOffset at) => run.Configuration.Alarms is not { Enable: true } alarms
        ? new ServiceDeploymentAlarms("DISABLED", [], [])
        : new ServiceDeploymentAlarms(
            run.AlarmsIgnored ? "DISABLED" : run.TriggeredAlarms.Count > 0 ? "TRIGGERED" : run.FinishedBy(at) ? "MONITORING_COMPLETE" : "MONITORING",
            alarms.AlarmNames,
            run.TriggeredAlarms);

    private static ServiceDeploymentCircuitBreaker Breaker(DeploymentRun run, int failures, DateTimeOffset at) => new(
        run.Configuration.DeploymentCircuitBreaker is not { Enable: true } ? "DISABLED"
            : run.Rollout.Failures.Count > 0 && run.Rollout.FailedAt <= at && failures >= run.Threshold ? "TRIGGERED"
            : run.FinishedBy(at) ? "MONITORING_COMPLETE"
            : "MONITORING",
        failures,
        run.Threshold);

    /// <summary>A finished deployment keeps the counts that it ended with.</summary>
    private static ServiceRevisionSummary Summary(SimService service, DeploymentRun run, SimRevision revision, DateTimeOffset at, bool wanted)
    {
        var then = run.FinishedBy(at) ? run.FinishedAt : at;
        var own = service.Tasks.Where(task => task.Revision == revision && task.ExistsAt(then)).ToList();
        var summary = new ServiceRevisionSummary(
            Arns.Revision(service.Spec, revision.Id),
            wanted ? service.DesiredCount : own.Count(task => task.StaysAt(then)),
            own.Count(task => task.RunsAt(then)),
            own.Count(task => task.PendsAt(then)));
        if (!BlueGreen.Is(run))
            return summary;
        var (production, test) = BlueGreen.Weights(run, revision, then);
        return summary with { RequestedProductionTrafficWeight = production, RequestedTestTrafficWeight = test };
    }
}
