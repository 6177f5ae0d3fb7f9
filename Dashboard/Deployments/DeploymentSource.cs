using System.Collections.Concurrent;
using System.Collections.Immutable;
using Amazon.ECS.Model;
using Dashboard.Aws;
using Dashboard.Fleet;
using Model = Amazon.ECS.Model;

namespace Dashboard.Deployments;

/// <summary>Asks ECS for service deployments and the revisions they ran. Finished deployments and revisions do not change, so each is described once.</summary>
internal sealed class DeploymentSource
{
    private const int DescribeLimit = 20;
    private readonly ConcurrentDictionary<string, ServiceDeployment> finished = [];
    private readonly ConcurrentDictionary<string, ServiceRevision> revisions = [];

    /// <summary>The newest twenty of one service, newest first. aws ecs list-service-deployments, describe-service-deployments, describe-service-revisions.</summary>
    public async Task<Answer<IReadOnlyList<ServiceDeployment>>> ReadAsync(TargetClients target, ServiceKey key, CancellationToken cancel)
    {
        var request = new ListServiceDeploymentsRequest { Cluster = key.Cluster, Service = key.Service, MaxResults = DescribeLimit };
        var list = await target.AskAsync("ecs:ListServiceDeployments", token => target.Ecs.ListServiceDeploymentsAsync(request, token), cancel);
        if (list.Value is not { } found)
            return list.Fault!;
        var arns = (found.ServiceDeployments ?? []).OrderByDescending(brief => brief.CreatedAt).Select(brief => brief.ServiceDeploymentArn).ToList();
        var read = await DescribeAsync(target, [.. arns.Where(arn => !finished.ContainsKey(arn))], cancel);
        if (read.Value is not { } changing)
            return read.Fault!;
        foreach (var deployment in changing.Values.Where(one => one.IsFinished && HasRevisions(one)))
            finished[deployment.Arn] = deployment;
        return new([.. arns.Select(arn => changing.GetValueOrDefault(arn) ?? finished.GetValueOrDefault(arn)).OfType<ServiceDeployment>()], null);
    }

    /// <summary>Forgets what no service's history names any more.</summary>
    public void Keep(IEnumerable<ServiceDeployment> inUse)
    {
        var deployments = inUse.ToList();
        foreach (var arn in finished.Keys.Except(deployments.Select(one => one.Arn)).ToList())
            finished.TryRemove(arn, out _);
        foreach (var arn in revisions.Keys.Except(deployments.SelectMany(one => one.Sources.Append(one.Target)).OfType<ServiceRevision>().Select(one => one.Arn)).ToList())
            revisions.TryRemove(arn, out _);
    }

    private async Task<Answer<Dictionary<string, ServiceDeployment>>> DescribeAsync(TargetClients target, List<string> arns, CancellationToken cancel)
    {
        if (arns.Count == 0)
            return new Dictionary<string, ServiceDeployment>();
        var request = new DescribeServiceDeploymentsRequest { ServiceDeploymentArns = arns };
        var answer = await target.AskAsync("ecs:DescribeServiceDeployments", token => target.Ecs.DescribeServiceDeploymentsAsync(request, token), cancel);
        if (answer.Value is not { } found)
            return answer.Fault!;
        var deployments = found.ServiceDeployments ?? [];
        var fault = await LearnRevisionsAsync(target, deployments, cancel);
        return fault is null ? deployments.ToDictionary(one => one.ServiceDeploymentArn, Map) : fault;
    }

    private async Task<Fault?> LearnRevisionsAsync(TargetClients target, List<Model.ServiceDeployment> deployments, CancellationToken cancel)
    {
        var missing = deployments.SelectMany(one => (one.SourceServiceRevisions ?? []).Append(one.TargetServiceRevision)).Select(summary => summary?.Arn)
            .OfType<string>().Distinct().Where(arn => !revisions.ContainsKey(arn));
        foreach (var arns in missing.Chunk(DescribeLimit))
        {
            var request = new DescribeServiceRevisionsRequest { ServiceRevisionArns = [.. arns] };
            var answer = await target.AskAsync("ecs:DescribeServiceRevisions", token => target.Ecs.DescribeServiceRevisionsAsync(request, token), cancel);
            if (answer.Value is not { } found)
                return answer.Fault;
            foreach (var revision in found.ServiceRevisions ?? [])
                revisions[revision.ServiceRevisionArn] = Map(revision);
        }

        return null;
    }

    private static bool HasRevisions(ServiceDeployment deployment) => deployment.Target?.TaskDefinition is not null;

    private ServiceDeployment Map(Model.ServiceDeployment deployment) =>
        new(deployment.ServiceDeploymentArn, deployment.ServiceDeploymentArn[(deployment.ServiceDeploymentArn.LastIndexOf('/') + 1)..], deployment.Status?.Value ?? "")
        {
            StatusReason = deployment.StatusReason,
            Stage = deployment.LifecycleStage?.Value,
            CreatedAt = Utc(deployment.CreatedAt) ?? DateTimeOffset.UnixEpoch,
            StartedAt = Utc(deployment.StartedAt),
            FinishedAt = Utc(deployment.FinishedAt ?? deployment.StoppedAt),
            Target = Counted(deployment.TargetServiceRevision),
            Sources = [.. (deployment.SourceServiceRevisions ?? []).Select(Counted).OfType<ServiceRevision>()],
            CircuitBreakerStatus = deployment.DeploymentCircuitBreaker?.Status?.Value,
            FailureCount = deployment.DeploymentCircuitBreaker?.FailureCount,
            FailureThreshold = deployment.DeploymentCircuitBreaker?.Threshold,
            TriggeredAlarms = [.. deployment.Alarms?.TriggeredAlarmNames ?? []],
            Hooks = [.. (deployment.LifecycleHookDetails ?? []).Where(hook => hook.HookId is not null).Select(hook => new DeploymentHook(hook.HookId, hook.Status?.Value ?? "", Utc(hook.ExpiresAt), hook.TimeoutAction?.Value))],
            RollbackReason = deployment.Rollback?.Reason,
            RollbackRevisionArn = deployment.Rollback?.ServiceRevisionArn,
        };

    private ServiceRevision? Counted(ServiceRevisionSummary? summary) => summary?.Arn is not { } arn ? null : revisions.GetValueOrDefault(arn, new ServiceRevision(arn, null, [], null)) with
    {
        Requested = summary.RequestedTaskCount,
        Running = summary.RunningTaskCount,
        Pending = summary.PendingTaskCount,
        TrafficPercent = summary.RequestedProductionTrafficWeight,
    };

    private static ServiceRevision Map(Model.ServiceRevision revision) =>
        new(revision.ServiceRevisionArn, TaskDefinitionRef.Parse(revision.TaskDefinition), [.. (revision.ContainerImages ?? []).Select(image => new RevisionImage(image.ContainerName, image.Image, image.ImageDigest))], Utc(revision.CreatedAt))
        {
            Configuration = RevisionConfigurationSource.Map(revision),
        };

    private static DateTimeOffset? Utc(DateTime? at) => ServiceMappingSource.Utc(at);
}
