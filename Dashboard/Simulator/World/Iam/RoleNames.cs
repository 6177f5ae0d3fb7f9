namespace Dashboard.Simulator;

internal static class RoleNames
{
    public const string Execution = "ecsTaskExecutionRole";
    public const string Deploy = "github-deploy";
    public const string Terraform = "terraform-apply";
    public const string CloudFormation = "cdk-hnb659fds-cfn-exec-role";
    public const string Engineer = "AWSReservedSSO_Engineer_3f1c9a7be20d5514";

    public const string Write = "ecs-dashboard-write";

    public static string Task(ServiceSpec spec) => $"{spec.Cluster}-{spec.Name}-task";

    public static string Arn(string name) => $"arn:aws:iam::{SimulatedWorld.Account}:role/{name}";
}

/// <summary>Who may do what: the dashboard what its policies in the documentation grant, the execution role what ECS needs of it.</summary>
internal static class Policy
{
    private static readonly string[] Dashboard =
        ["ecs:UpdateService", "ecs:StopServiceDeployment", "ecs:ContinueServiceDeployment", "ecs:RegisterTaskDefinition", "ecs:TagResource", "cloudwatch:PutMetricAlarm"];
    private static readonly string[] Reads = ["Describe", "List", "Get", "BatchGet", "Lookup", "Simulate"];
    private static readonly string[] Execution =
        ["ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:GetSecretValue", "ssm:GetParameters", "kms:Decrypt"];

    public static bool Allows(string role, string action, string resource) => role switch
    {
        RoleNames.Execution => Execution.Contains(action),
        _ when role.EndsWith("-task", StringComparison.Ordinal) => action.StartsWith("s3:Get", StringComparison.Ordinal),
        _ when action == "iam:PassRole" => resource == "*" || resource.StartsWith(RoleNames.Arn(""), StringComparison.Ordinal),
        RoleNames.Write => Dashboard.Contains(action),
        "ecs-dashboard" => Dashboard.Contains(action) || Reads.Any(verb => action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..].StartsWith(verb, StringComparison.Ordinal)),
        _ => true,
    };
}
