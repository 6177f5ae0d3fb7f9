using System.Collections.Immutable;
using Dashboard.Metrics;
using Dashboard.Metrics.Panels;
using Dashboard.Shell;
using Dashboard.Ui;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics.Panels;

public sealed class PanelCalculationTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly SeriesGrid Hour = new(Noon.AddHours(-1), Minute, 60);

    private static Series Of(TimeSpan period, params double?[] values) => new(Noon, period, [.. values]);

    [Fact]
    public void A_period_that_is_not_over_has_no_rate_since_it_would_look_like_a_fall() =>
        Assert.Equal([20, null], DerivedSeries.PerMinute(Of(TimeSpan.FromMinutes(5), 100, 90), Noon.AddMinutes(9)).Values);

    [Fact]
    public void A_count_that_CloudWatch_left_out_is_zero_only_where_there_were_requests() =>
        Assert.Equal([0, 3, null], DerivedSeries.WithZeros(Of(Minute, null, 3, null), Of(Minute, 10, 10, null)).Values);

    [Fact]
    public void What_was_calculated_once_is_the_same_for_all_who_ask()
    {
        var (count, requests) = (Of(Minute, null, 3), Of(Minute, 10, 10));

        Assert.Same(DerivedSeries.WithZeros(count, requests), DerivedSeries.WithZeros(count, requests));
    }

    [Fact]
    public void With_no_healthy_target_all_errors_are_the_load_balancers()
    {
        var series = new ServiceSeries(
            ImmutableDictionary<ServiceMetric, Series>.Empty.Add(ServiceMetric.Requests, Of(Minute, 90, null)).Add(ServiceMetric.TargetErrors, Of(Minute, 9, null)).Add(ServiceMetric.LoadBalancerErrors, Of(Minute, 10, 50)),
            Of(Minute, 19, 100), null);

        var (target, balancer) = DerivedSeries.SplitErrors(series);

        Assert.Equal([9, 0], target.Values);
        Assert.Equal([10, 100], balancer.Values);
    }

    [Fact]
    public void Exits_are_counted_in_their_minute_and_are_unknown_before_they_were_kept_and_after_the_last_look()
    {
        var exits = new TaskExits([new(Noon.AddMinutes(-10), true), new(Noon.AddMinutes(-10), false), new(Noon.AddMinutes(-90), false)], Noon.AddHours(-1));

        var counts = ExitCounts.Of(exits, new SeriesGrid(Noon.AddHours(-2), Minute, 120), Noon.AddMinutes(-5));

        Assert.Equal((null, null, 0, 2, 0, null), (counts.All.Values[0], counts.All.Values[30], counts.All.Values[70], counts.All.Values[110], counts.All.Values[115], counts.All.Values[116]));
        Assert.Equal(1, counts.OutOfMemory.Values[110]);
    }

    [Fact]
    public void What_was_stopped_on_purpose_is_no_exit_and_only_what_ECS_calls_so_is_out_of_memory()
    {
        var box = Make.Stops(
            Make.StoppedTask("a", Noon.AddMinutes(-1)),
            Make.StoppedTask("b", Noon.AddMinutes(-2), exitCode: 137, reason: ""),
            Make.StoppedTask("c", Noon.AddMinutes(-3)) with { StopCode = "UserInitiated" },
            Make.StoppedTask("d", Noon.AddMinutes(-4), service: "cart"));

        Assert.Equal([(Noon.AddMinutes(-1), true), (Noon.AddMinutes(-2), false)], ServiceExits.Of(box, Checkout)!.All.Select(exit => (exit.At, exit.IsOutOfMemory)));
    }

    [Fact]
    public void Tasks_that_were_never_read_are_no_zeros()
    {
        Assert.All(ExitCounts.Of(null, Hour, Noon).All.Values, value => Assert.Null(value));
        Assert.All(ExitCounts.Of(new TaskExits([], Noon.AddDays(-1)), Hour, null).All.Values, value => Assert.Null(value));
    }

    [Fact]
    public void Of_exits_that_did_not_change_the_series_stays_the_same()
    {
        var exits = new TaskExits([new(Noon.AddMinutes(-10), true)], Noon.AddDays(-1));
        var before = ExitCounts.Of(exits, Hour, Noon);

        Assert.Same(before.All, ExitCounts.Of(exits with { KnownSince = Noon.AddDays(-1).AddMinutes(1) }, Hour, Noon, before).All);
    }

    [Fact]
    public void A_csv_has_a_row_a_period_a_column_a_line_and_nothing_where_there_is_no_datapoint()
    {
        var panel = new ServicePanel("response-time", "Response time", ChartUnit.Milliseconds, [new ChartLine("p50", Noon, Minute, [0.01, null]) { Factor = 1000 }, new ChartLine("=p95", Noon, Minute, [0.2, 0.25, 9]) { Factor = 1000 }]);

        Assert.Equal("\"time\",\"p50 (ms)\",\"'=p95 (ms)\"\r\n\"2026-01-31T12:00:00Z\",\"10\",\"200\"\r\n\"2026-01-31T12:01:00Z\",\"\",\"250\"\r\n",
            PanelCsv.Write(panel, new TimeSpanUtc(Noon, Noon.AddMinutes(2))));
    }

    [Fact]
    public void Bytes_have_ticks_that_are_round_in_their_unit() =>
        Assert.Equal(["0", "50.0 KiB", "100 KiB", "150 KiB", "200 KiB"], ChartScale.For(180_000, ChartUnit.BytesPerSecond).Ticks.Select(tick => ChartUnit.BytesPerSecond.Tick(tick)));
}
