using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.Simulator;

namespace Dashboard.Tests.Rollback;

/// <summary>Plans of the simulated services, over HTTP.</summary>
public sealed class RollbackPlannerTests
{
    private const string Trail = "cloudtrail:LookupEvents";
    private const string Metrics = "cloudwatch:GetMetricData";
    private static readonly ServiceKey Wishlist = new("production", "shop", "wishlist");

    [Fact]
    public async Task A_candidate_is_measured_over_the_days_in_which_it_served_though_only_the_last_hour_is_at_hand()
    {
        await using var house = await RollbackHouse.StartAsync();

        var to = (await PlanAsync(house)).Default!;

        Assert.Equal("checkout:42", to.To.ToString());
        Assert.InRange(to.Served!.Value.TotalDays, 5.5, 6);
        Assert.InRange(to.ErrorPercent!.Value, 0.2, 0.4);
        Assert.InRange(to.P95Seconds!.Value, 0.05, 1);
        Assert.Contains("and a p95 of", to.Why, StringComparison.Ordinal);
        Assert.InRange(Calls(house, Metrics), 1, 3);
    }

    [Fact]
    public async Task What_was_measured_and_looked_up_is_not_asked_for_again()
    {
        await using var house = await RollbackHouse.StartAsync();
        var first = await PlanAsync(house);
        var before = (Calls(house, Metrics), Calls(house, Trail));

        var second = await PlanAsync(house);

        Assert.Equal(before, (Calls(house, Metrics), Calls(house, Trail)));
        Assert.Equal((first.Default!.ErrorPercent, first.Default.DeployedBy), (second.Default!.ErrorPercent, second.Default.DeployedBy));
    }

