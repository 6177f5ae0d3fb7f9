using Dashboard.Metrics;
using Dashboard.Ui;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics;

public sealed class MetricBatchesTests
{
    private static readonly TimeSpanUtc ThreeHours = new(Noon.AddHours(-3), Noon);

    private static List<MetricQuery> Queries(int services, bool? alone = true) =>
        [.. Enumerable.Range(0, services).SelectMany(index => MetricQueries.Of(Service($"s{index}", alone: alone))).Select(asked => asked.Query)];

    [Fact]
    public void Calls_are_filled_to_five_hundred_queries()
    {
        var batches = MetricBatches.Of(Queries(120), ThreeHours, TimeSpan.FromMinutes(1)).ToList();

        Assert.Equal([500, 500, 200], batches.Select(batch => batch.Length));
    }

    [Fact]
    public void A_load_balancer_that_services_share_is_asked_about_once() =>
        Assert.Equal(9 * 10 + 1, MetricBatches.Of(Queries(10, alone: false), ThreeHours, TimeSpan.FromMinutes(1)).Single().Length);

    [Fact]
    public void No_call_asks_for_more_datapoints_than_cloudwatch_gives()
    {
        var month = new TimeSpanUtc(Noon.AddDays(-30), Noon);

        var batches = MetricBatches.Of(Queries(120), month, TimeSpan.FromHours(1)).ToList();

        Assert.All(batches, batch => Assert.True(batch.Length * 720 <= 100_800));
    }

    [Fact]
    public void A_service_without_a_load_balancer_has_cpu_and_memory_only() =>
        Assert.Equal([ServiceMetric.CpuPercent, ServiceMetric.MemoryPercent], MetricQueries.Of(Service(behindLoadBalancer: false)).Select(asked => asked.Metric));

    [Theory]
    [InlineData(1, 0, 60)]
    [InlineData(3, 0, 60)]
    [InlineData(24, 0, 300)]
    [InlineData(168, 0, 900)]
    [InlineData(24 * 30, 0, 3600)]
    [InlineData(1, 20, 300)]
    [InlineData(1, 70, 3600)]
    public void The_period_suits_the_range_and_what_cloudwatch_still_keeps(int hours, int daysAgo, int seconds)
    {
        var end = Noon.AddDays(-daysAgo);

        Assert.Equal(seconds, MetricPeriod.For(new TimeSpanUtc(end.AddHours(-hours), end), Noon).TotalSeconds);
    }
}
