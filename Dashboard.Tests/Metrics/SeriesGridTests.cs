using Dashboard.Live;
using Dashboard.Metrics;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics;

public sealed class SeriesGridTests
{
    private static readonly SeriesGrid Grid = new(Noon, TimeSpan.FromMinutes(1), 3);

    private static ServiceSeries Fill(bool? alone, ServiceSeries? before, params (ServiceMetric Metric, double?[] Values)[] read) =>
        Grid.Fill(Service(alone: alone), (metric, into) => read.FirstOrDefault(one => one.Metric == metric).Values?.CopyTo(into, 0), before);

    [Fact]
    public void An_absent_error_count_is_zero_only_where_there_are_requests()
    {
        var series = Fill(true, null, (ServiceMetric.Requests, [100, null, 50]), (ServiceMetric.TargetErrors, [5, null, null]));

        Assert.Equal([5, null, 0], series.ErrorPercent.Values);
    }

    [Fact]
    public void Errors_of_a_shared_load_balancer_stand_apart()
    {
        var series = Fill(false, null, (ServiceMetric.Requests, [100, 100, 100]), (ServiceMetric.LoadBalancerErrors, [7, null, 8]));

        Assert.Equal([0, 0, 0], series.ErrorPercent.Values);
        Assert.Equal([7, null, 8], series.LoadBalancerErrorsApart!.Values);
    }

    [Fact]
    public void What_did_not_change_keeps_its_reference()
    {
        var before = Fill(true, null, (ServiceMetric.CpuPercent, [1, 2, 3]), (ServiceMetric.Requests, [1, 1, 1]));

        Assert.Same(before, Fill(true, before, (ServiceMetric.CpuPercent, [1, 2, 3]), (ServiceMetric.Requests, [1, 1, 1])));

        var after = Fill(true, before, (ServiceMetric.CpuPercent, [1, 2, 4]), (ServiceMetric.Requests, [1, 1, 1]));
        Assert.NotSame(before[ServiceMetric.CpuPercent], after[ServiceMetric.CpuPercent]);
        Assert.Same(before[ServiceMetric.Requests], after[ServiceMetric.Requests]);
        Assert.Same(before.ErrorPercent, after.ErrorPercent);
    }

    [Fact]
    public void A_metric_of_two_target_groups_is_joined_and_a_half_answered_one_is_left_out()
    {
        var one = new MetricQuery("AWS/ApplicationELB", "RequestCount", "Sum", ("TargetGroup", "a"));
        var two = one with { Dimension = ("TargetGroup", "b") };
        (ServiceMetric, MetricQuery)[] asked = [(ServiceMetric.Requests, one), (ServiceMetric.Requests, two)];
        var whole = new MetricAnswers(new Dictionary<MetricQuery, MetricData> { [one] = new([(Noon, 10)], null), [two] = new([(Noon, 5)], null) });
        var half = new MetricAnswers(new Dictionary<MetricQuery, MetricData> { [one] = new([(Noon, 10)], null), [two] = new([], new Fault(FaultKind.Denied, "no", Noon)) });

        Assert.Equal(15, whole.Of(asked).Values[ServiceMetric.Requests][Noon]);
        Assert.Empty(half.Of(asked).Values);
        Assert.Equal(FaultKind.Denied, half.Of(asked).Fault!.Kind);
    }
}