    [Theory]
    [InlineData(InjectedFault.Denied)]
    [InlineData(InjectedFault.Partial)]
    public async Task Where_CloudWatch_does_not_tell_all_nothing_is_made_of_the_rest_and_the_time_alone_decides(string fault)
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault(Metrics, fault));

        var to = (await PlanAsync(house)).Default!;

        Assert.Equal(("checkout:42", null, null), (to.To.ToString(), to.ErrorPercent, to.P95Seconds));
        Assert.Contains("not measured", to.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_deployed_it_is_told_by_CloudTrail()
    {
        await using var house = await RollbackHouse.StartAsync();

        var to = (await PlanAsync(house)).Default!;

        Assert.NotNull(to.RegisteredBy);
        Assert.Equal(to.RegisteredBy, to.DeployedBy);
        Assert.InRange(Calls(house, Trail), 1, 5);
    }

    [Fact]
    public async Task A_denied_CloudTrail_costs_nothing_but_the_name()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault(Trail, InjectedFault.Denied));

        var to = (await PlanAsync(house)).Default!;

        Assert.Null(to.DeployedBy);
        Assert.NotNull(to.RegisteredBy);
        Assert.NotNull(to.ErrorPercent);
        Assert.Null(to.ImagesUnchecked);
    }

    [Fact]
    public async Task A_slow_CloudTrail_is_waited_for_two_seconds_and_the_rest_of_the_plan_is_whole()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault(Trail, InjectedFault.Timeout));

        var planning = PlanAsync(house);
        house.Time.Advance(TimeSpan.FromSeconds(2.1));
        var to = (await planning).Default!;

        Assert.Equal(("checkout:42", null, null), (to.To.ToString(), to.DeployedBy, to.ImagesUnchecked));
        Assert.NotNull(to.ErrorPercent);
    }

    [Fact]
    public async Task A_slow_CloudWatch_is_waited_for_four_seconds()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault(Metrics, InjectedFault.Timeout));

        var planning = PlanAsync(house);
        house.Time.Advance(TimeSpan.FromSeconds(4.1));
        var to = (await planning).Find(Make.Ref(revision: 42))!;

        Assert.Null(to.ErrorPercent);
        Assert.Contains("not measured", to.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_the_sweep_of_the_fleet_nor_the_last_look_before_sending_asks_for_evidence()
    {
        await using var house = await RollbackHouse.StartAsync();

        var proposed = await house.Get<RollbackPlanner>().ProposeAsync(RollbackHouse.Checkout, TestContext.Current.CancellationToken);
        var looked = await house.Get<RollbackPlanner>().RecheckAsync(RollbackHouse.Checkout, TestContext.Current.CancellationToken);

        Assert.Equal((0, 0), (Calls(house, Metrics), Calls(house, Trail)));
        Assert.All([proposed!, looked!], plan => Assert.Equal("checkout:42", plan.Default?.To.ToString()));
        Assert.All([proposed!, looked!], plan => Assert.Null(plan.Default!.ImagesUnchecked));
    }

    [Fact]
    public async Task A_deployment_that_waits_for_a_hook_is_left_by_answering_the_hook()
    {
        await using var house = await RollbackHouse.StartAsync();
        var to = (await PlanAsync(house, Wishlist)).Default!;
        var command = new RollbackCommand(Wishlist, house.SeenNow(Wishlist), to.To.ToString(), "the test traffic fails", Guid.NewGuid()) { PlannedAt = house.Time.GetUtcNow() };

        var outcome = await house.RollBackAsync(command);

        Assert.Equal(("wishlist:20", RollbackMove.ContinueServiceDeployment), (to.To.ToString(), to.Move));
        Assert.Equal(RollbackResult.Accepted, outcome.Result);
        var sent = Assert.Single(house.Aws.Ledger);
        Assert.Equal("ContinueServiceDeployment", sent.Operation);
        Assert.Equal((to.HookId, to.StopArn, "ROLLBACK"), (sent.Request.GetProperty("hookId").GetString(), sent.Request.GetProperty("serviceDeploymentArn").GetString(), sent.Request.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task Behind_a_reused_tag_the_images_that_served_before_are_proposed_as_a_copy()
    {
        await using var house = await RollbackHouse.StartAsync();

        var plan = await PlanAsync(house, new("production", "platform", "feature-flags"));

        Assert.Equal((plan.Current, RollbackMove.RegisterCopy), (plan.Default?.To, plan.Default?.Move));
        Assert.Contains("would change nothing", plan.Default!.NeedsCopy, StringComparison.Ordinal);
        Assert.InRange(plan.Default.Served!.Value.TotalDays, 5.5, 6);
    }

    [Fact]
    public async Task What_Terraform_deregistered_is_proposed_as_a_copy()
    {
        await using var house = await RollbackHouse.StartAsync();

        var plan = await PlanAsync(house, new("production", "shop", "cart"));

        Assert.Equal(RollbackMove.RegisterCopy, plan.Default?.Move);
        Assert.Contains("is INACTIVE", plan.Default!.NeedsCopy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workflow_of_a_service_is_part_of_its_plan()
    {
        await using var house = await RollbackHouse.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Rollback:GitHub:Token"] = "secretsmanager:dashboard/github",
            ["Rollback:GitHub:Workflows:0:Services"] = "production/shop/*",
            ["Rollback:GitHub:Workflows:0:Repository"] = "example/shop",
        });

        Assert.Equal("example/shop › deploy.yml", (await PlanAsync(house)).GitHub?.ToString());
        Assert.Null((await PlanAsync(house, RollbackHouse.Notifications)).GitHub);
    }

    private static async Task<RollbackPlan> PlanAsync(RollbackHouse house, ServiceKey? key = null) =>
        (await house.Get<RollbackPlanner>().PlanAsync(key ?? RollbackHouse.Checkout, TestContext.Current.CancellationToken))!;

    private static long Calls(RollbackHouse house, string operation) =>
        house.Get<CallMeter>().Read().Rows.Where(row => row.Operation == operation).Sum(row => row.Tally.Calls);
}
