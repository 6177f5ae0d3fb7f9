using Amazon.ECS;
using Amazon.ECS.Model;
using Dashboard.Audit;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Rollback.GitHub;

namespace Dashboard.Rollback;

/// <param name="DeploymentId">The PRIMARY deployment after the call; null when ECS did not name it.</param>
public sealed record Written(string? DeploymentId)
{
    /// <summary>The workflow run that was begun; null for calls to ECS, and where GitHub did not name it.</summary>
    public WorkflowRun? Run { get; init; }
}

/// <summary>A copy of a task definition as it is, or will be, registered.</summary>
public sealed record PinnedCopy(TaskDefinitionRef Ref)
{
    internal RegisterTaskDefinitionRequest? Request { get; init; }
}

/// <summary>The only place that changes a deployment. Each call goes out once: the client behind it never retries.</summary>
public sealed class DeploymentWriter(AwsClients clients, AttributedWrites writes, TimeProvider time)
{
    internal const string IntentTag = "ecs-dashboard:rollback-intent";
    private const int NewestLookedAt = 10;

    public Task<Answer<Written>> SendAsync(RollbackIntent intent) => intent.Move switch
    {
        RollbackMove.StopServiceDeployment => StopAsync(intent),
        RollbackMove.ContinueServiceDeployment => ContinueAsync(intent),
        RollbackMove.UpdateService or RollbackMove.RegisterCopy => UpdateAsync(intent),
        _ => throw new InvalidOperationException($"{intent.Move} is not a call to ECS."),
    };

    /// <summary>What would be registered, its images pinned; only reads. The values in it stay in it.</summary>
    public async Task<Answer<PinnedCopy>> PrepareCopyAsync(RollbackIntent intent)
    {
        var answer = await DescribeAsync(intent, intent.To.ToString(), CancellationToken.None);
        if (answer.Value is not { } original)
            return answer.Fault!;
        var unpinned = original.TaskDefinition.ContainerDefinitions.FirstOrDefault(container => Pinned(container, intent) is null);
        if (unpinned is not null)
            return new Fault(FaultKind.Invalid, $"No digest is known of container {unpinned.Name}, so {intent.To} cannot be pinned to what served.", time.GetUtcNow());
        return new PinnedCopy(intent.To) { Request = CopyOf(original, intent) };
    }

    /// <summary>Registers it once.</summary>
    public Task<Answer<PinnedCopy>> RegisterAsync(RollbackIntent intent, PinnedCopy copy) => OrderAsync(intent, "ecs:RegisterTaskDefinition", async (ecs, cancel) =>
    {
        var response = await ecs.RegisterTaskDefinitionAsync(copy.Request!, cancel);
        var registered = response.TaskDefinition ?? throw new IOException("the answer names no task definition");
        return new PinnedCopy(new TaskDefinitionRef(registered.Family, registered.Revision ?? 0));
    });

    /// <summary>The one of the family's newest definitions that carries the intent's id; a value of neither when there is none.</summary>
    public async Task<Answer<PinnedCopy>> FindCopyAsync(RollbackIntent intent, CancellationToken cancel)
    {
        var target = clients.For(intent.Key.Target);
        var request = new ListTaskDefinitionsRequest { FamilyPrefix = intent.To.Family, Sort = SortOrder.DESC, MaxResults = NewestLookedAt };
        var listed = await target.AskAsync("ecs:ListTaskDefinitions", token => target.Ecs.ListTaskDefinitionsAsync(request, token), cancel);
        if (listed.Value is not { } newest)
            return listed.Fault!;
        foreach (var arn in newest.TaskDefinitionArns ?? [])
        {
            var described = await DescribeAsync(intent, arn, cancel);
            if (described.Value is not { } found)
                return described.Fault!;
            if (found.Tags?.Any(tag => tag.Key == IntentTag && tag.Value == intent.Id.ToString()) == true)
                return new PinnedCopy(new TaskDefinitionRef(found.TaskDefinition.Family, found.TaskDefinition.Revision ?? 0));
        }

        return default;
    }

