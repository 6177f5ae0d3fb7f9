using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.ECR.Model;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime.EventStreams.Internal;
using Dashboard.Aws;
using Dashboard.Live;
using Dashboard.Simulator;
using Microsoft.Extensions.Options;
using Task = System.Threading.Tasks.Task;

namespace Dashboard.Tests.Aws;

/// <summary>The clients against the simulated AWS, in every protocol.</summary>
public sealed class SimulatedAwsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_service_answers_what_the_next_one_is_asked_about()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var clients = Clients(aws);

        var services = await AskAsync(clients, "ecs:DescribeServices", cancel => clients.Ecs.DescribeServicesAsync(new() { Cluster = "shop", Services = ["checkout"] }, cancel));
        var service = Assert.Single(services.Services);
        var definition = await AskAsync(clients, "ecs:DescribeTaskDefinition", cancel => clients.Ecs.DescribeTaskDefinitionAsync(new() { TaskDefinition = service.TaskDefinition }, cancel));
        var group = Assert.Single(service.LoadBalancers).TargetGroupArn;
        var health = await AskAsync(clients, "elasticloadbalancing:DescribeTargetHealth", cancel => clients.LoadBalancing.DescribeTargetHealthAsync(new() { TargetGroupArn = group }, cancel));
        var deployments = await AskAsync(clients, "ecs:ListServiceDeployments", cancel => clients.Ecs.ListServiceDeploymentsAsync(new() { Cluster = "shop", Service = "checkout" }, cancel));
        var image = definition.TaskDefinition.ContainerDefinitions[0].Image;
        var images = await AskAsync(clients, "ecr:DescribeImages", cancel => clients.Ecr.DescribeImagesAsync(new() { RepositoryName = "checkout", ImageIds = [new() { ImageTag = image.Split(':')[1] }] }, cancel));
        var logs = await AskAsync(clients, "logs:DescribeLogGroups", cancel => clients.Logs.DescribeLogGroupsAsync(new(), cancel));

        Assert.Equal("checkout", definition.TaskDefinition.Family);
        Assert.NotEmpty(health.TargetHealthDescriptions);
        Assert.NotEmpty(deployments.ServiceDeployments);
        Assert.NotEmpty(images.ImageDetails);
        Assert.Contains(logs.LogGroups, found => found.LogGroupName == "/ecs/shop/checkout");
    }

    [Fact]
    public async Task Metrics_come_back_as_dates_and_doubles()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var clients = Clients(aws);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;

        var answer = await AskAsync(clients, "cloudwatch:GetMetricData", cancel => clients.CloudWatch.GetMetricDataAsync(new()
        {
            StartTime = now.AddMinutes(-30),
            EndTime = now,
            MetricDataQueries =
            [
                new()
                {
                    Id = "cpu",
                    MetricStat = new() { Period = 60, Stat = "Average", Metric = new() { Namespace = "AWS/ECS", MetricName = "CPUUtilization", Dimensions = [new() { Name = "ClusterName", Value = "shop" }, new() { Name = "ServiceName", Value = "checkout" }] } },
                },
            ],
        }, cancel));

        var cpu = Assert.Single(answer.MetricDataResults);
        Assert.InRange(cpu.Values.Count, 25, 31);
        Assert.Equal(cpu.Values.Count, cpu.Timestamps.Count);
    }

    [Fact]
    public async Task Targets_are_told_apart_by_Region()
    {
        await using var aws = await SimulatedAws.StartAsync();

        var production = await AskAsync(Clients(aws), "ecs:ListClusters", cancel => Clients(aws).Ecs.ListClustersAsync(new(), cancel));
        var staging = await AskAsync(Clients(aws, "staging"), "ecs:ListClusters", cancel => Clients(aws, "staging").Ecs.ListClustersAsync(new(), cancel));

        Assert.Equal(3, production.ClusterArns.Count);
        Assert.Contains(":eu-central-1:", Assert.Single(staging.ClusterArns), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_missing_is_a_failure_and_a_cluster_that_is_missing_an_exception()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var clients = Clients(aws);

        var services = await AskAsync(clients, "ecs:DescribeServices", cancel => clients.Ecs.DescribeServicesAsync(new() { Cluster = "shop", Services = ["nobody"] }, cancel));
        var fault = (await clients.AskAsync("ecs:DescribeServices", cancel => clients.Ecs.DescribeServicesAsync(new() { Cluster = "nowhere", Services = ["checkout"] }, cancel), Cancel)).Fault;

        Assert.Equal("MISSING", Assert.Single(services.Failures).Reason);
        Assert.Equal(FaultKind.NotFound, fault!.Kind);
    }

    [Fact]
    public async Task A_filter_pattern_that_CloudWatch_rejects_is_invalid()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var clients = Clients(aws);

        var answer = await clients.AskAsync("logs:FilterLogEvents", cancel => clients.Logs.FilterLogEventsAsync(new() { LogGroupName = "/ecs/shop/checkout", FilterPattern = "{ $.level = " }, cancel), Cancel);

        Assert.Equal(FaultKind.Invalid, answer.Fault!.Kind);
    }

    [Fact]
    public async Task An_injected_denial_reaches_the_caller_as_Denied_and_nothing_is_changed()
    {
        await using var aws = await SimulatedAws.StartAsync();
        aws.Faults.Add(new InjectedFault("ecs:UpdateService", InjectedFault.Denied));
        var clients = Clients(aws);

        var answer = await clients.AskAsync("ecs:UpdateService", cancel => clients.OwnSession().Ecs.UpdateServiceAsync(new() { Cluster = "shop", Service = "checkout", TaskDefinition = "checkout:42" }, cancel), Cancel);

        Assert.Equal(FaultKind.Denied, answer.Fault!.Kind);
        Assert.Empty(aws.Ledger);
    }

    [Fact]
    public async Task An_order_is_accepted_exactly_once()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var clients = Clients(aws);

        await AskAsync(clients, "ecs:UpdateService", cancel => clients.OwnSession().Ecs.UpdateServiceAsync(new() { Cluster = "shop", Service = "checkout", TaskDefinition = "checkout:42" }, cancel));

        Assert.Single(aws.Ledger);
    }

    [Fact]
    public async Task Log_lines_can_be_followed_live()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var clients = Clients(aws);

        using var response = await clients.Logs.StartLiveTailAsync(new() { LogGroupIdentifiers = ["arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop/checkout"] }, Cancel);
        await foreach (var item in response.ResponseStream.WithCancellation(Cancel))
        {
            // The stream's own first frame comes before the session's, as with the official client.
            if (item is InitialResponseEvent)
                continue;
            Assert.NotNull(Assert.IsType<LiveTailSessionStart>(item).SessionId);
            break;
        }
    }

    private static TargetClients Clients(SimulatedAws aws, string target = "production")
    {
        var options = Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = aws.Uri });
        return new AwsClients(new AwsTargets(options), options, new TestEnvironment(), new CallBudget(TimeProvider.System), new CallMeter(TimeProvider.System), TimeProvider.System).For(target);
    }

    private static async Task<T> AskAsync<T>(TargetClients clients, string operation, Func<CancellationToken, Task<T>> call)
        where T : class
    {
        var answer = await clients.AskAsync(operation, call, Cancel);
        Assert.Null(answer.Fault);
        return answer.Value!;
    }
}
