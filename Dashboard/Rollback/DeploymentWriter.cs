using Amazon.ECS;
using Amazon.ECS.Model;
using Dashboard.Aws;

namespace Dashboard.Rollback;

/// <param name="DeploymentId">The PRIMARY deployment after the call; null when ECS did not name it.</param>
public sealed record Written(string? DeploymentId);

/// <summary>The only place that changes a deployment. Each call goes out once: the client behind it never retries.</summary>
public sealed class DeploymentWriter(AwsClients clients)
{
    public Task<Answer<Written>> SendAsync(RollbackIntent intent) => intent.Move == RollbackMove.StopServiceDeployment ? StopAsync(intent) : UpdateAsync(intent);

    // Only the task definition: a desired count sent along could undo what Application Auto Scaling did meanwhile.
    private Task<Answer<Written>> UpdateAsync(RollbackIntent intent)
    {
        var target = clients.For(intent.Key.Target);
        var request = new UpdateServiceRequest { Cluster = intent.Key.Cluster, Service = intent.Key.Service, TaskDefinition = intent.To.ToString() };
        return target.AskAsync("ecs:UpdateService", async cancel =>
        {
            var response = await target.EcsWriter.UpdateServiceAsync(request, cancel);
            return new Written(response.Service?.Deployments?.FirstOrDefault(deployment => deployment.Status == "PRIMARY")?.Id);
        }, CancellationToken.None);
    }

    private Task<Answer<Written>> StopAsync(RollbackIntent intent)
    {
        var target = clients.For(intent.Key.Target);
        var request = new StopServiceDeploymentRequest { ServiceDeploymentArn = intent.StopArn, StopType = StopServiceDeploymentStopType.ROLLBACK };
        return target.AskAsync("ecs:StopServiceDeployment", async cancel =>
        {
            await target.EcsWriter.StopServiceDeploymentAsync(request, cancel);
            return new Written(null);
        }, CancellationToken.None);
    }
}
