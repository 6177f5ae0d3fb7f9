using Dashboard.Simulator;

namespace Dashboard.Tests.Simulator;

public class RolloutTests
{
    private readonly TestWorld world = new();

    private Service Update(string service, string definition, bool force = false) =>
        world.Ecs.UpdateService(new UpdateService("shop", service) { TaskDefinition = definition, ForceNewDeployment = force });

    [Fact]
    public void Going_back_to_checkout_42_completes_within_two_minutes_and_ends_the_errors()
    {
        var before = world.Service("shop", "checkout").Deployments[0].Id;
        var answer = Update("checkout", "checkout:42");
        Assert.NotEqual(before, answer.Deployments[0].Id);
        Assert.Equal(["PRIMARY", "ACTIVE"], answer.Deployments.Select(deployment => deployment.Status));
        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("IN_PROGRESS", world.Newest("shop", "checkout").Status);
        world.Time.Advance(TimeSpan.FromSeconds(75));
        Assert.Equal("SUCCESSFUL", world.Newest("shop", "checkout").Status);
        Assert.Equal(("COMPLETED", 4), (Assert.Single(world.Service("shop", "checkout").Deployments).RolloutState, world.Service("shop", "checkout").RunningCount));
        world.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.True(world.ErrorShare("shop", "checkout", 3) < 0.01);
        Assert.Equal("OK", world.Production.CloudWatch.MetricAlarms(new AlarmFilter { AlarmNames = ["shop-checkout-error-rate"] }).Single().StateValue);
        Assert.DoesNotContain(world.Logs("shop", "checkout", TimeSpan.FromMinutes(3)), line => line.Message.Contains("rounding rule", StringComparison.Ordinal));
    }

    [Fact]
    public void An_image_that_is_not_there_trips_the_circuit_breaker_which_goes_back()
    {
        var running = world.Service("shop", "cart").TaskDefinition;
        var request = world.Ecs.DescribeTaskDefinition("cart:36");
        var image = request.ContainerDefinitions[0].Image.Replace("v1.3.6", "v9.9.9", StringComparison.Ordinal);
        var bad = world.Ecs.RegisterTaskDefinition(request with { ContainerDefinitions = [request.ContainerDefinitions[0] with { Image = image }] });
        Update("cart", bad.TaskDefinitionArn!);
        world.Time.Advance(TimeSpan.FromMinutes(4));
        var run = world.Newest("shop", "cart");
        Assert.Equal(("ROLLBACK_SUCCESSFUL", "TRIGGERED", 3), (run.Status, run.DeploymentCircuitBreaker!.Status, run.DeploymentCircuitBreaker.FailureCount));
        var service = world.Service("shop", "cart");
        Assert.Equal((running, 3), (service.TaskDefinition, service.RunningCount));
        Assert.Contains(world.Ecs.DescribeTasks("shop", world.Ecs.ListTasks("shop", "cart", desiredStatus: "STOPPED")).Items, task => task.StoppedReason!.StartsWith("CannotPullContainerError", StringComparison.Ordinal));
    }

    [Fact]
    public void The_circuit_breaker_counts_while_the_rollout_fails()
    {
        Update("checkout", "checkout:41");
        world.Time.Advance(TimeSpan.FromSeconds(31));
        var run = world.Newest("shop", "checkout");
        Assert.Equal("IN_PROGRESS", run.Status);
        Assert.InRange(run.DeploymentCircuitBreaker!.FailureCount, 1, 2);
        world.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.EndsWith("checkout:43", world.Service("shop", "checkout").TaskDefinition, StringComparison.Ordinal);
    }

    [Fact]
    public void Inactive_and_unknown_task_definitions_are_refused()
    {
        Assert.Equal("INACTIVE", world.Ecs.DescribeTaskDefinition("cart:35").Status);
        Assert.Equal("ClientException", Assert.Throws<SimulatedAwsException>(() => Update("cart", "cart:35")).Code);
        Assert.Equal("ClientException", Assert.Throws<SimulatedAwsException>(() => Update("cart", "cart:999")).Code);
        Assert.Equal("ServiceNotFoundException", Assert.Throws<SimulatedAwsException>(() => Update("nothing", "cart:36")).Code);
        Assert.Equal("ClusterNotFoundException", Assert.Throws<SimulatedAwsException>(() => world.Ecs.ListServices("nowhere")).Code);
    }

