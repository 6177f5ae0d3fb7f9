using Dashboard.Simulator;

namespace Dashboard.Tests.Simulator;

public class SignalsTests
{
    private readonly TestWorld world = new();

    private static Metric Cpu(string cluster, string service) => new("AWS/ECS", "CPUUtilization", [new("ClusterName", cluster), new("ServiceName", service)]);

    [Fact]
    public void Thirty_days_of_every_metric_are_there()
    {
        foreach (var metric in world.Production.CloudWatch.ListMetrics("AWS/ECS"))
            Assert.True(world.Read(metric, "Average", 3600, TestWorld.Start - TimeSpan.FromDays(30), TestWorld.Start).Values.Count >= 719, metric.Dimensions[1].Value);
    }

    [Fact]
    public void A_minute_has_no_datapoint_before_it_is_over_and_published()
    {
        var newest = world.Read(Cpu("shop", "cart"), "Average", 60, TestWorld.Start - TimeSpan.FromMinutes(5), TestWorld.Start + TimeSpan.FromMinutes(5)).Timestamps[0];
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 14, 6, 0, TimeSpan.Zero), newest);
    }

    [Fact]
    public void A_quiet_minute_has_no_5xx_datapoint_instead_of_a_zero()
    {
        var errors = world.Production.CloudWatch.ListMetrics("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count")[0];
        var found = world.Read(errors, "Sum", 60, TestWorld.Start - TimeSpan.FromHours(24), TestWorld.Start);
        Assert.InRange(found.Values.Count, 1, 100);
        Assert.DoesNotContain(0, found.Values);
    }

    [Fact]
    public void Longer_periods_add_up_their_minutes()
    {
        var requests = world.Production.CloudWatch.ListMetrics("AWS/ApplicationELB", "RequestCount")[0];
        var (from, to) = (new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 23, 13, 0, 0, TimeSpan.Zero));
        Assert.Equal(world.Read(requests, "Sum", 60, from, to).Values.Sum(), Assert.Single(world.Read(requests, "Sum", 3600, from, to).Values), 3);
    }

    [Fact]
    public void A_period_that_is_not_over_has_the_minutes_that_there_are()
    {
        var requests = world.Production.CloudWatch.ListMetrics("AWS/ApplicationELB", "RequestCount")[0];
        var (hour, day) = (new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
        var minutes = world.Read(requests, "Sum", 60, hour, TestWorld.Start).Values;

        Assert.Equal(7, minutes.Count);
        Assert.Equal(minutes.Sum(), Assert.Single(world.Read(requests, "Sum", 3600, hour, hour.AddHours(1)).Values), 3);
        Assert.Equal(world.Read(requests, "Sum", 60, day, TestWorld.Start).Values.Sum(), Assert.Single(world.Read(requests, "Sum", 86400, day, day.AddDays(1)).Values), 3);
    }

    [Fact]
    public void Percentiles_are_ordered_and_checkout_became_slower()
    {
        var latency = world.Production.CloudWatch.ListMetrics("AWS/ApplicationELB", "TargetResponseTime").First(metric => metric.Dimensions.Any(dimension => dimension.Value.Contains("shop-checkout/", StringComparison.Ordinal)));
        double At(string stat, int back) => world.Read(latency, stat, 60, TestWorld.Start - TimeSpan.FromMinutes(back), TestWorld.Start - TimeSpan.FromMinutes(back - 5)).Values.Average();
        Assert.True(At("p50", 10) < At("p90", 10) && At("p90", 10) < At("p95", 10) && At("p95", 10) < At("p99", 10));
        Assert.True(At("p95", 10) > 1.5 * At("p95", 40));
    }

    [Fact]
    public void Traffic_peaks_in_the_evening()
    {
        var requests = world.Production.CloudWatch.ListMetrics("AWS/ApplicationELB", "RequestCount")[0];
        double Hour(int hour) => world.Read(requests, "Sum", 3600, TestWorld.Start.Date.AddDays(-1).AddHours(hour), TestWorld.Start.Date.AddDays(-1).AddHours(hour + 1)).Values.Single();
        Assert.True(Hour(19) > 1.8 * Hour(4));
    }

    [Theory]
    [InlineData("100 * (FILL(a, 0) + 2) / b", 50)]
    [InlineData("IF(b >= 4, -a, 7) * 2", -2)]
    public void Metric_math_is_calculated(string expression, double expected) =>
        Assert.Equal([expected == 50 ? 75 : expected], MetricMath.Evaluate(expression, 1, id => id == "a" ? [1] : id == "b" ? [4] : null));

    [Theory]
    [InlineData("a +")]
    [InlineData("NOPE(a)")]
    [InlineData("c * 2")]
    public void Metric_math_that_cannot_be_read_is_refused(string expression) =>
        Assert.Equal("ValidationError", Assert.Throws<SimulatedAwsException>(() => MetricMath.Evaluate(expression, 1, id => id == "a" ? [1] : null)).Code);

    [Fact]
    public void A_new_alarm_waits_for_data_and_then_has_a_state()
    {
        var alarm = new MetricAlarm("mine") { Namespace = "AWS/ECS", MetricName = "CPUUtilization", Dimensions = Cpu("shop", "search").Dimensions, Statistic = "Average", Period = 60, EvaluationPeriods = 1, Threshold = 1, ComparisonOperator = "GreaterThanThreshold" };
        world.Production.CloudWatch.PutMetricAlarm(alarm);
        MetricAlarm Now() => world.Production.CloudWatch.MetricAlarms(new AlarmFilter { AlarmNames = ["mine"] }).Single();
        Assert.Equal("INSUFFICIENT_DATA", Now().StateValue);
        world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("ALARM", Now().StateValue);
        Assert.Equal(["ConfigurationUpdate", "StateUpdate"], world.Production.CloudWatch.DescribeAlarmHistory("mine", newestFirst: false).Select(item => item.HistoryItemType));
        Assert.Equal("ValidationError", Assert.Throws<SimulatedAwsException>(() => world.Production.CloudWatch.PutMetricAlarm(alarm with { ComparisonOperator = "Nearly" })).Code);
    }
}
