using Dashboard.Alarms.Mutes;
using Dashboard.Alerts;
using Dashboard.Audit;
using Dashboard.Tests.Rollback;

namespace Dashboard.Tests.Alerts;

public sealed class IncidentsTests
{
    [Fact]
    public async Task From_the_first_alarm_to_the_recovery_a_destination_hears_what_matters_and_no_more()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        house.Publish(Row.InAlarm("checkout", "checkout-cpu", "checkout-5xx"));
        await house.RoundAsync();
        await house.PassAsync(TimeSpan.FromMinutes(2), Row.Failing());
        Assert.Null(await house.Get<Incidents>().AcknowledgeAsync(Assert.Single(house.Open).Id, People.Of("on-call")));
        await house.PassAsync(TimeSpan.FromMinutes(3), Row.Failing("checkout", "error rate 14 % over the last 5 minutes", "crash loop, 3 tasks stopped: exit code 1"));
        await house.PassAsync(TimeSpan.FromMinutes(6), Row.Healthy());

        Assert.Equal(["checkout (production/shop) is degraded", "checkout (production/shop) is failing now", "is acknowledged by", "has recovered"], slack.Texts.Select((text, at) => at switch
        {
            0 or 1 => text.Split('*')[1],
            2 => text.Contains("is acknowledged by", StringComparison.Ordinal) ? "is acknowledged by" : text,
            _ => text.Contains("has recovered", StringComparison.Ordinal) ? "has recovered" : text,
        }));
        Assert.Empty(house.Open);
        Assert.Equal(["alarm checkout-cpu is in ALARM", "alarm checkout-5xx is in ALARM"], slack.Texts[0].Split('\n').Where(line => line.StartsWith("What", StringComparison.Ordinal)).Select(line => line["What: ".Length..]));
        Assert.Contains("Owner: team-pay", slack.Texts[0], StringComparison.Ordinal);
        Assert.Contains("Runbook: <https://runbooks.example.com/checkout|https://runbooks.example.com/checkout>", slack.Texts[0], StringComparison.Ordinal);
        Assert.Contains("<https://ops.example.com/services/production/shop/checkout|Open the service>", slack.Texts[0], StringComparison.Ordinal);
        Assert.Contains("<https://ops.example.com/services/production/shop/checkout/rollback|Roll back…>", slack.Texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_muted_service_nobody_hears_until_the_mute_ends_and_then_what_is_still_wrong()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        await MuteAsync(house, "production/shop/checkout", hours: 1);
        await house.PassAsync(TimeSpan.FromMinutes(59), Row.Failing(), Row.Healthy("cart"));
        Assert.Single(house.Open);
        Assert.Empty(slack.Texts);

        await house.PassAsync(TimeSpan.FromMinutes(1), Row.Failing(), Row.Healthy("cart"));

        Assert.Contains("*checkout (production/shop) is failing*", Assert.Single(slack.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_to_a_known_incident_while_it_was_muted_is_told_afterwards_and_its_end_at_once()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        await house.PassAsync(TimeSpan.FromMinutes(2), Row.Degraded());
        Assert.Single(slack.Texts);
        await MuteAsync(house, "production/shop/checkout", hours: 1);

        await house.PassAsync(TimeSpan.FromMinutes(50), Row.Failing());
        Assert.Single(slack.Texts);
        await house.PassAsync(TimeSpan.FromMinutes(11), Row.Failing());
        Assert.Contains("is failing now", slack.Texts[1], StringComparison.Ordinal);

        await MuteAsync(house, "production/shop/checkout", hours: 1);
        await house.PassAsync(TimeSpan.FromMinutes(6), Row.Healthy());
        Assert.Contains("has recovered", slack.Texts[2], StringComparison.Ordinal);
        await house.PassAsync(TimeSpan.FromMinutes(10), Row.Failing());
        Assert.Equal(3, slack.Texts.Length);
        await house.PassAsync(TimeSpan.FromMinutes(45), Row.Failing());
        Assert.Contains("is failing", slack.Texts[3], StringComparison.Ordinal);
        Assert.Equal(4, slack.Texts.Length);
    }

    private static async Task MuteAsync(AlertHouse house, string service, double hours) =>
        Assert.Null(await house.Get<Muting>().MuteAsync(new MuteSubject(IsAlarm: false, service), TimeSpan.FromHours(hours), "planned load test", People.Of("on-call")));

    [Fact]
    public async Task A_restart_opens_nothing_again_and_loses_nothing()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        house.Publish(Row.Failing());
        await house.RoundAsync();

        await house.RestartAsync();
        await house.RoundAsync();
        house.Publish(Row.Failing());
        await house.RoundAsync();
        Assert.Single(slack.Texts);

        await house.PassAsync(TimeSpan.FromMinutes(6), Row.Healthy());
        Assert.Equal(2, slack.Texts.Length);
        Assert.Contains("has recovered", slack.Texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_told_once_it_can()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        house.Publish();
        await house.RoundAsync();
        house.Sql("CREATE TRIGGER broken BEFORE INSERT ON alert_outbox BEGIN SELECT RAISE(ABORT, 'attempt to write a readonly database'); END");
        house.Publish(Row.Failing());
        await house.RoundAsync();
        Assert.Empty(house.Open);

        house.Sql("DROP TRIGGER broken");
        await house.RoundAsync();

        Assert.Single(house.Open);
        Assert.Single(slack.Texts);
    }

    [Fact]
    public async Task Many_services_at_once_are_one_message()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        string[] names = [.. Enumerable.Range(1, 40).Select(at => $"service-{at:00}")];
        house.Publish([.. names.Select(name => Row.Failing(name))]);
        await house.RoundAsync();

        Assert.Contains("*40 services are in trouble*", Assert.Single(slack.Texts), StringComparison.Ordinal);
        Assert.Contains("service-15 (production/shop) is failing", slack.Texts[0], StringComparison.Ordinal);
        Assert.Contains("and 25 more subjects", slack.Texts[0], StringComparison.Ordinal);

        await house.PassAsync(TimeSpan.FromMinutes(6), [.. names.Select(name => name == "service-07" ? Row.Failing(name) : Row.Healthy(name))]);
        Assert.Contains("*39 services have recovered*", slack.Texts[1], StringComparison.Ordinal);
        Assert.Equal("production/shop/service-07", Assert.Single(house.Open).Key.Subject);
    }

    [Fact]
    public async Task Only_the_on_call_engineer_acknowledges_and_it_is_in_the_trail()
    {
        await using var house = new AlertHouse();
        house.Publish(Row.Failing());
        await house.RoundAsync();
        var id = house.Open[0].Id;

        Assert.Contains("needs the role OnCall", await house.Get<Incidents>().AcknowledgeAsync(id, People.Of("operator")), StringComparison.Ordinal);
        Assert.False(house.Open[0].IsAcknowledged);
        Assert.Null(await house.Get<Incidents>().AcknowledgeAsync(id, People.Of("on-call")));
        Assert.True(house.Open[0].IsAcknowledged);
        Assert.Contains("acknowledged it already", await house.Get<Incidents>().AcknowledgeAsync(id, People.Of("on-call")), StringComparison.Ordinal);
        await house.RestartAsync();
        await house.RoundAsync();
        Assert.True(house.Open[0].IsAcknowledged);
        var trail = await house.Get<AuditLog>().FindAsync(new AuditFilter(Action: "incident-acknowledged"), 10, cancel: TestContext.Current.CancellationToken);
        Assert.Equal([("accepted", "production/shop/checkout"), ("refused", "production/shop/checkout")], trail.Select(entry => (entry.Outcome, entry.Subject!)));
    }

    [Fact]
    public async Task Without_destinations_incidents_are_kept_and_nothing_is_sent()
    {
        await using var house = new AlertHouse();
        house.Publish(Row.Failing());
        await house.RoundAsync();

        Assert.Single(house.Open);
        Assert.Empty(await house.DeliveriesAsync());
    }

    [Fact]
    public async Task An_alarm_that_belongs_to_nobody_for_a_moment_as_after_a_start_is_told_with_its_service()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        house.Publish([Make.Alarm(Make.Key()) with { Service = null, Name = "checkout-5xx" }], Row.Healthy());
        await house.RoundAsync();
        Assert.Empty(house.Open);
        await house.PassAsync(TimeSpan.FromMinutes(2), Row.InAlarm("checkout", "checkout-5xx"));

        Assert.Contains("*checkout (production/shop) is degraded*", Assert.Single(slack.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_gets_worse_outside_of_a_destinations_hours_is_told_when_they_begin()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(new Dictionary<string, string?>(AlertHouse.Slack(slack)) { ["Routes:0:Hours"] = "12:30-12:02" });
        house.Publish(Row.Degraded());
        await house.PassAsync(TimeSpan.FromMinutes(2), Row.Degraded());
        await house.PassAsync(TimeSpan.FromMinutes(27), Row.Failing());
        Assert.Contains("is degraded", Assert.Single(slack.Texts), StringComparison.Ordinal);

        await house.RestartAsync();
        await house.PassAsync(TimeSpan.FromMinutes(3), Row.Failing());
        Assert.Contains("is failing now", slack.Texts[1], StringComparison.Ordinal);
        Assert.Equal(2, slack.Texts.Length);

        house.Time.Advance(TimeSpan.FromHours(23.5));
        await house.PassAsync(TimeSpan.FromMinutes(6), Row.Failing());
        await house.PassAsync(TimeSpan.FromMinutes(6), Row.Healthy());
        Assert.Contains("has recovered", slack.Texts[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_longer_so_is_told_apart_from_what_is()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        await house.PassAsync(TimeSpan.FromMinutes(2), Row.Degraded());
        await house.PassAsync(TimeSpan.FromMinutes(1), Row.Failing());

        Assert.Equal(["What: error rate 12 % over the last 5 minutes (0.2 % before)", "No longer: 1 of 2 tasks running"], slack.Texts[1].Split('\n')[1..3]);
    }

    [Fact]
    public async Task Who_is_on_duty_later_hears_of_what_is_still_open()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(new Dictionary<string, string?>(AlertHouse.Slack(slack)) { ["Routes:0:Hours"] = "12:10-18:00", ["ResolveAfter"] = "00:01:00" });
        house.Publish(Row.Failing());
        await house.RoundAsync();
        Assert.Empty(slack.Texts);

        await house.PassAsync(TimeSpan.FromMinutes(11), Row.Failing());

        Assert.Contains("checkout (production/shop) is failing", Assert.Single(slack.Texts), StringComparison.Ordinal);
    }
}
