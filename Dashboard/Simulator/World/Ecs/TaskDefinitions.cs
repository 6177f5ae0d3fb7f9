using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Simulator;

/// <summary>The shape of DescribeTaskDefinition, and of RegisterTaskDefinition's request where arn, revision and status are null or ignored.</summary>
public sealed record TaskDefinition(string Family)
{
    public string? TaskDefinitionArn { get; init; }
    public int Revision { get; init; }

    /// <summary>ACTIVE or INACTIVE.</summary>
    public string Status { get; init; } = "ACTIVE";
    public IReadOnlyList<ContainerDefinition> ContainerDefinitions { get; init; } = [];
    public string? TaskRoleArn { get; init; }
    public string? ExecutionRoleArn { get; init; }
    public string? NetworkMode { get; init; }
    public IReadOnlyList<string> RequiresCompatibilities { get; init; } = [];
    public IReadOnlyList<string> Compatibilities { get; init; } = [];
    public string? Cpu { get; init; }
    public string? Memory { get; init; }
    public RuntimePlatform? RuntimePlatform { get; init; }
    public IReadOnlyList<Volume> Volumes { get; init; } = [];
    public DateTimeOffset? RegisteredAt { get; init; }
    public DateTimeOffset? DeregisteredAt { get; init; }
    public string? RegisteredBy { get; init; }

    /// <summary>The members that nothing here looks at; they come back as they were registered.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }

    /// <summary>Beside the task definition in AWS's answer, not inside it.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
}

public sealed record RuntimePlatform(string? CpuArchitecture, string? OperatingSystemFamily);

public sealed record Volume(string Name)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }
}

public sealed record ContainerDefinition(string Name, string Image)
{
    public int? Cpu { get; init; }
    public int? Memory { get; init; }
    public int? MemoryReservation { get; init; }
    public bool? Essential { get; init; }
    public IReadOnlyList<PortMapping> PortMappings { get; init; } = [];
    public IReadOnlyList<KeyValuePair> Environment { get; init; } = [];
    public IReadOnlyList<Secret> Secrets { get; init; } = [];
    public IReadOnlyList<string>? Command { get; init; }
    public IReadOnlyList<string>? EntryPoint { get; init; }
    public HealthCheck? HealthCheck { get; init; }
    public LogConfiguration? LogConfiguration { get; init; }

    /// <summary>The members that nothing here looks at; they come back as they were registered.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }
}

public sealed record PortMapping(int ContainerPort, int? HostPort = null, string? Protocol = null, string? Name = null)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }
}

public sealed record Secret(string Name, string ValueFrom);

public sealed record HealthCheck(IReadOnlyList<string> Command, int? Interval = null, int? Timeout = null, int? Retries = null, int? StartPeriod = null);

public sealed record LogConfiguration(string LogDriver, IReadOnlyDictionary<string, string>? Options)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }
}
