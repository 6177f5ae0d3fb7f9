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

    [Fact]
    public void Seven_steps_lead_to_the_verdict_and_steady_is_not_called_a_success()
    {
        rollbacks.Publish(new([Intents.SteadyAt(Intents.Noon.AddMinutes(3)) with { Facts = RollbackFacts.None }]), Intents.Noon);

        var panel = Panel();

        Assert.Equal(["done", "done", "done", "current", "todo", "todo", "todo"], panel.FindAll(".steps li").Select(step => step.GetAttribute("data-step")));
        Assert.Contains("Whether that helped is not known yet.", panel.FindAll(".steps li")[2].TextContent, StringComparison.Ordinal);
        Assert.Equal("Steady; verifying whether it helped.", panel.Find(".verdict").TextContent);
    }

    [Fact]
    public void Identity_health_and_signal_each_show_the_fact_that_they_rest_on()
    {
        var at = Intents.Noon.AddMinutes(3);
        rollbacks.Publish(new([Intents.SteadyAt(at) with { Facts = RollbackFacts.None with { IdentityAt = at, HealthySince = at, HealthyAt = at.AddMinutes(1), InBandSince = at.AddMinutes(1) } }]), Intents.Noon);

        var steps = Panel().FindAll(".steps li");

        Assert.Contains("Every task is checkout:42", steps[3].TextContent, StringComparison.Ordinal);
        Assert.Contains("Healthy from 2026-01-31 12:03:00Z to 2026-01-31 12:04:00Z.", steps[4].TextContent, StringComparison.Ordinal);
        Assert.Contains("0 of 3 minutes in a row are back, since 2026-01-31 12:04:00Z.", steps[5].TextContent, StringComparison.Ordinal);
        Assert.Equal("step", steps[5].GetAttribute("aria-current"));
    }

    [Theory]
    [InlineData(IntentState.Verified, "done")]
    [InlineData(IntentState.Inconclusive, "unclear")]
    [InlineData(IntentState.Superseded, "unclear")]
    [InlineData(IntentState.NotRecovered, "failed")]
    [InlineData(IntentState.TimedOut, "failed")]
    public void The_last_step_is_the_verdict(IntentState state, string step)
    {
        rollbacks.Publish(new([Intents.SteadyAt(Intents.Noon) with { State = state, Verdict = "Because." }]), Intents.Noon);

        var verdict = Panel().FindAll(".steps li")[^1];

        Assert.Equal(step, verdict.GetAttribute("data-step"));
        Assert.Contains("Because.", verdict.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_that_is_being_registered_has_words_of_its_own()
    {
        rollbacks.Publish(new([Intents.Accepted with { State = IntentState.Registering, Move = RollbackMove.RegisterCopy, DeploymentId = null }]), Intents.Noon);

        var panel = Panel();

        Assert.Contains("is being registered. The service is not touched yet.", panel.Find(".steps li").TextContent, StringComparison.Ordinal);
        Assert.Contains("Registering a copy", panel.Find(".verdict").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Traffic_is_shown_where_ECS_gives_its_weight()
    {
        rollbacks.Publish(new([Intents.Accepted]), Intents.Noon);
        var ours = Intents.Deployment();
        Show(Intents.Now(42, "ecs-svc/new", "IN_PROGRESS", ours with { Stage = "BAKE_TIME", Target = ours.Target! with { TrafficPercent = 10 } }));

        Assert.Contains("10 % on v1.4.2", Panel().Find("details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void It_links_to_the_report_and_to_the_workflow_run_and_never_to_another_scheme()
    {
        var intent = Intents.Accepted with { Facts = RollbackFacts.None with { WorkflowRunUrl = "https://github.com/example/shop/actions/runs/7" } };
        rollbacks.Publish(new([intent]), Intents.Noon);
        var links = Panel().FindAll("a").Select(link => link.GetAttribute("href"));
        Assert.Equal(["https://github.com/example/shop/actions/runs/7", $"/rollbacks/{intent.Id}"], links);

        rollbacks.Publish(new([intent with { Facts = RollbackFacts.None with { WorkflowRunUrl = "javascript:alert(1)" } }]), Intents.Noon);

        Assert.Equal([$"/rollbacks/{intent.Id}"], Panel().FindAll("a").Select(link => link.GetAttribute("href")));
    }

    private IRenderedComponent<RollbackProgressPanel> Panel() => Render<RollbackProgressPanel>(parameters => parameters.Add(panel => panel.Key, Make.Key()));

    private void Show(ServiceNow now)
    {
        fleet.Publish(Make.Snapshot(now.Service), Intents.Noon);
        if (now.History is { } history)
            deployments.Publish(Make.Deployments(history), Intents.Noon);
    }
}
