namespace Dashboard.Aws;

/// <summary>What AWS allows one account and Region for operations that share a bucket.</summary>
/// <param name="PerSecond">The sustained rate.</param>
/// <param name="Burst">The bucket's size.</param>
public sealed record CallQuota(string Bucket, double PerSecond, double Burst)
{
    /// <summary>The part that the dashboard allows itself. The rest is for deployments, pipelines, and ECS's own reading of alarms.</summary>
    public const double Share = 0.25;

    private static readonly HashSet<string> Writes =
        ["ecs:UpdateService", "ecs:RegisterTaskDefinition", "ecs:StopServiceDeployment", "ecs:ContinueServiceDeployment", "cloudwatch:PutMetricAlarm"];

    public static bool IsWrite(string operation) => Writes.Contains(operation);

    /// <param name="operation">By its IAM name, as in <c>ecs:DescribeServices</c>.</param>
    public static CallQuota Of(string operation, string region) => operation switch
    {
        "ecs:ListClusters" or "ecs:DescribeClusters" => new("ECS cluster reads", 20, 50),
        "ecs:ListServices" or "ecs:DescribeServices" => new("ECS service reads", 20, 100),
        "ecs:ListTasks" or "ecs:DescribeTasks" => new("ECS task reads", 20, 100),
        "ecs:ListTaskDefinitions" or "ecs:DescribeTaskDefinition" => new("ECS task definition reads", 20, 50),
        "ecs:ListServiceDeployments" or "ecs:DescribeServiceDeployments" or "ecs:DescribeServiceRevisions" => new("ECS service deployment reads", 20, 50),
        "ecs:UpdateService" or "ecs:StopServiceDeployment" or "ecs:ContinueServiceDeployment" => new("ECS service changes", 5, 50),
        "ecs:RegisterTaskDefinition" => new("ECS task definition changes", 1, 20),
        "cloudwatch:GetMetricData" => new("GetMetricData", 500, 500),
        "cloudwatch:ListMetrics" => new("ListMetrics", 25, 25),
        "cloudwatch:DescribeAlarms" => new("DescribeAlarms", 9, 9),
        "cloudwatch:DescribeAlarmHistory" => new("DescribeAlarmHistory", 20, 20),
        "cloudwatch:PutMetricAlarm" => new("PutMetricAlarm", 3, 4),
        "logs:FilterLogEvents" or "logs:GetLogEvents" => new(operation[5..], LogReads(region), LogReads(region) * 4),
        "logs:StartQuery" or "logs:GetQueryResults" or "logs:StopQuery" or "logs:DescribeLogGroups" => new(operation[5..], 10, 20),
        "logs:StartLiveTail" => new("StartLiveTail", 5, 5),
        _ when operation.StartsWith("elasticloadbalancing:", StringComparison.Ordinal) => new("Load balancer reads", 10, 40),
        _ when operation.StartsWith("ecr:", StringComparison.Ordinal) => new("ECR reads", 20, 40),
        "cloudtrail:LookupEvents" => new("LookupEvents", 2, 2),

        // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html says 10,000 a second; nothing here needs as many.
        "secretsmanager:DescribeSecret" or "secretsmanager:GetSecretValue" => new("Secrets Manager reads", 100, 100),

        // https://docs.aws.amazon.com/general/latest/gr/ssm.html: 40 a second for all that read parameters.
        "ssm:GetParameter" => new("Parameter Store reads", 40, 40),
        "ecs:GetTaskProtection" => new("ECS task protection reads", 10, 40),

        // AWS documents no rate for these; they are shared by the whole account, so the dashboard is careful.
        "ssm:DescribeParameters" => new("DescribeParameters", 10, 10),
        "application-autoscaling:DescribeScalableTargets" or "application-autoscaling:DescribeScalingActivities" => new(operation[24..], 10, 20),
        _ when operation.StartsWith("iam:", StringComparison.Ordinal) => new("IAM reads", 5, 20),
        _ => new(operation, 5, 10),
    };

    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
    private static double LogReads(string region) => region switch
    {
        "us-east-1" => 25,
        "eu-central-1" => 5,
        _ => 10,
    };
}
