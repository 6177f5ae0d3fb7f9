using Dashboard.Deployments;
using Dashboard.Tests.Aws;

namespace Dashboard.Tests.Deployments;

public sealed class DeploymentSourceTests
{
    private const string Revision = """
        {"serviceRevisionArn":"arn:aws:ecs:eu-west-1:111122223333:service-revision/shop/checkout/1","taskDefinition":"arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:43",
        "launchType":"FARGATE","platformVersion":"1.4.0","platformFamily":"Linux","guardDutyEnabled":true,"createdAt":1769860800,
        "capacityProviderStrategy":[{"capacityProvider":"FARGATE_SPOT","weight":3},{"capacityProvider":"FARGATE","weight":1,"base":1}],
        "networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-b","subnet-a"],"securityGroups":["sg-1"],"assignPublicIp":"DISABLED"}},
        "loadBalancers":[{"targetGroupArn":"arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop-checkout/0a1b","containerName":"checkout","containerPort":8080,"advancedConfiguration":{"alternateTargetGroupArn":"arn:two","productionListenerRule":"arn:rule","roleArn":"arn:role"}}],
        "serviceRegistries":[{"registryArn":"arn:registry","containerName":"checkout","containerPort":8080}],
        "serviceConnectConfiguration":{"enabled":true,"namespace":"shop","services":[{"portName":"http","clientAliases":[{"port":80,"dnsName":"checkout"}],"timeout":{"perRequestTimeoutSeconds":15}}],"logConfiguration":{"logDriver":"splunk","options":{"splunk-token":"canary"}}},
        "volumeConfigurations":[{"name":"data","managedEBSVolume":{"volumeType":"gp3","sizeInGiB":20,"encrypted":true,"roleArn":"arn:ebs"}}],
        "fargateEphemeralStorage":{"kmsKeyId":"arn:key"},
        "vpcLatticeConfigurations":[{"targetGroupArn":"arn:lattice","portName":"http","roleArn":"arn:lattice-role"}],
        "resolvedConfiguration":{"loadBalancers":[{"targetGroupArn":"arn:resolved"}]}}
        """;

    [Fact]
    public async Task What_a_service_revision_holds_beside_its_task_definition_is_read_by_name()
    {
        await using var aws = await AnsweringAsync(Revision);

        var configuration = (await ReadAsync(aws)).Configuration!;

        Assert.Equal(
            [
                "GuardDuty Runtime Monitoring: on",
                "Service Connect: on, namespace shop",
                "Service Connect port http: discovery name http, aliases checkout:80, request timeout s 15",
                "VPC Lattice target group arn:lattice: port http, role arn:lattice-role",
                "capacity providers: FARGATE (base 1, weight 1), FARGATE_SPOT (base 0, weight 3)",
                "ephemeral storage key: arn:key",
                "launch type: FARGATE",
                "platform family: Linux",
                "platform version: 1.4.0",
                "public IP: DISABLED",
                "security groups: sg-1",
                "service registry arn:registry: checkout:8080",
                "subnets: subnet-a, subnet-b",
                "target group shop-checkout/0a1b: checkout:8080, alternate target group arn:two, production listener rule arn:rule, role arn:role",
                "volume data: type gp3, GiB 20, encrypted yes, role arn:ebs",
            ],
            configuration.Settings.Select(setting => $"{setting.Key}: {setting.Value}"));
    }

    [Fact]
    public async Task A_log_option_of_Service_Connect_is_compared_and_not_kept()
    {
        await using var aws = await AnsweringAsync(Revision);
        await using var other = await AnsweringAsync(Revision.Replace("canary", "another", StringComparison.Ordinal));

        var (one, two) = (await ReadAsync(aws), await ReadAsync(other));

        Assert.Equal("Service Connect log configuration", Assert.Single(RevisionDiff.NotRestored(one, two)).What);
        Assert.DoesNotContain("canary", System.Text.Json.JsonSerializer.Serialize(one), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ECS_gives_in_another_order_is_no_difference()
    {
        await using var aws = await AnsweringAsync(Revision);
        await using var other = await AnsweringAsync(Revision.Replace("\"subnet-b\",\"subnet-a\"", "\"subnet-a\",\"subnet-b\"", StringComparison.Ordinal));

        Assert.Empty(RevisionDiff.NotRestored(await ReadAsync(aws), await ReadAsync(other)));
    }

    [Fact]
    public async Task A_revision_that_ECS_does_not_describe_has_no_configuration_rather_than_an_empty_one()
    {
        await using var aws = await AnsweringAsync();

        Assert.Null((await ReadAsync(aws)).Configuration);
    }

    private static async Task<ServiceRevision> ReadAsync(FakeAws aws)
    {
        var answer = await new DeploymentSource().ReadAsync(aws.Clients, Make.Key(), TestContext.Current.CancellationToken);
        return Assert.Single(answer.Value!).Target!;
    }

    private static Task<FakeAws> AnsweringAsync(string revision = "") => FakeAws.StartAsync((context, _) => FakeAws.WriteAsync(context, context.Request.Headers["X-Amz-Target"].ToString().Split('.')[1] switch
    {
        "ListServiceDeployments" => """{"serviceDeployments":[{"serviceDeploymentArn":"arn:aws:ecs:eu-west-1:111122223333:service-deployment/shop/checkout/d","createdAt":1769860800}]}""",
        "DescribeServiceDeployments" => """{"serviceDeployments":[{"serviceDeploymentArn":"arn:aws:ecs:eu-west-1:111122223333:service-deployment/shop/checkout/d","createdAt":1769860800,"status":"SUCCESSFUL","targetServiceRevision":{"arn":"arn:aws:ecs:eu-west-1:111122223333:service-revision/shop/checkout/1"}}]}""",
        _ => $$"""{"serviceRevisions":[{{revision}}]}""",
    }));
}