    [Fact]
    public void Updating_to_the_same_task_definition_starts_nothing_unless_forced()
    {
        var before = world.Service("shop", "search").Deployments[0].Id;
        Assert.Equal(before, Update("search", "search:64").Deployments[0].Id);
        Assert.NotEqual(before, Update("search", "search:64", force: true).Deployments[0].Id);
    }

    [Fact]
    public void Stopping_a_running_service_deployment_goes_back_and_a_finished_one_conflicts()
    {
        var arn = world.Newest("platform", "notifications").ServiceDeploymentArn;
        world.Ecs.StopServiceDeployment(arn, "ROLLBACK");
        Assert.Equal("ROLLBACK_REQUESTED", world.Newest("platform", "notifications").Status);
        world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("ROLLBACK_SUCCESSFUL", world.Newest("platform", "notifications").Status);
        Assert.EndsWith("notifications:130", world.Service("platform", "notifications").TaskDefinition, StringComparison.Ordinal);
        Assert.Equal("ConflictException", Assert.Throws<SimulatedAwsException>(() => world.Ecs.StopServiceDeployment(arn, "ROLLBACK")).Code);
    }

    [Fact]
    public void A_second_update_supersedes_the_first_one()
    {
        Update("checkout", "checkout:42");
        world.Time.Advance(TimeSpan.FromSeconds(20));
        Update("checkout", "checkout:40");
        var runs = world.Ecs.ListServiceDeployments("shop", "checkout");
        Assert.Equal(["IN_PROGRESS", "STOPPED"], runs.Take(2).Select(run => run.Status == "PENDING" ? "IN_PROGRESS" : run.Status));
        world.Time.Advance(TimeSpan.FromMinutes(5));
        var service = world.Service("shop", "checkout");
        Assert.EndsWith("checkout:40", service.TaskDefinition, StringComparison.Ordinal);
        Assert.Equal((4, 1), (service.RunningCount, service.Deployments.Count));
    }

    [Fact]
    public void A_faster_world_rolls_out_faster()
    {
        var fast = new TestWorld(speed: 20);
        fast.Ecs.UpdateService(new UpdateService("shop", "checkout") { TaskDefinition = "checkout:42" });
        fast.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("SUCCESSFUL", fast.Newest("shop", "checkout").Status);
    }

    [Fact]
    public void Code_deploy_services_refuse_a_task_definition()
    {
        var staging = world.World.In(SimulatedWorld.Staging).Ecs;
        Assert.Equal("InvalidParameterException", Assert.Throws<SimulatedAwsException>(() => staging.UpdateService(new UpdateService("shop-staging", "catalog") { TaskDefinition = "catalog:58" })).Code);
    }

    [Fact]
    public void Targets_register_become_healthy_and_drain()
    {
        var group = world.Service("shop", "checkout").LoadBalancers[0].TargetGroupArn;
        var seen = new HashSet<string>();
        Update("checkout", "checkout:42");
        for (var second = 0; second < 90; second++, world.Time.Advance(TimeSpan.FromSeconds(1)))
            seen.UnionWith(world.Production.LoadBalancing.DescribeTargetHealth(group).Select(target => target.State));
        Assert.Equal(["draining", "healthy", "initial"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Scaling_changes_tasks_without_a_deployment()
    {
        var before = world.Service("shop", "search").Deployments[0].Id;
        world.Ecs.UpdateService(new UpdateService("shop", "search") { DesiredCount = 5 });
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var service = world.Service("shop", "search");
        Assert.Equal((before, 5, 5), (service.Deployments[0].Id, service.RunningCount, service.DesiredCount));
    }
}
