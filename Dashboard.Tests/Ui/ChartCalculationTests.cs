using System.Collections.Immutable;
using Dashboard.Ui;

namespace Dashboard.Tests.Ui;

public sealed class ChartCalculationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpanUtc TenMinutes = new(Noon, Noon.AddMinutes(10));

    private static ChartLine Line(params double?[] values) => new("CPU", Noon, TimeSpan.FromMinutes(1), [.. values]);

    [Fact]
    public void A_gap_breaks_the_path_and_a_lone_datapoint_becomes_a_dot()
    {
        var path = ChartPath.Of(Line(0, 50, null, 100, null, 0, 0), TenMinutes, 100);

        Assert.Equal("M0 10000L1000 5000M3000 0h0M5000 10000L6000 10000", path);
    }

    [Fact]
    public void Two_viewers_of_the_same_values_share_one_path()
    {
        var values = Line(1, 2, 3).Values;

        var first = ChartPath.Of(new ChartLine("a", Noon, TimeSpan.FromMinutes(1), values), TenMinutes, 10);
        var second = ChartPath.Of(new ChartLine("b", Noon, TimeSpan.FromMinutes(1), values), TenMinutes, 10);

        Assert.Same(first, second);
    }

    [Fact]
    public void What_lies_outside_the_window_is_not_drawn() =>
        Assert.Equal("M0 9000L10000 8000", ChartPath.Of(Line(9, 1, 2, 9), new TimeSpanUtc(Noon.AddMinutes(1), Noon.AddMinutes(2)), 10));

    [Fact]
    public void Seconds_are_drawn_as_milliseconds() =>
        Assert.Equal("M0 5000h0", ChartPath.Of(Line(0.1) with { Factor = 1000 }, TenMinutes, 200));

    [Theory]
    [InlineData(0.28, 0.3)]
    [InlineData(43, 60)]
    [InlineData(84, 100)]
    [InlineData(100, 100)]
    [InlineData(1234, 1500)]
    public void The_axis_ends_at_a_round_number_above_the_data(double highest, double top) =>
        Assert.Equal(top, ChartScale.For(highest, ChartUnit.Percent).Top, 6);

    [Theory]
    [InlineData(97.0, 100.0)]
    [InlineData(100.0, 100.0)]
    [InlineData(null, 100.0)]
    [InlineData(110.0, 150.0)]
    public void The_axis_of_a_share_ends_at_100_percent_unless_the_data_go_beyond(double? highest, double top) =>
        Assert.Equal(top, ChartScale.Above(highest, 100, ChartUnit.Percent).Top, 6);

    [Fact]
    public void The_axis_of_a_count_has_whole_ticks() =>
        Assert.Equal([0, 1, 2, 3], ChartScale.For(3, ChartUnit.Count).Ticks);

    [Fact]
    public void An_axis_without_data_still_has_a_height() => Assert.True(ChartScale.For(null, ChartUnit.Count).Top > 0);

    [Fact]
    public void Time_ticks_are_round_on_the_viewers_clock()
    {
        var kolkata = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

        var ticks = TimeTicks.For(new TimeSpanUtc(Noon, Noon.AddHours(3)), kolkata);

        Assert.Equal(["17:30", "18:00", "18:30", "19:00", "19:30", "20:00"], ticks.Select(tick => tick.Label));
        Assert.Equal(0, ticks[0].Percent);
    }

    [Fact]
    public void A_week_is_ticked_by_days()
    {
        var ticks = TimeTicks.For(new TimeSpanUtc(Noon.AddDays(-7), Noon), TimeZoneInfo.Utc);

        Assert.Equal(["25 Jan", "26 Jan", "27 Jan", "28 Jan", "29 Jan", "30 Jan", "31 Jan"], ticks.Select(tick => tick.Label));
    }

    [Fact]
    public void The_hour_that_summer_time_skips_has_no_tick()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var midnight = new DateTimeOffset(2026, 3, 28, 23, 0, 0, TimeSpan.Zero);

        var ticks = TimeTicks.For(new TimeSpanUtc(midnight, midnight.AddHours(5)), berlin);

        Assert.Equal(["29 Mar", "01:00", "03:00", "04:00", "05:00"], ticks.Select(tick => tick.Label));
    }

    [Fact]
    public void Markers_close_to_each_other_become_one_that_names_all()
    {
        var placed = Place(("v1", 0), ("v2", 0.5), ("v3", 60));

        Assert.Equal(["v1, v2", "v3"], placed.Select(marker => marker.Text));
        Assert.Equal("v2 +1", placed[0].Label);
    }

    [Fact]
    public void Labels_that_would_run_into_a_newer_one_are_left_out()
    {
        var placed = Place(("v1.4.1", 50), ("v1.4.2", 53), ("v1.4.3", 56));

        Assert.Equal([null, null, "v1.4.3"], placed.Select(marker => marker.Label));
    }

    [Fact]
    public void A_label_at_the_right_edge_stands_left_of_its_line() => Assert.True(Place(("v1.4.3", 98)).Single().ToLeft);

    [Fact]
    public void A_marker_outside_the_window_is_not_placed() => Assert.Empty(Place(("v1", -1), ("v2", 100)));

    [Fact]
    public void Minor_markers_have_no_label_and_take_no_room_from_the_others()
    {
        ChartMarker[] markers = [new(Noon.AddMinutes(5), "v1.4.3", "deployment"), new(Noon.AddMinutes(5), "scaled to 3 tasks", "scaling") { IsMinor = true }, new(Noon.AddMinutes(5.1), "scaling to 4 failed", "failed") { IsMinor = true }];

        Assert.Equal([("v1.4.3", "deployment"), (null, "failed")], MarkerLayout.Place(markers, TenMinutes).Select(placed => (placed.Label, placed.Kind)));
        Assert.Equal("scaled to 3 tasks, scaling to 4 failed", MarkerLayout.Place(markers, TenMinutes)[1].Text);
    }

    private static ImmutableArray<PlacedMarker> Place(params (string Label, double Percent)[] markers) =>
        MarkerLayout.Place(markers.Select(marker => new ChartMarker(Noon + TenMinutes.Length * marker.Percent / 100, marker.Label, "deployment")), TenMinutes);
}
