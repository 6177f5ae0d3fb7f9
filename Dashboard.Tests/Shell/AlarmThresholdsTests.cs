using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Shell;

namespace Dashboard.Tests.Shell;

public sealed class AlarmThresholdsTests
{
    private static ImmutableArray<MetricThreshold> Of(params CloudWatchAlarm[] alarms) =>
        AlarmThresholds.Of(new AlarmsSnapshot([.. alarms], ImmutableDictionary<string, Fault>.Empty), Make.Key());

    private static CloudWatchAlarm Alarm(string? metric, double threshold, string name = "mine", string comparison = "GreaterThanThreshold") =>
        new("production", name, "arn", "Metric", "OK", null, null, Make.Key(), metric) { Threshold = threshold, Comparison = comparison };

    [Fact]
    public void A_response_time_is_labelled_with_its_percentile() =>
        Assert.Equal([new MetricThreshold(ServiceMetric.ResponseP95, 0.8, "p95 alarm")], Of(Alarm("TargetResponseTime", 0.8) with { Statistic = "p95" }));

    [Fact]
    public void Alarms_that_only_scale_are_no_trouble() =>
        Assert.Empty(Of(Alarm("CPUUtilization", 70, "TargetTracking-service/shop/checkout-AlarmHigh"), Alarm("CPUUtilization", 20, comparison: "LessThanThreshold")));

    [Fact]
    public void Too_few_healthy_targets_are() =>
        Assert.Equal(ServiceMetric.HealthyTargets, Of(Alarm("HealthyHostCount", 2, comparison: "LessThanThreshold")).Single().Metric);

    [Fact]
    public void Another_services_alarm_and_metric_math_draw_no_line() =>
        Assert.Empty(Of(Alarm("MemoryUtilization", 90) with { Service = Make.Key("cart") }, Alarm(null, 0.05) with { IsErrorRate = true }));
}
