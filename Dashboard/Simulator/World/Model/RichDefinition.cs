using System.Text.Json;

namespace Dashboard.Simulator;

/// <summary>A task definition that uses much of what ECS offers, so that a copy that loses a property is seen.</summary>
internal static class RichDefinition
{
    private const string Router = "log-router";

    public static IReadOnlyList<Volume> Volumes { get; } =
    [
        new("statements") { Others = Members("""{"efsVolumeConfiguration":{"fileSystemId":"fs-0a1b2c3d4e5f60718","rootDirectory":"/statements","transitEncryption":"ENABLED","authorizationConfig":{"accessPointId":"fsap-0a1b2c3d4e5f60718","iam":"ENABLED"}}}""") },
        new("scratch"),
    ];

    public static Dictionary<string, JsonElement> Others { get; } = Members("""{"pidMode":"task","ephemeralStorage":{"sizeInGiB":30},"enableFaultInjection":false}""");

    public static IReadOnlyList<ContainerDefinition> Containers(ContainerDefinition app) =>
    [
        app with { Others = Members(App) },
        new(Router, "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.5")
        {
            Essential = true,
            MemoryReservation = 64,
            Others = Members("""{"firelensConfiguration":{"type":"fluentbit","options":{"enable-ecs-log-metadata":"true"}},"user":"0"}"""),
        },
    ];

    private const string App = """
        {"dependsOn":[{"containerName":"log-router","condition":"START"}],
        "ulimits":[{"name":"nofile","softLimit":65536,"hardLimit":65536}],
        "linuxParameters":{"initProcessEnabled":true,"capabilities":{"drop":["ALL"]},"tmpfs":[{"containerPath":"/tmp","size":64,"mountOptions":["noexec"]}]},
        "mountPoints":[{"sourceVolume":"statements","containerPath":"/statements","readOnly":true},{"sourceVolume":"scratch","containerPath":"/scratch"}],
        "restartPolicy":{"enabled":true,"ignoredExitCodes":[0],"restartAttemptPeriod":180},
        "stopTimeout":45,"startTimeout":90,"readonlyRootFilesystem":true,"versionConsistency":"enabled",
        "dockerLabels":{"com.example.component":"payouts"},
        "environmentFiles":[{"value":"arn:aws:s3:::payments-config/payouts.env","type":"s3"}],
        "systemControls":[{"namespace":"net.core.somaxconn","value":"1024"}]}
        """;

    private static Dictionary<string, JsonElement> Members(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;
}
