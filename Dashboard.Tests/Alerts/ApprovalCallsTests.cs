using Dashboard.Alerts;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.Tests.Rollback;

namespace Dashboard.Tests.Alerts;

public sealed class ApprovalCallsTests
{
    private static readonly RollbackIntent Waiting = Intents.Accepted with { State = IntentState.AwaitingApproval };

    [Fact]
    public async Task The_destinations_of_a_critical_incident_are_called_once_and_after_a_restart_not_again()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));

        await LookAsync(house, Waiting);
        await LookAsync(house, Waiting);
        await house.RestartAsync();
        await LookAsync(house, Waiting);

        var text = Assert.Single(slack.Texts);
        Assert.Contains("*checkout (production/shop): a rollback to v1.4.2 needs a second person*", text, StringComparison.Ordinal);
        Assert.Contains("Sam Okafor asked 0 s ago to roll checkout back to v1.4.2 (checkout:42); it waits until 2026-01-31 12:10:00Z", text, StringComparison.Ordinal);
        Assert.Contains("errors since v1.4.3", text, StringComparison.Ordinal);
        Assert.Contains("<https://ops.example.com/services/production/shop/checkout|Look at it, and approve or decline>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_called_for_what_goes_out_by_itself_or_is_too_late_or_is_another_teams()
    {
        await using var slack = await SlackDouble.StartAsync();
        var settings = AlertHouse.Slack(slack);
        settings["Routes:0:Services"] = "production/platform/*";
        await using var house = new AlertHouse(settings);
        var ours = Waiting with { Id = Guid.NewGuid(), Key = new("production", "platform", "notifications") };

        await LookAsync(house, Waiting, ours with { State = IntentState.Sent }, ours with { Id = Guid.NewGuid(), At = Make.Noon.AddMinutes(-10) });
        Assert.Empty(slack.Texts);
        await LookAsync(house, ours);

        Assert.Contains("notifications", Assert.Single(slack.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_written_down_is_called_at_the_next_look()
    {
        await using var slack = await SlackDouble.StartAsync();
        await using var house = new AlertHouse(AlertHouse.Slack(slack));
        await LookAsync(house);
        house.Sql("CREATE TRIGGER broken BEFORE INSERT ON alert_outbox BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        await LookAsync(house, Waiting);
        Assert.Empty(slack.Texts);
        house.Sql("DROP TRIGGER broken");

        await LookAsync(house, Waiting);

        Assert.Single(slack.Texts);
    }

    private static async Task LookAsync(AlertHouse house, params RollbackIntent[] rollbacks)
    {
        house.Get<Feed<RollbacksSnapshot>>().Publish(new RollbacksSnapshot([.. rollbacks]), house.Time.GetUtcNow());
        await house.Get<ApprovalCalls>().RunAsync(TestContext.Current.CancellationToken);
        await house.Get<Courier>().RunAsync(TestContext.Current.CancellationToken);
    }
}
