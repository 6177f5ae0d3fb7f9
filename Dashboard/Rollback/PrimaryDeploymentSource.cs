using Amazon.ECS.Model;
using Dashboard.Aws;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>What a service is on at this very moment, asked of ECS and never taken from a poll. Of a controller other than ECS it is the PRIMARY task set.</summary>
/// <param name="PrimaryCreatedAt">By ECS's clock.</param>
public sealed record PrimaryDeployment(string Id, TaskDefinitionRef? TaskDefinition, DateTimeOffset PrimaryCreatedAt, string ServiceStatus, string Controller);

public sealed class PrimaryDeploymentSource(AwsClients clients, AwsTargets targets, TimeProvider time)
{
    public async Task<Answer<PrimaryDeployment>> ReadAsync(ServiceKey key, CancellationToken cancel = default)
    {
        const string Operation = "ecs:DescribeServices";
        if (targets.Find(key.Target) is null)
            return new Fault(FaultKind.NotFound, $"No target {key.Target} is configured any more.", time.GetUtcNow());
        var target = clients.For(key.Target);
        var answer = await target.AskAsync(Operation, token => target.Ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = key.Cluster, Services = [key.Service] }, token), cancel);
        if (answer.Value is not { } response)
            return answer.Fault!;
        if (response.Services is not [var service, ..])
            return new Fault(FaultKind.NotFound, $"ECS knows no service {key.Service} in cluster {key.Cluster}: {response.Failures?.FirstOrDefault()?.Reason ?? "no reason given"}.", time.GetUtcNow()) { Operation = Operation };
        if (PrimaryOf(service) is not { Id: { } id } primary)
            return new Fault(FaultKind.Invalid, $"ECS reports no PRIMARY deployment of {key.Service}.", time.GetUtcNow()) { Operation = Operation };
        return new PrimaryDeployment(id, TaskDefinitionRef.Parse(primary.TaskDefinition), Utc(primary.CreatedAt), service.Status ?? "ACTIVE", service.DeploymentController?.Type?.Value ?? "ECS");
    }

    private static (string? Id, string? TaskDefinition, DateTime? CreatedAt)? PrimaryOf(Service service) =>
        service.Deployments?.FirstOrDefault(deployment => deployment.Status == "PRIMARY") is { } deployment ? (deployment.Id, deployment.TaskDefinition, deployment.CreatedAt)
        : service.TaskSets?.FirstOrDefault(set => set.Status == "PRIMARY") is { } set ? (set.Id, set.TaskDefinition, set.CreatedAt)
        : null;

    private static DateTimeOffset Utc(DateTime? at) => at is { } value ? new DateTimeOffset(value.ToUniversalTime()) : DateTimeOffset.UnixEpoch;
}
