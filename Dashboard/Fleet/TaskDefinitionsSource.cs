using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.ECS;
using Amazon.ECS.Model;
using Dashboard.Aws;
using Model = Amazon.ECS.Model;

namespace Dashboard.Fleet;

/// <summary>Task definitions by target and <c>family:revision</c>. A revision never changes, so it is read once a process; only its status may, which <see cref="DescribeAsync"/> reads anew.</summary>
public sealed class TaskDefinitionsSource(AwsClients clients, TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    // The key never leaves the process: a digest says whether a value changed and cannot be compared with a guess made elsewhere.
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<(string Target, TaskDefinitionRef Ref), (TaskDefinitionDetail Detail, DateTimeOffset At)> known = [];
    private readonly ConcurrentDictionary<(string Target, TaskDefinitionRef Ref), Fault> failed = [];

    public TaskDefinitionDetail? Known(string target, TaskDefinitionRef reference) => known.GetValueOrDefault((target, reference)).Detail;

    /// <summary>From memory when it was read within <paramref name="atMost"/>, else asked: a definition is deregistered long after it was first read.</summary>
    public async Task<Answer<TaskDefinitionDetail>> ReadAsync(string target, TaskDefinitionRef reference, TimeSpan atMost, CancellationToken cancel) =>
        known.TryGetValue((target, reference), out var kept) && time.GetUtcNow() - kept.At <= atMost ? kept.Detail : await DescribeAsync(target, reference.ToString(), cancel);

    /// <summary>From memory, else asked; after a failure not asked again for a minute.</summary>
    public async Task<Answer<TaskDefinitionDetail>> ReadAsync(string target, TaskDefinitionRef reference, CancellationToken cancel)
    {
        if (Known(target, reference) is { } detail)
            return detail;
        if (failed.TryGetValue((target, reference), out var fault) && time.GetUtcNow() - fault.At < RetryAfter)
            return fault;
        var answer = await DescribeAsync(target, reference.ToString(), cancel);
        if (answer.Fault is { } problem)
            failed[(target, reference)] = problem;
        return answer;
    }

    /// <summary>aws ecs describe-task-definition, always asked, so that its status is that of now.</summary>
    /// <param name="reference"><c>family:revision</c> or an ARN.</param>
    public async Task<Answer<TaskDefinitionDetail>> DescribeAsync(string target, string reference, CancellationToken cancel)
    {
        var ecs = clients.For(target);
        var request = new DescribeTaskDefinitionRequest { TaskDefinition = reference };
        var answer = await ecs.AskAsync("ecs:DescribeTaskDefinition", token => ecs.Ecs.DescribeTaskDefinitionAsync(request, token), cancel);
        if (answer.Value is not { } found)
            return answer.Fault!;
        var detail = Map(found.TaskDefinition);
        failed.TryRemove((target, detail.Ref), out _);
        known[(target, detail.Ref)] = (detail, time.GetUtcNow());
        return detail;
    }

    /// <summary>aws ecs list-task-definitions --family-prefix … --sort DESC: the newest revisions of exactly this family.</summary>
    public async Task<Answer<IReadOnlyList<TaskDefinitionRef>>> ListAsync(string target, string family, int newest, CancellationToken cancel)
    {
        var ecs = clients.For(target);
        var request = new ListTaskDefinitionsRequest { FamilyPrefix = family, Sort = SortOrder.DESC, MaxResults = newest };
        var answer = await ecs.AskAsync("ecs:ListTaskDefinitions", token => ecs.Ecs.ListTaskDefinitionsAsync(request, token), cancel);
        return answer.Value is { } found
            ? new Answer<IReadOnlyList<TaskDefinitionRef>>([.. (found.TaskDefinitionArns ?? []).Select(TaskDefinitionRef.Parse).OfType<TaskDefinitionRef>().Where(one => one.Family == family)], null)
            : answer.Fault!;
    }

    private TaskDefinitionDetail Map(TaskDefinition definition) =>
        new(TaskDefinitionRef.Parse(definition.TaskDefinitionArn) ?? new TaskDefinitionRef(definition.Family, definition.Revision ?? 0), definition.TaskDefinitionArn, definition.Status?.Value ?? "ACTIVE",
            [.. (definition.ContainerDefinitions ?? []).Select(Map)], definition.RegisteredBy, ServiceMappingSource.Utc(definition.RegisteredAt), Number(definition.Cpu), Number(definition.Memory))
        {
            ExecutionRoleArn = definition.ExecutionRoleArn,
            TaskRoleArn = definition.TaskRoleArn,
            NetworkMode = definition.NetworkMode?.Value,
            CpuArchitecture = definition.RuntimePlatform?.CpuArchitecture?.Value,
            OperatingSystem = definition.RuntimePlatform?.OperatingSystemFamily?.Value,
            Compatibilities = [.. definition.Compatibilities ?? []],
            OtherDigest = OtherSettings.Digest(definition, key, WithoutKnown),
            SettingDigests = Digests((definition.Volumes ?? []).Select(volume => ($"volume {volume.Name}", (object?)volume))),
        };

    private ContainerDefinition Map(Model.ContainerDefinition container)
    {
        var log = container.LogConfiguration is { LogDriver.Value: "awslogs", Options: { } options } ? options : null;
        return new(container.Name, container.Image ?? "", container.Essential ?? true,
            (container.Environment ?? []).DistinctBy(variable => variable.Name).ToImmutableSortedDictionary(variable => variable.Name, Digest, StringComparer.Ordinal),
            (container.Secrets ?? []).DistinctBy(secret => secret.Name).ToImmutableSortedDictionary(secret => secret.Name, secret => secret.ValueFrom ?? "", StringComparer.Ordinal))
        {
            Cpu = container.Cpu is > 0 ? container.Cpu : null,
            MemoryMiB = container.Memory ?? container.MemoryReservation,
            Ports = [.. (container.PortMappings ?? []).Select(port => port.ContainerPort).OfType<int>()],
            HealthCheck = Text(container.HealthCheck),
            OtherSecrets = [.. (container.LogConfiguration?.SecretOptions ?? []).Select(secret => secret.ValueFrom).Append(container.RepositoryCredentials?.CredentialsParameter).OfType<string>().Distinct()],
            EnvironmentFiles = [.. (container.EnvironmentFiles ?? []).Select(file => file.Value).OfType<string>()],
            SettingDigests = Digests(("command", container.Command), ("entry point", container.EntryPoint), ("log configuration", Unshown(container.LogConfiguration)), ("ulimits", container.Ulimits)),
            LogGroup = log?.GetValueOrDefault("awslogs-group"),
            LogStreamPrefix = log?.GetValueOrDefault("awslogs-stream-prefix"),
            OtherDigest = OtherSettings.Digest(container, key, WithoutKnownOfContainer),
        };
    }

    // Beside what has a member of its own: what names the revision, and what ECS works out by itself.
    private static void WithoutKnown(JsonObject definition)
    {
        definition.Without("ContainerDefinitions", "TaskRoleArn", "ExecutionRoleArn", "NetworkMode", "Cpu", "Memory", "RuntimePlatform", "Volumes");
        definition.Without("TaskDefinitionArn", "Family", "Revision", "Status", "RequiresAttributes", "Compatibilities", "RegisteredAt", "RegisteredBy", "DeregisteredAt", "DeleteRequestedAt");
    }

    private static void WithoutKnownOfContainer(JsonObject container)
    {
        container.Without("Name", "Image", "Essential", "Environment", "EnvironmentFiles", "Secrets", "RepositoryCredentials", "Cpu", container["Memory"] is null ? "MemoryReservation" : "Memory");
        container.Without("HealthCheck", "Command", "EntryPoint", "LogConfiguration", "Ulimits");
        foreach (var port in container["PortMappings"] as JsonArray ?? [])
            port.Without("ContainerPort");
    }

    private string Digest(Model.KeyValuePair variable) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(variable.Name + "\0" + variable.Value)).AsSpan(0, 8));

    // A command, a log option and a volume's driver option may hold a password, so of these only whether they changed is kept.
    private ImmutableSortedDictionary<string, string> Digests(params IEnumerable<(string Name, object? Value)> settings) =>
        settings.Where(setting => setting.Value is not (null or ICollection { Count: 0 })).DistinctBy(setting => setting.Name)
            .ToImmutableSortedDictionary(setting => setting.Name, setting => OtherSettings.Digest(new { setting.Name, setting.Value }, key, _ => { }), StringComparer.Ordinal);

    private static object? Unshown(LogConfiguration? log) => log is null ? null : new
    {
        Driver = log.LogDriver?.Value,
        Options = (log.Options ?? []).Where(option => option.Key is not ("awslogs-group" or "awslogs-stream-prefix")).OrderBy(option => option.Key, StringComparer.Ordinal),
    };

    // Intervals that are not set have ECS's defaults: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
    private static string? Text(HealthCheck? check) => check is null ? null
        : $"{string.Join(' ', check.Command ?? [])} (every {check.Interval ?? 30} s, timeout {check.Timeout ?? 5} s, {check.Retries ?? 3} retries, start period {check.StartPeriod ?? 0} s)";

    // ECS writes "512", "0.5 vCPU" is accepted only when registering.
    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
