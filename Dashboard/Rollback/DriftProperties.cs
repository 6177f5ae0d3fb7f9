using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>How CloudFormation and Terraform name what a task definition holds.</summary>
internal static class DriftProperties
{
    private static readonly string[] OnCloudFormation = ["cloudformation", "cdk", "copilot"];
    private static readonly string[] OnTerraform = ["terraform", "opentofu", "atlantis", "spacelift"];

    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-taskdefinition-containerdefinition.html
    // Terraform takes ECS's own names inside of container_definitions, and its own outside of it.
    private static readonly Dictionary<string, (string CloudFormation, string Terraform)> OfContainer = new(StringComparer.Ordinal)
    {
        ["image"] = ("Image", "image"),
        ["environment"] = ("Environment", "environment"),
        ["secret"] = ("Secrets", "secrets"),
        ["CPU units"] = ("Cpu", "cpu"),
        ["memory MiB"] = ("Memory", "memory"),
        ["ports"] = ("PortMappings", "portMappings"),
        ["health check"] = ("HealthCheck", "healthCheck"),
        ["essential"] = ("Essential", "essential"),
        ["log group"] = ("LogConfiguration.Options.awslogs-group", "logConfiguration.options.awslogs-group"),
        ["log stream prefix"] = ("LogConfiguration.Options.awslogs-stream-prefix", "logConfiguration.options.awslogs-stream-prefix"),
        ["log configuration"] = ("LogConfiguration", "logConfiguration"),
        ["environment files"] = ("EnvironmentFiles", "environmentFiles"),
        ["secrets of registry and log driver"] = ("RepositoryCredentials and LogConfiguration.SecretOptions", "repositoryCredentials and logConfiguration.secretOptions"),
        ["command"] = ("Command", "command"),
        ["entry point"] = ("EntryPoint", "entryPoint"),
        ["ulimits"] = ("Ulimits", "ulimits"),
    };

    private static readonly Dictionary<string, (string CloudFormation, string Terraform)> OfTask = new(StringComparer.Ordinal)
    {
        ["CPU units"] = ("Cpu", "cpu"),
        ["memory MiB"] = ("Memory", "memory"),
        ["task role"] = ("TaskRoleArn", "task_role_arn"),
        ["execution role"] = ("ExecutionRoleArn", "execution_role_arn"),
        ["network mode"] = ("NetworkMode", "network_mode"),
        ["CPU architecture"] = ("RuntimePlatform.CpuArchitecture", "runtime_platform.cpu_architecture"),
        ["volume"] = ("Volumes", "volume"),
        ["operating system"] = ("RuntimePlatform.OperatingSystemFamily", "runtime_platform.operating_system_family"),
    };

    /// <param name="change">From what was left to what was gone back to.</param>
    /// <param name="sign">The fact that shows which tool holds the service; null where nothing does, and then both tools' names are given.</param>
    public static DriftProperty Of(RevisionChange change, TaskDefinitionRef to, string? sign)
    {
        var what = change.Container is { } container ? $"{change.What} of {container}" : $"{change.What} of the task";
        var (cloudFormation, terraform) = Names(change);
        return Named(what, ChangeOf(change, to), $"AWS::ECS::TaskDefinition {cloudFormation}", $"aws_ecs_task_definition {terraform}", sign);
    }

    public static DriftProperty Service(TaskDefinitionRef wanted, string? sign) =>
        Named("task definition of the service", $"where it names a revision by number, set it to {wanted}", "AWS::ECS::Service TaskDefinition", "aws_ecs_service task_definition", sign);

    private static DriftProperty Named(string what, string change, string cloudFormation, string terraform, string? sign)
    {
        var (isCloudFormation, isTerraform) = (Mentions(sign, OnCloudFormation), Mentions(sign, OnTerraform));
        return new(what, change, isTerraform && !isCloudFormation ? null : cloudFormation, isCloudFormation ? null : terraform);
    }

    private static (string CloudFormation, string Terraform) Names(RevisionChange change)
    {
        var kind = Kind(change.What);
        if (change.Container is not { } container)
            return OfTask.TryGetValue(kind, out var task) ? (task.CloudFormation + Name(change.What, kind), task.Terraform + Name(change.What, kind)) : ($"({change.What})", $"({change.What})");
        var (outside, inside) = ($"ContainerDefinitions[{container}]", $"container_definitions[{container}]");
        if (change.What == "container")
            return (outside, inside);
        var (one, other) = OfContainer.GetValueOrDefault(kind, ($"({change.What})", $"({change.What})"));
        return ($"{outside}.{one}{Name(change.What, kind)}", $"{inside}.{other}{Name(change.What, kind)}");
    }

    // "environment LOG_LEVEL" and "image digest (same tag)" are kinds of environment and image; "environment files" is one of its own.
    private static string Kind(string what) =>
        !OfContainer.ContainsKey(what) && what.Split(' ') is ["environment" or "secret" or "image" or "volume", _, ..] words ? words[0] : what;

    private static string Name(string what, string kind) => kind is "environment" or "secret" or "volume" ? $"[{what[(kind.Length + 1)..]}]" : "";

    private static string ChangeOf(RevisionChange change, TaskDefinitionRef to)
    {
        if (change.Verb == "removed")
            return "take it out";
        if (Kind(change.What) == "environment")
            return $"{(change.Verb == "added" ? "put it back" : "set it")} as in {to} (the value is not shown here)";
        if (change.What.StartsWith("image digest", StringComparison.Ordinal))
            return $"pin it to @{change.To}, since the tag was used again";
        return change.To is { } value ? $"{(change.Verb == "added" ? "put it back:" : "set it to")} {value}" : $"set it as in {to}";
    }

    private static bool Mentions(string? sign, string[] tools) => sign is not null && tools.Any(tool => sign.Contains(tool, StringComparison.OrdinalIgnoreCase));
}
