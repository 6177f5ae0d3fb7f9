using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Rollback.Preflight;
using Dashboard.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Rollback.Preflight;

public sealed class ReadinessPollTests
{
    private static readonly ServiceKey Billing = new("production", "payments", "billing");
    private static readonly ServiceKey CodeDeployed = new("staging", "shop-staging", "catalog");
    private static readonly ServiceKey Search = new("production", "shop", "search");

    [Fact]
    public async Task One_round_says_of_every_service_whether_it_can_go_back_and_publishes_once()
    {
        await using var house = await RollbackHouse.StartAsync();
        var published = 0;
        using var watched = house.Get<Feed<ReadinessSnapshot>>().Subscribe(() => published++);

        var found = await RoundAsync(house);

        Assert.Equal(1, published);
        Assert.Equal(house.Get<Feed<FleetSnapshot>>().Current.Value!.Services.Select(service => service.Key).Order(Keys), found.ByService.Keys.Order(Keys));
        Assert.Equal((true, "v1.4.2"), (found.Of(RollbackHouse.Checkout)!.CanGoBack, found.Of(RollbackHouse.Checkout)!.Version));
        Assert.False(found.Of(Billing)!.CanGoBack);
        Assert.Contains("no longer in ECR", found.Of(Billing)!.Why, StringComparison.Ordinal);
        Assert.Contains("CodeDeploy", found.Of(CodeDeployed)!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_deploys_is_looked_at_every_half_minute_and_a_quiet_one_in_the_slow_sweep()
    {
        await using var house = await RollbackHouse.StartAsync();
        await RoundAsync(house);

        var first = house.Time.GetUtcNow();
        house.Time.Advance(ReadinessPoll.UrgentEvery);
        await house.LookAsync();
        var later = await RoundAsync(house);
        Assert.Equal(house.Time.GetUtcNow(), later.Of(RollbackHouse.Notifications)!.CheckedAt);
        Assert.Equal(first, later.Of(Search)!.CheckedAt);

        house.Time.Advance(ReadinessPoll.QuietEvery);
        await house.LookAsync();
        Assert.Equal(house.Time.GetUtcNow(), (await RoundAsync(house)).Of(Search)!.CheckedAt);
    }

    [Fact]
    public async Task What_was_deployed_meanwhile_is_seen_in_the_next_round()
    {
        await using var house = await RollbackHouse.StartAsync();
        Assert.True((await RoundAsync(house)).Of(RollbackHouse.Checkout)!.CanGoBack);
        await house.RollBackAsync(house.Command());
        house.Time.Advance(TimeSpan.FromSeconds(10));
        await house.LookAsync();

        var found = (await RoundAsync(house)).Of(RollbackHouse.Checkout)!;

        Assert.Equal(house.Time.GetUtcNow(), found.CheckedAt);
        Assert.False(found.CanGoBack);
        Assert.Contains("Sam Okafor is rolling it back to v1.4.2", found.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_AWS_does_not_answer_for_some_leaves_the_others_as_they_are()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault("ecr:BatchGetImage", InjectedFault.Denied, Region: SimulatedWorld.Production));

        var found = await RoundAsync(house);

        var checkout = found.Of(RollbackHouse.Checkout)!;
        Assert.True(checkout.CanGoBack);
        Assert.Contains("ecr:BatchGetImage", checkout.Report!.Line("Images").Fact, StringComparison.Ordinal);
        Assert.Equal(PreflightResult.Pass, found.Of(new ServiceKey("staging", "shop-staging", "checkout"))!.Report!.Line("Images").Result);
    }

    [Fact]
    public async Task A_large_fleet_is_swept_in_rounds_and_those_that_deploy_come_first()
    {
        await using var house = await RollbackHouse.StartAsync(services: 70);
        var swept = new List<int>();
        for (var round = 0; round < 6; round++)
        {
            house.Time.Advance(TimeSpan.FromSeconds(6));
            await house.LookAsync();
            var found = await RoundAsync(house);
            Assert.NotNull(found.Of(RollbackHouse.Notifications));
            swept.Add(found.ByService.Count);
        }

        Assert.InRange(swept[0], 1, 24);
        Assert.Equal(house.Get<Feed<FleetSnapshot>>().Current.Value!.Services.Count(), swept[^1]);
    }

    [Fact]
    public async Task A_service_that_is_gone_is_forgotten()
    {
        await using var house = await RollbackHouse.StartAsync();
        await RoundAsync(house);
        var fleet = house.Get<Feed<FleetSnapshot>>();
        var left = fleet.Current.Value!.Clusters.Select(cluster => cluster with { Services = [.. cluster.Services.Where(service => service.Key != Search)] });
        fleet.Publish(new FleetSnapshot([.. left]), house.Time.GetUtcNow());

        Assert.Null((await RoundAsync(house)).Of(Search));
    }

    private static readonly Comparer<ServiceKey> Keys = Comparer<ServiceKey>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));

    private static async Task<ReadinessSnapshot> RoundAsync(RollbackHouse house)
    {
        await house.Services.GetServices<PollJob>().Single(job => job.Name == "readiness").RunAsync(TestContext.Current.CancellationToken);
        return house.Get<Feed<ReadinessSnapshot>>().Current.Value!;
    }
}
