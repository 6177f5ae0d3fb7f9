using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics;

public sealed class AvailabilityPollTests
{
    private readonly FakeTimeProvider time = new(Noon.AddSeconds(5));
    private readonly Feed<FleetSnapshot> fleet = new();
    private readonly Feed<AvailabilitySnapshot> feed = new();

    [Fact]
    public async Task Requests_and_errors_are_summed_over_a_day_a_week_and_a_month()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        cloud.Value = name => name == "RequestCount" ? 999 : 1;
        fleet.Publish(MakeMetrics.Fleet(Service(), Service("worker", behindLoadBalancer: false)), Noon);

        await new AvailabilityPoll(fleet, cloud.Source, feed, time).RunAsync(TestContext.Current.CancellationToken);

        var availability = feed.Current.Value!.Of(Checkout)!;
        Assert.Equal(new AvailabilityWindow(24 * 1000, 24 * 2), availability.Day);
        Assert.Equal(new AvailabilityWindow(168 * 1000, 168 * 2), availability.Week);
        Assert.Equal(new AvailabilityWindow(30 * 1000, 30 * 2), availability.Month);
        Assert.Equal(99.8, availability.Day.Percent!.Value, 6);
        Assert.Null(feed.Current.Value.Of(Checkout with { Service = "worker" }));
    }

    [Fact]
    public async Task It_is_refreshed_every_half_hour_and_no_sooner()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        fleet.Publish(MakeMetrics.Fleet(Service()), Noon);
        var poll = new AvailabilityPoll(fleet, cloud.Source, feed, time);
        await poll.RunAsync(TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromMinutes(29));
        await poll.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, cloud.Asked.Count());

        time.Advance(TimeSpan.FromMinutes(1));
        await poll.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(4, cloud.Asked.Count());
    }

    [Fact]
    public void Without_requests_there_is_no_percentage() => Assert.Null(new AvailabilityWindow(0, 0).Percent);

    [Fact]
    public async Task A_failed_refresh_keeps_the_numbers_and_says_why()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        fleet.Publish(MakeMetrics.Fleet(Service()), Noon);
        var poll = new AvailabilityPoll(fleet, cloud.Source, feed, time);
        await poll.RunAsync(TestContext.Current.CancellationToken);
        var before = feed.Current.Value!.Of(Checkout);

        cloud.Error = "AccessDeniedException";
        time.Advance(TimeSpan.FromMinutes(30));
        await poll.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before, feed.Current.Value.Of(Checkout));
        Assert.Equal(FaultKind.Denied, feed.Current.Value.Faults[Checkout].Kind);
    }
}
