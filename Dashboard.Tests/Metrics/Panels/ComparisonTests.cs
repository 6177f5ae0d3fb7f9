using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Metrics.Panels;
using Dashboard.Ui;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics.Panels;

public sealed class ComparisonTests
{
    private static readonly Comparison Yesterday = Comparison.All[0];

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("1d", "yesterday")]
    [InlineData("7d", "last week")]
    public void A_comparison_is_read_from_the_address(string? text, string? name) =>
        Assert.Equal((name, (string?)null), (Comparison.Parse(text).Comparison?.Name, Comparison.Parse(text).Problem));

    [Fact]
    public void An_unknown_one_is_a_sentence_with_what_there_is() =>
        Assert.Contains("Use compare=1d for yesterday or compare=7d for last week.", Comparison.Parse(new string('x', 500)).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(24, 5)]
    [InlineData(168, 15)]
    public void It_is_asked_at_the_period_that_today_is_shown_at(int hours, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), ServicePast.Grid(new TimeSpanUtc(Noon.AddHours(-hours), Noon), Yesterday, Noon).Period);

    [Fact]
    public void Where_CloudWatch_keeps_no_minutes_any_more_it_is_coarser() =>
        Assert.Equal(TimeSpan.FromMinutes(5), ServicePast.Grid(new TimeSpanUtc(Noon.AddDays(-10).AddHours(-1), Noon.AddDays(-10)), Comparison.All[1], Noon).Period);

    [Fact]
    public async Task The_past_is_asked_once_while_the_range_moves_on()
    {
        var time = new FakeTimeProvider(Noon.AddSeconds(5));
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        var fleet = new Feed<FleetSnapshot>();
        fleet.Publish(MakeMetrics.Fleet(Service()), Noon);
        var past = new ServicePast(fleet, new(), cloud.Source, time);

        for (var minute = 0; minute < 25; minute++, time.Advance(TimeSpan.FromMinutes(1)))
        {
            var range = new TimeSpanUtc(time.GetUtcNow().AddHours(-1), time.GetUtcNow());
            var reading = await past.ReadAsync(Checkout, range, Yesterday);
            Assert.NotNull(reading.Value!.Line(reading.Value.Main[ServiceMetric.CpuPercent], 1).Latest(range));
        }

        Assert.Single(cloud.Asked);
    }

    [Fact]
    public async Task What_was_asked_before_the_load_balancer_was_known_is_asked_again_once_it_is()
    {
        await using var cloud = await FakeCloudWatch.StartAsync();
        var fleet = new Feed<FleetSnapshot>();
        var (range, past) = (new TimeSpanUtc(Noon.AddHours(-1), Noon), new ServicePast(fleet, new(), cloud.Source, TimeProvider.System));
        fleet.Publish(MakeMetrics.Fleet(Service() with { LoadBalancers = [Service().LoadBalancers[0] with { LoadBalancer = null }] }), Noon);
        Assert.Null((await past.ReadAsync(Checkout, range, Yesterday)).Value!.Main[ServiceMetric.Requests].Latest);

        fleet.Publish(MakeMetrics.Fleet(Service()), Noon);

        Assert.NotNull((await past.ReadAsync(Checkout, range, Yesterday)).Value!.Main[ServiceMetric.Requests].Latest);
    }

    [Fact]
    public async Task A_past_that_is_refused_is_a_fault_beside_nothing()
    {
        await using var cloud = await FakeCloudWatch.StartAsync();
        cloud.Status = _ => "Forbidden";
        var fleet = new Feed<FleetSnapshot>();
        fleet.Publish(MakeMetrics.Fleet(Service()), Noon);

        var reading = await new ServicePast(fleet, new(), cloud.Source, TimeProvider.System).ReadAsync(Checkout, new TimeSpanUtc(Noon.AddHours(-1), Noon), Yesterday);

        Assert.Equal((true, FaultKind.Denied), (reading.Value is null, reading.Fault!.Kind));
    }
}
