using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>A task as DescribeTasks shows it at an instant.</summary>
internal static class TaskView
{
    public static readonly TimeSpan StoppedStayFor = TimeSpan.FromHours(1);

    public static bool IsVisible(SimTask task, DateTimeOffset at) => task.CreatedAt <= at && (task.StoppedAt == DateTimeOffset.MaxValue || at < task.StoppedAt + StoppedStayFor);

    public static EcsTask Of(SimService service, SimTask task, DateTimeOffset at, bool tags)
    {
        var (spec, arn, definition) = (service.Spec, Arns.Task(service.Spec, task.Id), task.Revision.Definition);
        var chance = Hash.Of(service.Chance, task.Id);
        var attachment = Hash.Guid(Hash.Mix(chance));
        return new EcsTask(arn, Arns.Cluster(spec.Region, spec.Cluster))
        {
            TaskDefinitionArn = task.Revision.TaskDefinitionArn,
            Group = $"service:{spec.Name}",
            LastStatus = Status(task, at),
            DesiredStatus = task.StopAt <= at ? "STOPPED" : "RUNNING",
            HealthStatus = Health(task, at),
            StartedBy = task.StartedBy,
            AvailabilityZone = Zone(spec, task),
            Cpu = definition.Cpu,
            Memory = definition.Memory,
            Connectivity = task.RunningAt <= at ? "CONNECTED" : null,
            ConnectivityAt = Past(task.PullAt, at),
            CreatedAt = task.CreatedAt,
            PullStartedAt = Past(task.PullAt, at),
            PullStoppedAt = Past(task.PulledAt, at),
            StartedAt = Past(task.RunningAt, at),
            StoppingAt = Past(task.StopAt, at),
            ExecutionStoppedAt = Past(task.StoppedAt, at),
            StoppedAt = Past(task.StoppedAt, at),
            StopCode = task.StopAt <= at ? task.End?.Code : null,
            StoppedReason = task.StopAt <= at ? task.End?.Reason : null,
            Version = task.StoppedAt <= at ? 6 : task.RunningAt <= at ? 4 : 2,
            Containers = [.. definition.ContainerDefinitions.Select((container, index) => Container(service, task, container, index, attachment, at))],
            Attachments = [new Attachment(attachment, "ElasticNetworkInterface", task.StoppedAt <= at ? "DELETED" : "ATTACHED",
                [new("subnetId", Hash.Pick(chance, Arns.Subnets(spec.Region))), new("privateIPv4Address", Address(task))])],
            Tags = tags ? [new Tag("aws:ecs:serviceName", spec.Name), new Tag("aws:ecs:clusterName", spec.Cluster)] : null,
        };
    }

    public static string Zone(ServiceSpec spec, SimTask task) => spec.Region + (char)('a' + (int)(Hash.Of(5, task.Id) % 3));

    public static string Address(SimTask task)
    {
        var chance = Hash.Of(3, task.Id);
        return string.Create(CultureInfo.InvariantCulture, $"10.0.{(chance % 3 * 16) + ((chance >> 8) % 16)}.{4 + ((chance >> 16) % 250)}");
    }

    private static string Status(SimTask task, DateTimeOffset at) =>
        task.StoppedAt <= at ? "STOPPED"
        : task.StopAt <= at ? task.RegisteredAt < task.StopAt ? "DEACTIVATING" : "STOPPING"
        : task.RunningAt <= at ? "RUNNING"
        : task.PulledAt <= at ? "ACTIVATING"
        : task.PullAt <= at ? "PENDING"
        : "PROVISIONING";

    private static string Health(SimTask task, DateTimeOffset at) =>
        task.Revision.Definition.ContainerDefinitions.All(container => container.HealthCheck is null) ? "UNKNOWN"
        : task.End is { Unhealthy: true } && task.RunningAt + (task.StopAt - task.RunningAt) / 2 <= at ? "UNHEALTHY"
        : task.HealthyAt <= at ? "HEALTHY"
        : "UNKNOWN";

    private static Container Container(SimService service, SimTask task, ContainerDefinition container, int index, string attachment, DateTimeOffset at) =>
        new(Arns.Task(service.Spec, task.Id).Replace(":task/", ":container/", StringComparison.Ordinal) + "/" + Hash.Guid(Hash.Of((ulong)index, task.Id)), Arns.Task(service.Spec, task.Id), container.Name)
        {
            Image = container.Image,
            ImageDigest = task.PulledAt <= at && task.Revision.Image is not null ? task.Revision.Images[index].ImageDigest : null,
            RuntimeId = task.RunningAt <= at ? $"{task.Id}-{Hash.Of(9, task.Id) % 4_000_000_000}" : null,
            LastStatus = task.StopAt <= at && task.End is { ByScheduler: false } || task.StoppedAt <= at ? "STOPPED" : task.RunningAt <= at ? "RUNNING" : "PENDING",
            ExitCode = task.StoppedAt <= at ? task.End?.ExitCode : null,
            Reason = task.StoppedAt <= at ? task.End?.ContainerReason : null,
            HealthStatus = Health(task, at),
            Cpu = container.Cpu?.ToString(CultureInfo.InvariantCulture),
            Memory = container.Memory?.ToString(CultureInfo.InvariantCulture),
            NetworkInterfaces = [new NetworkInterface(attachment, Address(task))],
        };

    private static DateTimeOffset? Past(DateTimeOffset instant, DateTimeOffset at) => instant <= at ? instant : null;
}
