using Bunit;
using Dashboard.Alarms;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Rollback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback;

public sealed class RollbackProgressPanelTests : BunitContext
{
    private readonly FakeTimeProvider time = new(Intents.Noon.AddMinutes(1));
    private readonly Feed<RollbacksSnapshot> rollbacks = new();
    private readonly Feed<FleetSnapshot> fleet = new();
    private readonly Feed<DeploymentsSnapshot> deployments = new();

    public RollbackProgressPanelTests()
    {
        Services.AddSingleton<TimeProvider>(time).AddSingleton(rollbacks).AddSingleton(fleet).AddSingleton(deployments);
        Services.AddSingleton<Feed<TasksSnapshot>>().AddSingleton<Feed<MetricsSnapshot>>().AddSingleton<Feed<AlarmsSnapshot>>().AddSingleton<ServiceWatch>();
        Services.AddOptions<RollbackOptions>();
    }

    [Fact]
    public void Without_a_rollback_of_the_last_day_there_is_nothing()
    {
        rollbacks.Publish(new([Intents.Accepted with { State = IntentState.Verified, At = Intents.Noon.AddHours(-25) }]), Intents.Noon);

        Assert.Empty(Panel().Markup.Trim());
    }

    [Fact]
    public void A_rollback_under_way_names_who_and_why_and_counts_old_and_new_and_failures()
    {
        rollbacks.Publish(new([Intents.Accepted]), Intents.Noon);
        Show(Intents.Now(42, "ecs-svc/new", "IN_PROGRESS", Intents.Deployment() with { Stage = "SCALE_UP", FailureCount = 1, FailureThreshold = 3 }, runningOld: 1));

        var text = Panel().Find("details").TextContent;

        Assert.Contains("Sam Okafor left v1.4.3", text, StringComparison.Ordinal);
        Assert.Contains("errors since v1.4.3", text, StringComparison.Ordinal);
        Assert.Contains("2 new, 1 old, 2 desired", text, StringComparison.Ordinal);
        Assert.Contains("SCALE_UP", text, StringComparison.Ordinal);
        Assert.Contains("1 of 3 until the circuit breaker opens", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_moves_on_by_itself_and_folds_away_once_the_error_rate_is_back()
    {
        rollbacks.Publish(new([Intents.Accepted]), Intents.Noon);
        var panel = Panel();
        Assert.Equal("step", panel.FindAll(".steps li")[1].GetAttribute("aria-current"));

        rollbacks.Publish(new([Intents.SteadyAt(Intents.Noon) with { State = IntentState.Verified, Verdict = "Recovered: error rate 0.3 % (was 12.1 %)." }]), Intents.Noon);
        time.Advance(TimeSpan.FromMilliseconds(300));

        panel.WaitForAssertion(() => Assert.False(panel.Find("details").HasAttribute("open")));
        Assert.Contains("Recovered: error rate 0.3 % (was 12.1 %).", panel.Find("summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rollback_that_ECS_reverted_says_what_to_do_next()
    {
        rollbacks.Publish(new([Intents.Accepted with { State = IntentState.RevertedByEcs, Verdict = "Reverted by ECS: tasks failed to start." }]), Intents.Noon);

        var panel = Panel();

        Assert.Equal("failed", panel.FindAll(".steps li")[1].GetAttribute("data-step"));
        Assert.Contains("choose another revision", panel.Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_in_a_reason_stays_text()
    {
        rollbacks.Publish(new([Intents.Accepted with { Reason = "<img src=x onerror=alert(1)>" }]), Intents.Noon);

        Assert.Empty(Panel().FindAll("img"));
    }

    private IRenderedComponent<RollbackProgressPanel> Panel() => Render<RollbackProgressPanel>(parameters => parameters.Add(panel => panel.Key, Make.Key()));

    private void Show(ServiceNow now)
    {
        fleet.Publish(Make.Snapshot(now.Service), Intents.Noon);
        if (now.History is { } history)
            deployments.Publish(Make.Deployments(history), Intents.Noon);
    }
}
