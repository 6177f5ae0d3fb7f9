using Dashboard.Simulator;

namespace Dashboard.Tests.Simulator;

public class HooksAndAlarmsTests
{
    private readonly TestWorld world = new(17);

    private ServiceDeployment Wishlist => world.Newest("shop", "wishlist");

    [Fact]
    public void Wishlist_waits_at_its_hook_with_all_production_traffic_on_the_version_before()
    {
        var waiting = Wishlist;

        Assert.Equal(("IN_PROGRESS", "POST_TEST_TRAFFIC_SHIFT"), (waiting.Status, waiting.LifecycleStage));
        var hook = Assert.Single(waiting.LifecycleHookDetails!);
        Assert.Equal(("AWAITING_ACTION", "PAUSE", "ROLLBACK"), (hook.Status, hook.TargetType, hook.TimeoutAction));
        Assert.InRange(hook.ExpiresAt - TestWorld.Start, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(55));
        Assert.Equal((0, 100), (waiting.TargetServiceRevision!.RequestedProductionTrafficWeight, waiting.TargetServiceRevision.RequestedTestTrafficWeight));
        Assert.Equal(100, waiting.SourceServiceRevisions.Single().RequestedProductionTrafficWeight);
        Assert.Equal("BLUE_GREEN", world.Service("shop", "wishlist").DeploymentConfiguration!.Strategy);
        Assert.Equal(4, world.Service("shop", "wishlist").RunningCount);
    }

    [Fact]
    public void Continue_shifts_the_traffic_bakes_and_succeeds()
    {
        var before = Serving();
        Assert.NotEmpty(before);
        Answer("CONTINUE");
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var baking = Wishlist;
        world.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(("BAKE_TIME", 100d, "SUCCEEDED"), (baking.LifecycleStage, baking.TargetServiceRevision!.RequestedProductionTrafficWeight, baking.LifecycleHookDetails![0].Status));
        Assert.Equal("SUCCESSFUL", Wishlist.Status);
        Assert.Equal(2, world.Service("shop", "wishlist").RunningCount);
        Assert.NotEmpty(Serving());
        Assert.Empty(before.Intersect(Serving()));
    }

    [Theory]
    [InlineData("hook")]
    [InlineData("stop")]
    [InlineData("nobody")]
    public void Rollback_by_the_hook_a_stop_or_its_time_out_leaves_the_version_before(string by)
    {
        var before = Serving();
        Assert.NotEmpty(before);
        if (by == "hook")
            Answer("ROLLBACK");
        else if (by == "stop")
            world.Ecs.StopServiceDeployment(Wishlist.ServiceDeploymentArn, "ROLLBACK");
        world.Time.Advance(TimeSpan.FromMinutes(by == "nobody" ? 60 : 4));

        var over = Wishlist;
        Assert.Equal(("ROLLBACK_SUCCESSFUL", by == "nobody" ? "TIMED_OUT" : "FAILED"), (over.Status, over.LifecycleHookDetails![0].Status));
        Assert.EndsWith("wishlist:20", world.Service("shop", "wishlist").TaskDefinition, StringComparison.Ordinal);
        Assert.Equal(before, Serving());
        Assert.NotNull(over.Rollback);
    }

    [Fact]
    public void A_hook_is_answered_once_and_a_finished_deployment_cannot_be_stopped()
    {
        var hook = Wishlist.LifecycleHookDetails![0].HookId;
        var arn = Wishlist.ServiceDeploymentArn;
        Answer("ROLLBACK");

        Assert.Equal("InvalidParameterException", Assert.Throws<SimulatedAwsException>(() => world.Ecs.ContinueServiceDeployment(arn, hook, "CONTINUE")).Code);
        world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("ConflictException", Assert.Throws<SimulatedAwsException>(() => world.Ecs.StopServiceDeployment(arn, null)).Code);
    }

    [Fact]
    public void A_new_deployment_to_a_blue_green_service_waits_at_the_hook_too()
    {
        world.Ecs.UpdateService(new UpdateService("shop", "wishlist") { TaskDefinition = "wishlist:20" });
        world.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("STOPPED", world.Ecs.ListServiceDeployments("shop", "wishlist")[1].Status);
        Assert.Equal("AWAITING_ACTION", Wishlist.LifecycleHookDetails!.Single().Status);
        Answer("CONTINUE");
        world.Time.Advance(TimeSpan.FromMinutes(8));
        Assert.Equal("SUCCESSFUL", Wishlist.Status);
        Assert.Equal(2, world.Service("shop", "wishlist").RunningCount);
    }

