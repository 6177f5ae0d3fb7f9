using Dashboard.Alerts;
using Dashboard.Audit;
using Dashboard.Store;
using Dashboard.Tests.Rollback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Alerts;

public sealed class CourierTests
{
    [Fact]
    public async Task While_Slack_is_down_messages_wait_longer_and_longer_and_none_is_lost_or_out_of_order()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        slack.Fault = SlackFault.Down;
        house.Publish(Row.Failing());
        await house.RoundAsync();
        await house.PassAsync(TimeSpan.FromMinutes(60), Row.Failing("checkout"), Row.Failing("cart"));
        Assert.Empty(slack.Texts);
        var waiting = await house.DeliveriesAsync();
        Assert.Equal([(DeliveryState.Waiting, "Slack answered HTTP 503."), (DeliveryState.Waiting, null)], waiting.Select(one => (one.State, one.Problem)));
        Assert.InRange(waiting[0].Attempts, 10, 25);

        slack.Fault = SlackFault.None;
        await house.PassAsync(TimeSpan.FromMinutes(6), Row.Failing("checkout"), Row.Failing("cart"));

        Assert.Equal(["checkout", "cart"], slack.Texts.Select(text => text.Split('*')[1].Split(' ')[0]));
        Assert.All(await house.DeliveriesAsync(), one => Assert.Equal((DeliveryState.Sent, false), (one.State, one.IsRepeat)));
    }

    [Fact]
    public async Task A_message_that_became_too_old_is_shown_as_failed()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(new Dictionary<string, string?>(AlertHouse.Slack(slack)) { ["GiveUpAfter"] = "00:30:00" });
        slack.Fault = SlackFault.Gone;
        house.Publish(Row.Failing());
        await house.RoundAsync();
        await house.PassAsync(TimeSpan.FromMinutes(40), Row.Failing());

        var given = Assert.Single(await house.DeliveriesAsync());
        Assert.Equal(DeliveryState.Failed, given.State);
        Assert.Matches("^Given up after 2[0-9] min and [0-9]+ attempts. Slack answered no_service .HTTP 404..$", given.Problem);
    }

    [Fact]
    public async Task A_kill_between_send_and_mark_leads_to_exactly_one_marked_repeat()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        house.Publish(Row.Failing());
        await house.Get<Incidents>().RunAsync(TestContext.Current.CancellationToken);
        var delivery = Assert.Single(await house.Get<Outbox>().NextAsync(TestContext.Current.CancellationToken));

        // What the courier does, up to the moment of the kill.
        Assert.True(await house.Get<Outbox>().BeginAsync(delivery));
        await house.Get<SlackWebhook>().SendAsync(house.Get<IOptions<AlertsOptions>>().Value.Destinations[0], delivery, TestContext.Current.CancellationToken);
        await house.RestartAsync();
        house.Publish(Row.Failing());
        await house.RoundAsync();
        await house.PassAsync(TimeSpan.FromMinutes(2), Row.Failing());
        await house.RestartAsync();
        await house.PassAsync(TimeSpan.FromMinutes(2), Row.Failing());

        Assert.Equal([false, true], slack.Texts.Select(text => text.StartsWith("_Repeat: this may have been delivered before._\n", StringComparison.Ordinal)));
        Assert.Equal((DeliveryState.Sent, true), (Assert.Single(await house.DeliveriesAsync()).State, true));
    }

    [Fact]
    public async Task A_kill_before_the_send_loses_nothing()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        house.Publish(Row.Failing());
        await house.Get<Incidents>().RunAsync(TestContext.Current.CancellationToken);

        await house.RestartAsync();
        await house.Get<Courier>().RunAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("Repeat", Assert.Single(slack.Texts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SlackFault.ResetAfter, 2)]
    [InlineData(SlackFault.Broken, 2)]
    [InlineData(SlackFault.Silent, 1)]
    public async Task When_nobody_says_whether_it_arrived_it_goes_again_and_says_so(object fault, int arrived)
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(new Dictionary<string, string?>(AlertHouse.Slack(slack)) { ["TimeLimit"] = "00:00:00.5" });
        (slack.Fault, slack.FaultCount) = ((SlackFault)fault, 1);
        house.Publish(Row.Failing());
        await house.RoundAsync();
        Assert.StartsWith("It is not known whether it arrived", Assert.Single(await house.DeliveriesAsync()).Problem, StringComparison.Ordinal);

        await house.PassAsync(TimeSpan.FromMinutes(1), Row.Failing());

        Assert.Equal(arrived, slack.Texts.Length);
        Assert.StartsWith("_Repeat", slack.Texts[^1], StringComparison.Ordinal);
        Assert.Equal(DeliveryState.Sent, Assert.Single(await house.DeliveriesAsync()).State);
    }

    [Fact]
    public async Task What_was_sent_while_the_disk_was_full_is_marked_once_it_is_not()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        house.Publish(Row.Failing());
        await house.Get<Incidents>().RunAsync(TestContext.Current.CancellationToken);
        house.Sql("CREATE TRIGGER full BEFORE UPDATE ON alert_outbox WHEN new.state = 'Sent' BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        await house.Get<Courier>().RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(DeliveryState.Sending, Assert.Single(await house.DeliveriesAsync()).State);

        house.Sql("DROP TRIGGER full");
        await house.Get<Courier>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((DeliveryState.Sent, false), (Assert.Single(await house.DeliveriesAsync()).State, slack.Texts.Length != 1));
    }

    [Fact]
    public async Task One_destination_that_takes_nothing_holds_up_no_other()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var smtp = new SmtpDouble();
        await using var house = new AlertHouse(new Dictionary<string, string?>(AlertHouse.Slack(slack).Concat(AlertHouse.Mail(smtp, "a@example.com").Where(pair => pair.Key.StartsWith("Smtp", StringComparison.Ordinal))))
        {
            ["Destinations:1:Name"] = "mail",
            ["Destinations:1:To:0"] = "a@example.com",
            ["Routes:0:Destinations:1"] = "mail",
        });
        slack.Fault = SlackFault.Down;
        house.Publish(Row.Failing());
        await house.RoundAsync();

        Assert.Single(smtp.Mails);
        Assert.Empty(slack.Texts);
    }

    [Fact]
    public async Task Everybody_who_may_can_send_a_test_message_and_it_is_in_the_trail()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        var tests = house.Get<TestMessages>();

        Assert.Contains("needs the role", await tests.SendAsync("on-call", People.Of("operator")), StringComparison.Ordinal);
        Assert.Equal("There is no such destination.", await tests.SendAsync("nowhere", People.Of("manager")));
        Assert.Null(await tests.SendAsync("on-call", People.Of("manager")));
        Assert.Null(await tests.SendAsync("on-call", People.Of("on-call")));
        await house.Get<Courier>().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, slack.Texts.Count(text => text.Contains("Nothing is wrong.", StringComparison.Ordinal)));
        var trail = await house.Get<AuditLog>().FindAsync(new AuditFilter(Action: "alert-test"), 10, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(["accepted", "accepted", "refused", "refused"], trail.Select(entry => entry.Outcome));
    }

    [Fact]
    public async Task One_message_at_a_time_is_under_way_unless_it_takes_long_so_that_a_kill_repeats_one()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack, "first").Concat(AlertHouse.Slack(slack, "second").Select(pair => KeyValuePair.Create(pair.Key.Replace(":0:", ":1:", StringComparison.Ordinal), pair.Value))).DistinctBy(pair => pair.Key).ToDictionary());
        var answered = new TaskCompletionSource();
        slack.Held = answered.Task;
        house.Publish(Row.Failing());
        await house.Get<Incidents>().RunAsync(TestContext.Current.CancellationToken);
        var round = house.Get<Courier>().RunAsync(TestContext.Current.CancellationToken);
        await StatesAsync(DeliveryState.Sending, DeliveryState.Waiting);

        house.Time.Advance(TimeSpan.FromSeconds(1));
        await StatesAsync(DeliveryState.Sending, DeliveryState.Sending);
        answered.SetResult();
        await round;
        await StatesAsync(DeliveryState.Sent, DeliveryState.Sent);

        async Task StatesAsync(params DeliveryState[] expected)
        {
            for (var look = 0; look < 500 && !(await house.DeliveriesAsync()).Select(one => one.State).Order().SequenceEqual(expected.Order()); look++)
                await Task.Yield();
            Assert.Equal(expected.Order(), (await house.DeliveriesAsync()).Select(one => one.State).Order());
        }
    }

    [Fact]
    public async Task Who_was_taken_from_a_destination_gets_nothing_that_still_waits()
    {
        await using var smtp = new SmtpDouble { IsDown = true };
        await using var house = new AlertHouse(AlertHouse.Mail(smtp, "left@example.com"));
        house.Publish(Row.Failing());
        await house.RoundAsync();
        house.Set("Destinations:0:To:0", "stays@example.com");
        await house.RestartAsync();
        smtp.IsDown = false;
        await house.PassAsync(TimeSpan.FromMinutes(1), Row.Failing());

        Assert.Empty(smtp.Mails);
        Assert.Equal((DeliveryState.Failed, "left@example.com does not belong to mail any more."), (await house.DeliveriesAsync()).Select(one => (one.State, one.Problem)).Single());
    }

    [Theory]
    [InlineData(1, true, null, 5)]
    [InlineData(2, true, null, 10)]
    [InlineData(7, true, null, 300)]
    [InlineData(400, true, null, 300)]
    [InlineData(400, false, null, 1800)]
    [InlineData(1, true, 90, 90)]
    [InlineData(7, true, 90, 300)]
    [InlineData(1, true, 999_999, 3600)]
    public void Pauses_grow_and_are_never_shorter_than_asked_within_reason(int attempts, bool isKnown, int? asked, int seconds) =>
        Assert.Equal(seconds, Courier.Pause(attempts, new SendResult(isKnown ? SendOutcome.NotSent : SendOutcome.Unknown, RetryAfter: asked is { } length ? TimeSpan.FromSeconds(length) : null)).TotalSeconds);
}
