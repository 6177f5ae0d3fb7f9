using System.Collections.Immutable;
using Amazon.ECS;
using Amazon.ECS.Model;
using Dashboard.Aws;
using Model = Amazon.ECS.Model;

namespace Dashboard.Fleet;

/// <summary>Asks ECS for the tasks of a cluster, those included that stopped within about an hour.</summary>
internal static class TasksSource
{
    /// <summary>The most that one DescribeTasks call takes.</summary>
    public const int DescribeLimit = 100;

    /// <summary>aws ecs list-tasks --desired-status …: task ARNs.</summary>
    public static async Task<Answer<IReadOnlyList<string>>> ListAsync(TargetClients target, string cluster, string desiredStatus, CancellationToken cancel)
    {
        var arns = new List<string>();
        string? next = null;
        do
        {
            var request = new ListTasksRequest { Cluster = cluster, DesiredStatus = DesiredStatus.FindValue(desiredStatus), MaxResults = 100, NextToken = next };
            var page = await target.AskAsync("ecs:ListTasks", token => target.Ecs.ListTasksAsync(request, token), cancel);
            if (page.Value is not { } found)
                return page.Fault!;
            arns.AddRange(found.TaskArns ?? []);
            next = found.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return new(arns, null);
    }

    /// <summary>aws ecs describe-tasks. Tasks that no service started, and those that ECS has forgotten since they were listed, are left out.</summary>
    /// <param name="arns">A hundred at most.</param>
    public static async Task<Answer<IReadOnlyList<(string Arn, EcsTask Task)>>> DescribeAsync(TargetClients target, string cluster, IReadOnlyList<string> arns, CancellationToken cancel)
    {
        var request = new DescribeTasksRequest { Cluster = cluster, Tasks = [.. arns] };
        var answer = await target.AskAsync("ecs:DescribeTasks", token => target.Ecs.DescribeTasksAsync(request, token), cancel);
        return answer.Value is { } found
            ? new Answer<IReadOnlyList<(string, EcsTask)>>([.. (found.Tasks ?? []).Where(OfService).Select(task => (task.TaskArn, Map(task, target.Target.Name, cluster)))], null)
            : answer.Fault!;
    }

    private static bool OfService(Model.Task task) => task.Group?.StartsWith("service:", StringComparison.Ordinal) == true;

    private static EcsTask Map(Model.Task task, string target, string cluster) =>
        new(ServicesSource.LastPart(task.TaskArn), new ServiceKey(target, cluster, task.Group["service:".Length..]), TaskDefinitionRef.Parse(task.TaskDefinitionArn),
            task.LastStatus ?? "", task.DesiredStatus ?? "", task.HealthStatus?.Value ?? "UNKNOWN", task.StartedBy, task.AvailabilityZone,
            ServiceMappingSource.Utc(task.CreatedAt), ServiceMappingSource.Utc(task.StartedAt), ServiceMappingSource.Utc(task.StoppedAt), task.StopCode?.Value, task.StoppedReason,
            [.. (task.Containers ?? []).Select(Map)]);

    private static TaskContainer Map(Model.Container container) =>
        new(container.Name, container.Image, container.ImageDigest, container.LastStatus ?? "", container.HealthStatus?.Value, container.ExitCode, container.Reason);
}