    private Task<Answer<DescribeTaskDefinitionResponse>> DescribeAsync(RollbackIntent intent, string definition, CancellationToken cancel)
    {
        var target = clients.For(intent.Key.Target);
        var request = new DescribeTaskDefinitionRequest { TaskDefinition = definition, Include = ["TAGS"] };
        return target.AskAsync("ecs:DescribeTaskDefinition", token => target.Ecs.DescribeTaskDefinitionAsync(request, token), cancel);
    }

    // What ECS adds on its own (ARN, revision, status, who and when) is not part of a request.
    private static RegisterTaskDefinitionRequest CopyOf(DescribeTaskDefinitionResponse original, RollbackIntent intent)
    {
        var task = original.TaskDefinition;
        foreach (var container in task.ContainerDefinitions)
            container.Image = Pinned(container, intent);
        return new RegisterTaskDefinitionRequest
        {
            Family = task.Family,
            ContainerDefinitions = task.ContainerDefinitions,
            TaskRoleArn = task.TaskRoleArn,
            ExecutionRoleArn = task.ExecutionRoleArn,
            NetworkMode = task.NetworkMode,
            Volumes = task.Volumes,
            PlacementConstraints = task.PlacementConstraints,
            RequiresCompatibilities = task.RequiresCompatibilities,
            Cpu = task.Cpu,
            Memory = task.Memory,
            PidMode = task.PidMode,
            IpcMode = task.IpcMode,
            ProxyConfiguration = task.ProxyConfiguration,
            InferenceAccelerators = task.InferenceAccelerators,
            EphemeralStorage = task.EphemeralStorage,
            RuntimePlatform = task.RuntimePlatform,
            EnableFaultInjection = task.EnableFaultInjection,
            Tags = [.. (original.Tags ?? []).Where(tag => tag.Key != IntentTag && !tag.Key.StartsWith("aws:", StringComparison.Ordinal)), new Tag { Key = IntentTag, Value = intent.Id.ToString() }],
        };
    }

    private static string? Pinned(Amazon.ECS.Model.ContainerDefinition container, RollbackIntent intent) =>
        PinnedImage.Of(container.Image, intent.Facts.Images.FirstOrDefault(image => image.Container == container.Name)?.Digest);

    // Only the task definition: a desired count sent along could undo what Application Auto Scaling did meanwhile.
    private Task<Answer<Written>> UpdateAsync(RollbackIntent intent)
    {
        var request = new UpdateServiceRequest { Cluster = intent.Key.Cluster, Service = intent.Key.Service, TaskDefinition = intent.Wanted.ToString() };
        return OrderAsync(intent, "ecs:UpdateService", async (ecs, cancel) =>
        {
            var response = await ecs.UpdateServiceAsync(request, cancel);
            return new Written(response.Service?.Deployments?.FirstOrDefault(deployment => deployment.Status == "PRIMARY")?.Id);
        });
    }

    private Task<Answer<Written>> StopAsync(RollbackIntent intent)
    {
        var request = new StopServiceDeploymentRequest { ServiceDeploymentArn = intent.StopArn, StopType = StopServiceDeploymentStopType.ROLLBACK };
        return OrderAsync(intent, "ecs:StopServiceDeployment", async (ecs, cancel) =>
        {
            await ecs.StopServiceDeploymentAsync(request, cancel);
            return new Written(null);
        });
    }

    private Task<Answer<Written>> ContinueAsync(RollbackIntent intent)
    {
        var request = new ContinueServiceDeploymentRequest { ServiceDeploymentArn = intent.StopArn, HookId = intent.Facts.HookId, Action = DeploymentLifecycleHookAction.ROLLBACK };
        return OrderAsync(intent, "ecs:ContinueServiceDeployment", async (ecs, cancel) =>
        {
            await ecs.ContinueServiceDeploymentAsync(request, cancel);
            return new Written(null);
        });
    }

    private Task<Answer<T>> OrderAsync<T>(RollbackIntent intent, string operation, Func<IAmazonECS, CancellationToken, Task<T>> order)
        where T : class => writes.SendAsync(intent.Key.Target, operation, intent.Actor, intent.Key.ToString(), (session, cancel) => order(session.Ecs, cancel));
}
