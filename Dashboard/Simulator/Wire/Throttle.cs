using System.Collections.Concurrent;

namespace Dashboard.Simulator.Wire;

/// <summary>The token buckets of an account and Region, with the rates that AWS documents, and cautious ones where it documents none.</summary>
internal sealed class Throttle(TimeProvider time)
{
    private static readonly (string Bucket, double Burst, double PerSecond, string[] Operations)[] Table =
    [
        ("ecs cluster reads", 50, 20, ["ecs:ListClusters", "ecs:DescribeClusters"]),
        ("ecs service reads", 100, 20, ["ecs:ListServices", "ecs:DescribeServices"]),
        ("ecs service writes", 50, 5, ["ecs:UpdateService"]),
        ("ecs task reads", 100, 20, ["ecs:ListTasks", "ecs:DescribeTasks"]),
        ("ecs task definition reads", 50, 20, ["ecs:DescribeTaskDefinition", "ecs:ListTaskDefinitions"]),
        ("ecs task definition writes", 20, 1, ["ecs:RegisterTaskDefinition"]),
        ("ecs deployment reads", 50, 20, ["ecs:ListServiceDeployments", "ecs:DescribeServiceDeployments"]),
        ("ecs revision reads", 50, 20, ["ecs:DescribeServiceRevisions"]),
        ("ecs deployment writes", 50, 5, ["ecs:StopServiceDeployment", "ecs:ContinueServiceDeployment"]),
        ("GetMetricData", 500, 500, ["cloudwatch:GetMetricData"]),
        ("ListMetrics", 25, 25, ["cloudwatch:ListMetrics"]),
        ("DescribeAlarms", 9, 9, ["cloudwatch:DescribeAlarms"]),
        ("DescribeAlarmHistory", 20, 20, ["cloudwatch:DescribeAlarmHistory"]),
        ("PutMetricAlarm", 3, 3, ["cloudwatch:PutMetricAlarm"]),
        ("DescribeLogGroups", 10, 10, ["logs:DescribeLogGroups"]),
        ("FilterLogEvents", 10, 10, ["logs:FilterLogEvents"]),
        ("GetLogEvents", 25, 25, ["logs:GetLogEvents"]),
        ("StartQuery", 10, 10, ["logs:StartQuery"]),
        ("GetQueryResults", 10, 10, ["logs:GetQueryResults"]),
        ("StopQuery", 10, 10, ["logs:StopQuery"]),
        ("StartLiveTail", 5, 5, ["logs:StartLiveTail"]),
        ("elasticloadbalancing reads", 40, 10, ["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:DescribeLoadBalancers"]),
        ("ecs task protection reads", 40, 10, ["ecs:GetTaskProtection"]),
        ("cloudtrail LookupEvents", 2, 2, ["cloudtrail:LookupEvents"]),
        ("secretsmanager reads", 10_000, 10_000, ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]),
        ("ssm DescribeParameters", 10, 10, ["ssm:DescribeParameters"]),
        ("application-autoscaling reads", 20, 10, ["application-autoscaling:DescribeScalableTargets", "application-autoscaling:DescribeScalingActivities"]),
        ("iam reads", 20, 5, ["iam:GetRole", "iam:SimulatePrincipalPolicy"]),
        ("ecr DescribeImages", 20, 10, ["ecr:DescribeImages"]),
        ("ecr BatchGetImage", 1000, 1000, ["ecr:BatchGetImage"]),
    ];

    private static readonly Dictionary<string, (string Bucket, double Burst, double PerSecond)> ByOperation =
        Table.SelectMany(row => row.Operations.Select(operation => (operation, row))).ToDictionary(pair => pair.operation, pair => (pair.row.Bucket, pair.row.Burst, pair.row.PerSecond));

    private readonly ConcurrentDictionary<(string Region, string Bucket), Bucket> buckets = new();

    public void Take(string region, string service, string operation)
    {
        if (!ByOperation.TryGetValue($"{service}:{operation}", out var limit))
            return;
        var (burst, perSecond) = operation == "FilterLogEvents" && region == "eu-central-1" ? (5, 5) : (limit.Burst, limit.PerSecond);
        var bucket = buckets.GetOrAdd((region, limit.Bucket), _ => new Bucket(burst, time.GetUtcNow()));
        if (!bucket.Take(burst, perSecond, time.GetUtcNow()))
            throw new WireFault("ThrottlingException", "Rate exceeded");
    }

    private sealed class Bucket(double tokens, DateTimeOffset filledAt)
    {
        private readonly Lock gate = new();
        private double tokens = tokens;
        private DateTimeOffset filledAt = filledAt;

        public bool Take(double burst, double perSecond, DateTimeOffset now)
        {
            lock (gate)
            {
                tokens = Math.Min(burst, tokens + Math.Max(0, (now - filledAt).TotalSeconds) * perSecond);
                filledAt = now;
                if (tokens < 1)
                    return false;
                tokens--;
                return true;
            }
        }
    }
}
