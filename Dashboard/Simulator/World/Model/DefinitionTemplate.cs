using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>The task definition that a service had at a revision, with changes from one to the next that a diff can show.</summary>
internal static class DefinitionTemplate
{
    private static readonly string[] People = ["maria.keller@example.com", "jonas.weber@example.com", "amara.okafor@example.com"];

    public static string Arn(string region, string family, int revision) =>
        string.Create(CultureInfo.InvariantCulture, $"arn:aws:ecs:{region}:{SimulatedWorld.Account}:task-definition/{family}:{revision}");

    public static TaskDefinition Make(ServiceSpec spec, int revision, DateTimeOffset registeredAt, DateTimeOffset? deregisteredAt, string host) => new(spec.Name)
    {
        TaskDefinitionArn = Arn(spec.Region, spec.Name, revision),
        Revision = revision,
        Status = deregisteredAt is null ? "ACTIVE" : "INACTIVE",
        DeregisteredAt = deregisteredAt,
        ContainerDefinitions = spec.Story == Story.DeletedSecret ? RichDefinition.Containers(Container(spec, revision, host)) : [Container(spec, revision, host)],
        Volumes = spec.Story == Story.DeletedSecret ? RichDefinition.Volumes : [],
        Others = spec.Story == Story.DeletedSecret ? RichDefinition.Others : null,
        TaskRoleArn = RoleNames.Arn(RoleNames.Task(spec)),
        ExecutionRoleArn = RoleNames.Arn(RoleNames.Execution),
        NetworkMode = "awsvpc",
        RequiresCompatibilities = ["FARGATE"],
        Compatibilities = ["EC2", "FARGATE"],
        Cpu = spec.CpuUnits.ToString(CultureInfo.InvariantCulture),
        Memory = MemoryMiB(spec, revision).ToString(CultureInfo.InvariantCulture),
        RuntimePlatform = new RuntimePlatform("X86_64", "LINUX"),
        RegisteredAt = registeredAt,
        RegisteredBy = RegisteredBy(spec, revision),
        Tags = spec.Terraform ? [new Tag("managed-by", "terraform")] : spec.Story == Story.CloudFormation ? Stack(spec) : [new Tag("git-commit", Hash.Hex(Hash.Of((ulong)revision, spec.Name), 40))],
    };

    public static IReadOnlyList<Tag> Stack(ServiceSpec spec) =>
    [
        new("aws:cloudformation:stack-name", $"{spec.Cluster}-{spec.Name}"),
        new("aws:cloudformation:stack-id", $"arn:aws:cloudformation:{spec.Region}:{SimulatedWorld.Account}:stack/{spec.Cluster}-{spec.Name}/{Hash.Guid(Hash.Of(103, spec.Name))}"),
        new("aws:cloudformation:logical-id", "Service"),
    ];

    private static ContainerDefinition Container(ServiceSpec spec, int revision, string host) => new(spec.Name, $"{host}/{spec.Name}:{(spec.Story == Story.LatestTag ? "latest" : ServiceSpec.VersionOf(revision))}")
    {
        Cpu = spec.CpuUnits,
        Memory = MemoryMiB(spec, revision),
        Essential = true,
        PortMappings = spec.LoadBalancer is null ? [] : [new PortMapping(spec.Port, spec.Port, "tcp", "http")],
        Environment = Environment(spec, revision),
        Secrets = Secrets(spec, revision),
        HealthCheck = spec.LoadBalancer is null ? null : new HealthCheck(["CMD-SHELL", $"curl -fsS http://localhost:{spec.Port}/health || exit 1"], 10, 5, 3, 15),
        LogConfiguration = new LogConfiguration("awslogs", new Dictionary<string, string>
        {
            ["awslogs-group"] = $"/ecs/{spec.Cluster}/{spec.Name}",
            ["awslogs-region"] = spec.Region,
            ["awslogs-stream-prefix"] = spec.Name,
        }),
    };

    private static List<KeyValuePair> Environment(ServiceSpec spec, int revision)
    {
        List<KeyValuePair> pairs =
        [
            new("APP_VERSION", ServiceSpec.VersionOf(revision)),
            new("DB_POOL_SIZE", revision % 12 < 6 ? "20" : "32"),
            new("LOG_LEVEL", revision % 9 == 4 ? "debug" : "info"),
            new("STAGE", spec.Region == SimulatedWorld.Staging ? "staging" : "production"),
            new("UPSTREAM_TIMEOUT_MS", (800 + (revision / 5 % 3 * 400)).ToString(CultureInfo.InvariantCulture)),
        ];
        if (spec.Name == "checkout" && revision >= 43)
            pairs.Add(new("CURRENCY_ROUNDING", "strict"));
        if (revision % 7 < 3)
            pairs.Add(new("FEATURE_FAST_PATH", "on"));
        return pairs;
    }

    private static List<Secret> Secrets(ServiceSpec spec, int revision)
    {
        List<Secret> secrets =
        [
            new("DATABASE_PASSWORD", $"{SecretNames.Arn(spec, "db")}:password:AWSCURRENT:"),
            new("API_TOKEN", $"{SecretNames.Arn(spec, "api")}:token::{SecretNames.Pin(spec, revision)}"),
        ];
        if (spec.Story == Story.DeletedSecret)
        {
            secrets.Add(new("PARTNER_KEY", $"{SecretNames.Arn(spec, revision < spec.Revision ? "partner-key" : "partner-credentials")}:key::"));
            secrets.Add(new("PARTNER_URL", SimulatedParameters.Arn(spec.Region, SimulatedParameters.Name(spec))));
        }

        return secrets;
    }

    private static int MemoryMiB(ServiceSpec spec, int revision) => revision % 10 == 3 || revision < 15 ? spec.MemoryMiB : spec.MemoryMiB + (spec.MemoryMiB / 2 * (revision / 10 % 2));

    /// <summary>Who registered and deployed it: a pipeline, a tool, or now and then a person.</summary>
    public static string RegisteredBy(ServiceSpec spec, int revision)
    {
        var chance = Hash.Of((ulong)revision, spec.Name + "by");
        var role = spec.Terraform ? $"{RoleNames.Terraform}/atlantis"
            : spec.Story == Story.CloudFormation ? $"{RoleNames.CloudFormation}/AWSCloudFormation"
            : revision == spec.Revision || chance % 9 != 0
            ? $"{RoleNames.Deploy}/GitHubActions-{1_000_000 + (chance % 8_999_999)}"
            : $"{RoleNames.Engineer}/{Hash.Pick(chance >> 8, People)}";
        return $"arn:aws:sts::{SimulatedWorld.Account}:assumed-role/{role}";
    }
}