    [Fact]
    public void An_alarm_that_goes_off_during_a_deployment_rolls_it_back()
    {
        Arm();
        Deploy();
        world.Time.Advance(TimeSpan.FromMinutes(8));

        var over = world.Newest("shop", "storefront");
        Assert.Equal("ROLLBACK_SUCCESSFUL", over.Status);
        Assert.Equal("TRIGGERED", over.Alarms!.Status);
        Assert.Equal(["busy"], over.Alarms.TriggeredAlarmNames);
        Assert.EndsWith("storefront:77", world.Service("shop", "storefront").TaskDefinition, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alarm_that_is_in_ALARM_at_the_start_guards_nothing()
    {
        Arm();
        world.Time.Advance(TimeSpan.FromMinutes(3));
        Deploy();
        world.Time.Advance(TimeSpan.FromMinutes(8));

        var over = world.Newest("shop", "storefront");
        Assert.Equal(("SUCCESSFUL", "DISABLED"), (over.Status, over.Alarms!.Status));
    }

    [Fact]
    public void A_guarded_deployment_bakes_before_it_succeeds()
    {
        Deploy();
        world.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(("IN_PROGRESS", "BAKE_TIME", "MONITORING"), (world.Newest("shop", "storefront").Status, world.Newest("shop", "storefront").LifecycleStage, world.Newest("shop", "storefront").Alarms!.Status));
        world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(("SUCCESSFUL", "MONITORING_COMPLETE"), (world.Newest("shop", "storefront").Status, world.Newest("shop", "storefront").Alarms!.Status));
    }

    [Fact]
    public void The_rollback_of_checkout_has_no_alarm_guard()
    {
        world.Ecs.UpdateService(new UpdateService("shop", "checkout") { TaskDefinition = "checkout:42" });
        world.Time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(("SUCCESSFUL", "DISABLED"), (world.Newest("shop", "checkout").Status, world.Newest("shop", "checkout").Alarms!.Status));
    }

    [Fact]
    public async Task Alarms_metrics_and_deployments_are_read_at_once_while_a_deployment_is_guarded()
    {
        Deploy();
        Action[] readers =
        [
            () => world.Production.CloudWatch.MetricAlarms(),
            () => world.Service("shop", "storefront"),
            () => world.Newest("shop", "storefront"),
            () => world.Ecs.ListTasks("shop"),
            () => world.ErrorShare("shop", "storefront", 3),
            () => world.Ecs.UpdateService(new UpdateService("shop", "storefront") { ForceNewDeployment = true }),
            () => world.Time.Advance(TimeSpan.FromSeconds(7)),
        ];

        var reading = readers.Select(read => Task.Factory.StartNew(() => Enumerable.Range(0, 25).ToList().ForEach(_ => read()), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        world.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("SUCCESSFUL", world.Newest("shop", "storefront").Status);
    }

    /// <summary>The tasks that write the logs have the traffic.</summary>
    private List<string> Serving() => [.. world.Logs("shop", "wishlist", TimeSpan.FromSeconds(50)).Select(line => line.LogStreamName).Distinct().Order()];

    private void Answer(string action) => world.Ecs.ContinueServiceDeployment(Wishlist.ServiceDeploymentArn, Wishlist.LifecycleHookDetails!.Single(hook => hook.Status == "AWAITING_ACTION").HookId, action);

    /// <summary>An alarm that goes off with the first minute that it sees.</summary>
    private void Arm()
    {
        var requests = world.Production.CloudWatch.ListMetrics("AWS/ApplicationELB", "RequestCount").First(metric => metric.Dimensions.Any(dimension => dimension.Value.Contains("shop-storefront", StringComparison.Ordinal)));
        world.Production.CloudWatch.PutMetricAlarm(new MetricAlarm("busy")
        {
            Namespace = requests.Namespace, MetricName = requests.MetricName, Dimensions = requests.Dimensions, Statistic = "Sum", Period = 60, EvaluationPeriods = 1, Threshold = 1, ComparisonOperator = "GreaterThanThreshold",
        });
        world.Ecs.UpdateService(new UpdateService("shop", "storefront") { DeploymentConfiguration = new DeploymentConfiguration { Alarms = new DeploymentAlarms(["busy"], true, true) } });
    }

    private void Deploy() => world.Ecs.UpdateService(new UpdateService("shop", "storefront") { TaskDefinition = "storefront:76" });
}
