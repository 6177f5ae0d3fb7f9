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
        ContainerDefinitions = [Container(spec, revision, host)],
        TaskRoleArn = $"arn:aws:iam::{SimulatedWorld.Account}:role/{spec.Cluster}-{spec.Name}-task",
        ExecutionRoleArn = $"arn:aws:iam::{SimulatedWorld.Account}:role/ecsTaskExecutionRole",
        NetworkMode = "awsvpc",
        RequiresCompatibilities = ["FARGATE"],
        Compatibilities = ["EC2", "FARGATE"],
        Cpu = spec.CpuUnits.ToString(CultureInfo.InvariantCulture),
        Memory = MemoryMiB(spec, revision).ToString(CultureInfo.InvariantCulture),
        RuntimePlatform = new RuntimePlatform("X86_64", "LINUX"),
        RegisteredAt = registeredAt,
        RegisteredBy = RegisteredBy(spec, revision),
        Tags = spec.Terraform ? [new Tag("managed-by", "terraform")] : [new Tag("git-commit", Hash.Hex(Hash.Of((ulong)revision, spec.Name), 40))],
    };

    private static ContainerDefinition Container(ServiceSpec spec, int revision, string host) => new(spec.Name, $"{host}/{spec.Name}:{ServiceSpec.VersionOf(revision)}")
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
        var store = $"arn:aws:secretsmanager:{spec.Region}:{SimulatedWorld.Account}:secret:{spec.Cluster}/{spec.Name}";
        var pin = Hash.Guid(Hash.Of((ulong)((revision + 7) / 10), spec.Name));
        return [new("DATABASE_PASSWORD", $"{store}/db-Ab12Cd:password:AWSCURRENT:"), new("API_TOKEN", $"{store}/api-Ef34Gh:token::{pin}")];
    }

    private static int MemoryMiB(ServiceSpec spec, int revision) => revision % 10 == 3 || revision < 15 ? spec.MemoryMiB : spec.MemoryMiB + (spec.MemoryMiB / 2 * (revision / 10 % 2));

    private static string RegisteredBy(ServiceSpec spec, int revision)
    {
        var chance = Hash.Of((ulong)revision, spec.Name + "by");
        var role = spec.Terraform ? "terraform-apply/atlantis" : revision == spec.Revision || chance % 9 != 0
            ? $"github-deploy/GitHubActions-{1_000_000 + (chance % 8_999_999)}"
            : $"AWSReservedSSO_Engineer_3f1c9a7be20d5514/{Hash.Pick(chance >> 8, People)}";
        return $"arn:aws:sts::{SimulatedWorld.Account}:assumed-role/{role}";
    }
}
