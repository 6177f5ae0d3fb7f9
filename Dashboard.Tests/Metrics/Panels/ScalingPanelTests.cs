using Dashboard.Metrics.Panels;
using Dashboard.Simulator;

namespace Dashboard.Tests.Metrics.Panels;

public sealed class ScalingPanelTests
{
    private static ServicePanel Tasks(PanelBook book) => book.Panels.Single(panel => panel.Id == "running");

    [Fact]
    public async Task The_activities_of_a_day_are_read_newest_first_with_what_they_set_and_why()
    {
        await using var house = await PanelHouse.StartAsync();
        var day = new Dashboard.Ui.TimeSpanUtc(house.LastHour.To.AddHours(-24), house.LastHour.To);

        var read = await house.Reader.ReadAsync(Make.Key("payments-api", "payments"), day, null, TimeSpan.FromMinutes(1));

        var activities = read.Scaling!.Value!.All;
        Assert.NotEmpty(activities);
        Assert.Equal(activities.OrderByDescending(one => one.At), activities);
        Assert.All(activities, one => Assert.InRange(one.Count!.Value, 2, 6));
        Assert.All(activities, one => Assert.Contains("triggered policy payments-api-cpu", one.Cause, StringComparison.Ordinal));
        Assert.Equal(house.Fleet.Service("payments-api", "payments").Desired, activities[0].Count);
    }

    [Fact]
    public async Task Limits_stand_on_the_panel_of_tasks_and_the_maximum_is_a_line()
    {
        await using var house = await PanelHouse.StartAsync();

        Assert.Contains(Tasks(await house.ReadAsync("payments-api", "payments", range: new Dashboard.Ui.TimeSpanUtc(house.LastHour.To.AddHours(-24), house.LastHour.To))).Facts, fact => fact.StartsWith("The newest activity of this range: scaled to ", StringComparison.Ordinal) && fact.EndsWith(" by policy payments-api-cpu.", StringComparison.Ordinal));
        var panel = Tasks(await house.ReadAsync("auth", "platform"));

        Assert.Contains("Application Auto Scaling keeps it between 2 and 3 tasks. It is at its maximum.", panel.Facts);
        Assert.Equal("maximum 3", panel.Thresholds.Single().Label);
    }

    [Fact]
    public async Task A_service_that_is_not_scaled_costs_no_call_and_twenty_who_look_at_one_that_is_cost_one()
    {
        await using var house = await PanelHouse.StartAsync();

        Assert.DoesNotContain(Tasks(await house.ReadAsync("image-resizer", "platform")).Facts, fact => fact.Contains("Scaling", StringComparison.Ordinal));
        Assert.Equal(0, Calls(house));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => house.ReadAsync("payments-api", "payments")));
        Assert.Equal(1, Calls(house));
    }

    [Fact]
    public async Task A_missing_permission_is_one_sentence_on_one_panel()
    {
        await using var unread = await PanelHouse.StartAsync(new InjectedFault("DescribeScalableTargets", InjectedFault.Denied));
        var book = await unread.ReadAsync("payments-api", "payments");
        Assert.Equal("Whether it is scaled automatically could not be read", Assert.Single(book.Panels.SelectMany(panel => panel.Facts), fact => fact.Contains("autoscaling", StringComparison.Ordinal)).Split(':')[0]);

        await using var silent = await PanelHouse.StartAsync(new InjectedFault("DescribeScalingActivities", InjectedFault.Denied));
        var other = await silent.ReadAsync("payments-api", "payments");
        Assert.Equal("What it did could not be read", Assert.Single(other.Panels.SelectMany(panel => panel.Facts), fact => fact.Contains("autoscaling:", StringComparison.Ordinal)).Split(':')[0]);
        Assert.Contains(other.Panels.Single(panel => panel.Id == "running").Facts, fact => fact.StartsWith("Application Auto Scaling keeps it", StringComparison.Ordinal));
    }

    private static long Calls(PanelHouse house) => house.Fleet.Meter.Read().Rows.Where(row => row.Operation == "application-autoscaling:DescribeScalingActivities").Sum(row => row.Tally.Calls);
}
