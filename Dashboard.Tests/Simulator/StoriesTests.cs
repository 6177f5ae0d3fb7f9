using Dashboard.Simulator;

namespace Dashboard.Tests.Simulator;

public class StoriesTests
{
    private readonly TestWorld world = new();

    [Fact]
    public void Checkout_fails_since_its_deployment_25_minutes_ago()
    {
        var service = world.Service("shop", "checkout");
        Assert.EndsWith("task-definition/checkout:43", service.TaskDefinition, StringComparison.Ordinal);
        Assert.Equal(TestWorld.Start - TimeSpan.FromMinutes(25), Assert.Single(service.Deployments).CreatedAt);
        Assert.InRange(world.ErrorShare("shop", "checkout", 10), 0.09, 0.15);
        Assert.Contains("github-deploy", world.Ecs.DescribeTaskDefinition("checkout:43").RegisteredBy, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkout_41_was_rolled_back_by_ecs_and_42_succeeded()
    {
        var runs = world.Ecs.DescribeServiceDeployments([.. world.Ecs.ListServiceDeployments("shop", "checkout").Take(3).Select(run => run.ServiceDeploymentArn)]).Items;
        Assert.Equal(["SUCCESSFUL", "SUCCESSFUL", "ROLLBACK_SUCCESSFUL"], runs.Select(run => run.Status));
        Assert.Equal("TRIGGERED", runs[2].DeploymentCircuitBreaker!.Status);
        Assert.NotNull(runs[2].Rollback);
        var revision = world.Ecs.DescribeServiceRevisions([runs[1].TargetServiceRevision!.Arn]).Items.Single();
        Assert.EndsWith("checkout:42", revision.TaskDefinition, StringComparison.Ordinal);
        Assert.StartsWith("sha256:", revision.ContainerImages[0].ImageDigest, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkout_logs_an_exception_that_the_version_before_did_not_have()
    {
        var lines = world.Logs("shop", "checkout", TimeSpan.FromMinutes(60)).Where(line => line.Message.Contains("has no rounding rule", StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count > 100);
        Assert.All(lines, line => Assert.True(line.Timestamp > (TestWorld.Start - TimeSpan.FromMinutes(25)).ToUnixTimeMilliseconds()));
        System.Text.Json.JsonDocument.Parse(lines[0].Message).Dispose();
    }

    [Fact]
    public void Billings_last_good_image_has_expired_and_the_running_one_has_not()
    {
        var previous = world.Ecs.DescribeTaskDefinition("billing:26").ContainerDefinitions[0].Image;
        var ids = new[] { new ImageIdentifier(null, previous.Split(':')[^1]), new ImageIdentifier(null, "v1.2.7") };
        var (images, failures) = world.Production.Ecr.BatchGetImage("billing", ids);
        Assert.Equal("v1.2.7", Assert.Single(images).ImageId.ImageTag);
        Assert.Equal("ImageNotFound", Assert.Single(failures).FailureCode);
    }

    [Fact]
    public void Notifications_is_in_the_middle_of_a_rollout_that_ends_well()
    {
        var rolling = world.Service("platform", "notifications");
        Assert.Equal("IN_PROGRESS", rolling.Deployments[0].RolloutState);
        Assert.True(rolling.Deployments.Count == 2 && rolling.Deployments[1].RunningCount > 0);
        Assert.Equal("SCALE_UP", world.Newest("platform", "notifications").LifecycleStage);
        world.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("COMPLETED", Assert.Single(world.Service("platform", "notifications").Deployments).RolloutState);
    }

    [Fact]
    public void Image_resizer_keeps_losing_a_task_to_memory_and_is_below_desired()
    {
        var below = 0;
        for (var minute = 0; minute < 20; minute++, world.Time.Advance(TimeSpan.FromMinutes(1)))
            below += world.Service("platform", "image-resizer") is var service && service.RunningCount < service.DesiredCount ? 1 : 0;
        Assert.True(below >= 10, $"{below} of 20 minutes");
        var stopped = world.Ecs.DescribeTasks("platform", world.Ecs.ListTasks("platform", "image-resizer", desiredStatus: "STOPPED")).Items;
        Assert.True(stopped.Count >= 5);
        Assert.All(stopped, task => Assert.True(task is { StopCode: "EssentialContainerExited" } && task.Containers[0] is { ExitCode: 137, Reason: not null }));
        Assert.All(stopped, task => Assert.True(task.StoppedAt is null || task.StoppedAt > world.Time.GetUtcNow() - TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Only_the_alarms_of_checkout_and_image_resizer_are_in_alarm()
    {
        var firing = world.Production.CloudWatch.MetricAlarms(new AlarmFilter { StateValue = "ALARM" });
        Assert.Equal(["platform-image-resizer-memory-high", "shop-checkout-error-rate"], firing.Select(alarm => alarm.AlarmName));
        Assert.StartsWith("Threshold Crossed: 3 out of the last 3 datapoints [", firing[1].StateReason, StringComparison.Ordinal);
        Assert.InRange((TestWorld.Start - firing[1].StateTransitionedTimestamp!.Value).TotalMinutes, 18, 24);
        Assert.Equal("ALARM", Assert.Single(world.Production.CloudWatch.CompositeAlarms()).StateValue);
    }

    [Fact]
    public void Every_other_service_is_steady_and_below_one_percent_errors()
    {
        foreach (var cluster in world.Ecs.ListClusters())
            foreach (var service in world.Ecs.DescribeServices(cluster, world.Ecs.ListServices(cluster), false).Items)
            {
                if (service.ServiceName is "checkout" or "notifications" or "image-resizer")
                    continue;
                Assert.Equal((service.DesiredCount, "COMPLETED"), (service.RunningCount, Assert.Single(service.Deployments).RolloutState));
                if (service.LoadBalancers.Count > 0)
                    Assert.True(world.ErrorShare(Arns.Last(cluster), service.ServiceName, 30) < 0.01, service.ServiceName);
            }
    }

    [Fact]
    public void Fourteen_services_by_default_and_any_number_on_request()
    {
        static int Count(TestWorld of) => new[] { SimulatedWorld.Production, SimulatedWorld.Staging }.Sum(region => of.World.In(region).Ecs.ListClusters().Sum(cluster => of.World.In(region).Ecs.ListServices(cluster).Count));
        Assert.Equal(14, Count(world));
        Assert.Equal(16, Count(new TestWorld(16)));
        var large = new TestWorld(1000);
        Assert.Equal(1000, Count(large));
        Assert.Equal("COMPLETED", large.Service("fleet-01", "orders-0001").Deployments[0].RolloutState);
    }

    [Fact]
    public void The_worlds_of_one_seed_and_start_are_alike()
    {
        var other = new TestWorld();
        world.Time.Advance(TimeSpan.FromMinutes(3));
        other.Time.Advance(TimeSpan.FromMinutes(3));
        static string All(TestWorld of) => System.Text.Json.JsonSerializer.Serialize(new
        {
            services = new[] { "shop", "payments", "platform" }.Select(cluster => of.Ecs.DescribeServices(cluster, of.Ecs.ListServices(cluster), true)),
            tasks = of.Ecs.DescribeTasks("platform", of.Ecs.ListTasks("platform")),
            alarms = of.Production.CloudWatch.MetricAlarms(),
            logs = of.Logs("shop", "checkout", TimeSpan.FromMinutes(5)),
        });
        Assert.Equal(All(other), All(world));
    }
}
