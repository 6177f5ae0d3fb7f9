using System.Text;
using Dashboard.Alerts;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Status;

namespace Dashboard.Tests.Alerts.Pictures;

public sealed class SlackPictureTests
{
    [Fact]
    public async Task With_a_bot_the_panel_is_a_picture_in_the_thread()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = Measured(AlertHouse.Bot(slack));
        house.Publish(Row.Failing());
        await house.RoundAsync();
        await house.PassAsync(TimeSpan.FromMinutes(2), Row.Failing("checkout", "error rate 14 % over the last 5 minutes", "CPU 93 % over the last 5 minutes"));

        Assert.Equal([("C0123456789", slack.Messages.First().Ts, "production/shop/checkout: error rate")], slack.Files.Seen.Select(shared => (shared.Channel, shared.ThreadTs, shared.Title)).Distinct());
        Assert.Equal(slack.Messages.Count, slack.Files.Seen.Count);
        Assert.Equal("\u0089PNG\r\n\u001a\n", Encoding.Latin1.GetString(slack.Files.Seen.First().Bytes[..8]));
        Assert.All(await house.DeliveriesAsync(), one => Assert.Equal((DeliveryState.Sent, null), (one.State, one.Problem)));
    }

    [Fact]
    public async Task A_picture_that_may_not_be_sent_is_said_and_the_message_is_there_once()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = Measured(AlertHouse.Bot(slack));
        slack.Files.IsAllowed = false;
        house.Publish(Row.Failing());
        await house.RoundAsync();
        await house.PassAsync(TimeSpan.FromMinutes(1), Row.Failing());

        Assert.Single(slack.Texts);
        Assert.Empty(slack.Files.Seen);
        Assert.Equal((DeliveryState.Sent, "It arrived without its picture: Slack answered missing_scope."), (await house.DeliveriesAsync()).Select(one => (one.State, one.Problem)).Single());
    }

    [Theory]
    [InlineData("https://files.slack.com.evil.example/upload")]
    [InlineData("http://files.slack.com/upload")]
    [InlineData("https://169.254.169.254/upload")]
    public async Task A_picture_goes_to_Slack_and_nowhere_else(string elsewhere)
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = Measured(AlertHouse.Bot(slack));
        slack.Files.Elsewhere = elsewhere;
        house.Publish(Row.Failing());
        await house.RoundAsync();

        Assert.Single(slack.Texts);
        Assert.Equal("It arrived without its picture: Slack's address for it is not one of Slack's.", Assert.Single(await house.DeliveriesAsync()).Problem);
    }

    [Theory]
    [InlineData(true, "no task is running, 2 desired")]
    [InlineData(false, "error rate 12 % over the last 5 minutes")]
    public async Task Where_no_metric_shows_it_or_none_was_read_there_is_a_message_and_no_picture(bool isMeasured, string fact)
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = isMeasured ? Measured(AlertHouse.Bot(slack)) : new AlertHouse(AlertHouse.Bot(slack));
        house.Publish(Row.Failing("checkout", fact));
        await house.RoundAsync();

        Assert.Single(slack.Texts);
        Assert.Empty(slack.Files.Seen);
        Assert.Equal((DeliveryState.Sent, null), (await house.DeliveriesAsync()).Select(one => (one.State, one.Problem)).Single());
    }

    [Fact]
    public async Task The_panel_is_that_of_the_alarms_metric()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = Measured(AlertHouse.Bot(slack));
        house.Publish(Row.InAlarm("checkout", "checkout-cpu"));
        await house.RoundAsync();

        Assert.Equal("production/shop/checkout: CPU", Assert.Single(slack.Files.Seen).Title);
    }

    /// <summary>An hour of metrics, the last ten minutes of which are bad.</summary>
    private static AlertHouse Measured(Dictionary<string, string?> settings)
    {
        var house = new AlertHouse(settings);
        house.Get<Feed<FleetSnapshot>>().Publish(Make.Snapshot(Make.Service()), Make.Noon);
        var minutes = Enumerable.Range(-90, 90).Select(minute => Make.Noon.AddMinutes(minute)).ToList();
        house.Get<MetricStore>().Of(Make.Key()).Merge(
            new Dictionary<ServiceMetric, Dictionary<DateTimeOffset, double>>
            {
                [ServiceMetric.CpuPercent] = minutes.ToDictionary(at => at, at => at < Make.Noon.AddMinutes(-10) ? 31d : 93),
                [ServiceMetric.Requests] = minutes.ToDictionary(at => at, _ => 600d),
                [ServiceMetric.TargetErrors] = minutes.ToDictionary(at => at, at => at < Make.Noon.AddMinutes(-10) ? 1d : 72),
            },
            Make.Noon.AddHours(-3), Make.Noon);
        return house;
    }
}
