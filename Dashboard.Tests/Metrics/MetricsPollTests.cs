using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics;

public sealed class MetricsPollTests
{
    private readonly FakeTimeProvider time = new(Noon.AddSeconds(5));
    private readonly Feed<FleetSnapshot> fleet = new();
    private readonly Feed<MetricsSnapshot> feed = new();

    private MetricsPoll Poll(FakeCloudWatch cloud)
    {
        fleet.Publish(MakeMetrics.Fleet(Service(), Service("worker", behindLoadBalancer: false)), Noon);
        return new MetricsPoll(fleet, cloud.Source, new MetricStore(), feed, time);
    }

    [Fact]
    public async Task One_round_publishes_the_last_hour_of_every_service_from_one_call()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        cloud.Value = name => name == "RequestCount" ? 200 : name == "HTTPCode_Target_5XX_Count" ? 24 : null;

        await Poll(cloud).RunAsync(TestContext.Current.CancellationToken);

        Assert.Single(cloud.Asked);
        var series = feed.Current.Value!.Of(Checkout)!;
        Assert.Equal(60, series.ErrorPercent.Values.Length);
        Assert.All(series.ErrorPercent.Values, rate => Assert.Equal(12, rate));
        Assert.All(series[ServiceMetric.CpuPercent].Values, value => Assert.Null(value));
    }

    [Fact]
    public async Task While_no_new_minute_can_be_there_nothing_is_asked_and_nothing_is_published()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        var poll = Poll(cloud);
        await poll.RunAsync(TestContext.Current.CancellationToken);
        var before = feed.Current;

        time.Advance(TimeSpan.FromSeconds(5));
        await poll.RunAsync(TestContext.Current.CancellationToken);

        Assert.Single(cloud.Asked);
        Assert.Same(before, feed.Current);
    }

    [Fact]
    public async Task Metrics_that_become_forbidden_keep_their_values_beside_the_fault()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        var poll = Poll(cloud);
        await poll.RunAsync(TestContext.Current.CancellationToken);

        cloud.Status = _ => "Forbidden";
        time.Advance(TimeSpan.FromSeconds(55));
        await poll.RunAsync(TestContext.Current.CancellationToken);

        var now = feed.Current.Value!;
        Assert.Equal(FaultKind.Denied, now.Faults[Checkout].Kind);
        Assert.All(now.Of(Checkout)![ServiceMetric.CpuPercent].Values, value => Assert.Equal(1, value));
    }

    [Fact]
    public async Task Before_anything_was_read_a_denied_round_is_a_fault_and_not_an_empty_success()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        cloud.Error = "AccessDeniedException";

        await Poll(cloud).RunAsync(TestContext.Current.CancellationToken);

        Assert.Null(feed.Current.Value);
        Assert.Equal(FaultKind.Denied, feed.Current.Fault!.Kind);
    }
}
