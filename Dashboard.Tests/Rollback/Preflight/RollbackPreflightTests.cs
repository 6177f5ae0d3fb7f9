using Dashboard.Alarms;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;
using Dashboard.Simulator;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Rollback.Preflight;

public sealed class RollbackPreflightTests
{
    [Fact]
    public async Task Every_check_has_a_line_whatever_AWS_answers()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Time.Advance(TimeSpan.FromMinutes(6));
        house.Aws.Faults.Add(new InjectedFault("*", InjectedFault.Denied));

        var report = await CheckAsync(house);

        Assert.Equal(PreflightRules.Judge(Preflights.Facts()).Lines.Select(line => line.Check), report.Lines.Select(line => line.Check));
        Assert.Null(report.Blocked);
        Assert.Contains("ecs:DescribeTaskDefinition", report.Line("Task definition").Fact, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_of_the_target_is_that_of_now()
    {
        await using var house = await RollbackHouse.StartAsync();
        Assert.Equal("checkout:42 is ACTIVE.", (await CheckAsync(house)).Line("Task definition").Fact);

        house.Time.Advance(TimeSpan.FromMinutes(6));
        house.Aws.Faults.Add(new InjectedFault("ecs:DescribeTaskDefinition", InjectedFault.Denied));

        Assert.Contains("this dashboard may not call ecs:DescribeTaskDefinition", (await CheckAsync(house)).Line("Task definition").Fact, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_image_is_refused()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Get<IOptions<RollbackOptions>>().Value.DeniedImages.Add("checkout:v1.4.*");

        Assert.Contains("denied by Rollback:DeniedImages (checkout:v1.4.*)", (await CheckAsync(house)).Blocked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alarm_guards_a_deployment_by_its_name_whatever_its_dimensions()
    {
        await using var house = await RollbackHouse.StartAsync();
        var key = new Dashboard.Fleet.ServiceKey("production", "shop", "storefront");
        var alarm = Make.Alarm(key) with { Name = "shop-storefront-error-rate", Service = null };
        house.Get<Feed<AlarmsSnapshot>>().Publish(new AlarmsSnapshot([alarm], System.Collections.Immutable.ImmutableDictionary<string, Fault>.Empty), house.Time.GetUtcNow());

        var line = (await CheckAsync(house, key)).Line("Deployment alarms");

        Assert.Equal(PreflightResult.Warn, line.Result);
        Assert.Contains("shop-storefront-error-rate is already in ALARM", line.Fact, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_answer_in_time_is_a_warning_that_says_so()
    {
        await using var house = await RollbackHouse.StartAsync();
        var plan = (await house.Get<RollbackPlanner>().PlanAsync(RollbackHouse.Checkout, TestContext.Current.CancellationToken))!;
        house.Time.Advance(TimeSpan.FromMinutes(6));
        house.Aws.Faults.Add(new InjectedFault("*", InjectedFault.Timeout));

        var asked = house.Get<RollbackPreflight>().CheckAsync(plan, plan.Default!, TestContext.Current.CancellationToken);
        house.Time.Advance(TimeSpan.FromSeconds(5));
        var report = await asked;

        Assert.Equal(PreflightResult.Warn, report.Line("Task definition").Result);
        Assert.Contains("did not answer in time", report.Line("Task definition").Fact, StringComparison.Ordinal);
        Assert.Null(report.Blocked);
    }

    private static async Task<PreflightReport> CheckAsync(RollbackHouse house, Dashboard.Fleet.ServiceKey? key = null)
    {
        var plan = (await house.Get<RollbackPlanner>().PlanAsync(key ?? RollbackHouse.Checkout, TestContext.Current.CancellationToken))!;
        return await house.Get<RollbackPreflight>().CheckAsync(plan, plan.Default ?? plan.Candidates[0], TestContext.Current.CancellationToken);
    }
}
