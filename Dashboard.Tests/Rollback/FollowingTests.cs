using Dashboard.Fleet;
using Dashboard.Rollback;

namespace Dashboard.Tests.Rollback;

public sealed class FollowingTests
{
    private static readonly DateTimeOffset Noon = Intents.Noon;
    private static readonly RollbackOptions Options = new();

    [Fact]
    public void A_completed_rollout_with_every_task_on_the_target_is_steady_and_not_yet_a_success()
    {
        var next = Next(Intents.Accepted, Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL")));

        Assert.Equal(IntentState.Accepted, next?.State);
        Assert.Equal(Noon.AddMinutes(2), next?.SteadyAt);
    }

    [Fact]
    public void A_task_that_still_runs_another_revision_keeps_it_from_being_steady() =>
        Assert.Null(Next(Intents.Accepted, Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL"), runningOld: 1)));

    [Fact]
    public void A_running_task_of_another_revision_in_the_task_list_counts_too()
    {
        var now = Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL")) with { Tasks = [Make.Task(revision: 43)], TasksObservedAt = Noon.AddMinutes(1) };

        Assert.Null(Next(Intents.Accepted, now));
    }

    [Fact]
    public void What_was_seen_before_the_call_says_nothing()
    {
        var now = Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL"));

        Assert.Null(Next(Intents.Accepted, now with { Service = now.Service with { ObservedAt = Noon.AddSeconds(-1) } }));
    }

    [Fact]
    public void Stability_that_ECS_reached_by_its_own_way_back_is_called_reverted()
    {
        var next = Next(Intents.Accepted, Intents.Now(43, "ecs-svc/43", "COMPLETED", Intents.Deployment("ROLLBACK_SUCCESSFUL") with { RollbackReason = "tasks failed to start" }));

        Assert.Equal(IntentState.RevertedByEcs, next?.State);
        Assert.Contains("tasks failed to start", next!.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_service_deployments_going_back_to_the_deployment_that_was_left_is_called_reverted() =>
        Assert.Equal(IntentState.RevertedByEcs, Next(Intents.Accepted, Intents.Now(43, "ecs-svc/43", "COMPLETED", null))?.State);

    [Fact]
    public void A_moment_after_the_call_the_deployment_that_was_left_may_still_be_shown()
    {
        var now = Intents.Now(43, "ecs-svc/43", "COMPLETED", null);

        Assert.Null(Next(Intents.Accepted, now with { Service = now.Service with { ObservedAt = Noon.AddSeconds(4) } }));
    }

    [Fact]
    public void While_the_deployments_poll_lags_behind_nothing_is_concluded() =>
        Assert.Null(Next(Intents.Accepted, Intents.Now(43, "ecs-svc/43", "IN_PROGRESS", Intents.Deployment())));

    [Theory]
    [InlineData("ROLLBACK_FAILED")]
    [InlineData("STOPPED")]
    public void A_deployment_that_failed_or_was_stopped_is_failed(string status) =>
        Assert.Equal(IntentState.Failed, Next(Intents.Accepted, Intents.Now(42, "ecs-svc/new", "IN_PROGRESS", Intents.Deployment(status)))?.State);

    [Fact]
    public void A_rollout_that_DescribeServices_calls_FAILED_is_failed() =>
        Assert.Equal(IntentState.Failed, Next(Intents.Accepted, Intents.Now(42, "ecs-svc/new", "FAILED", null))?.State);

    [Fact]
    public void Somebody_elses_deployment_supersedes_it() =>
        Assert.Equal(IntentState.Superseded, Next(Intents.Accepted, Intents.Now(44, "ecs-svc/other", "IN_PROGRESS", Intents.Deployment("STOPPED")))?.State);

    [Fact]
    public void Somebody_elses_deployment_after_it_was_steady_supersedes_it_too() =>
        Assert.Equal(IntentState.Superseded, Next(Intents.SteadyAt(Noon.AddMinutes(1)), Intents.Now(44, "ecs-svc/other", "IN_PROGRESS", Intents.Deployment("SUCCESSFUL")))?.State);

    [Fact]
    public void A_rollout_that_is_never_steady_times_out() =>
        Assert.Equal(IntentState.TimedOut, Following.Next(Intents.Accepted, Intents.Now(42, "ecs-svc/new", "IN_PROGRESS", Intents.Deployment()), Noon + Options.SteadyWithin, Options)?.State);

    [Fact]
    public void A_stopped_deployment_that_ECS_took_back_is_steady()
    {
        var stopped = Make.Deployment(revision: 43, status: "ROLLBACK_SUCCESSFUL");

        Assert.NotNull(Next(Intents.Stop(stopped), Intents.Now(42, "ecs-svc/42", "COMPLETED", stopped))?.SteadyAt);
    }

    [Fact]
    public void A_deployment_that_finished_before_it_could_be_stopped_is_failed_and_not_a_success()
    {
        var won = Make.Deployment(revision: 43, status: "SUCCESSFUL");

        Assert.Equal(IntentState.Failed, Next(Intents.Stop(won), Intents.Now(43, "ecs-svc/43", "COMPLETED", won))?.State);
    }

    [Fact]
    public void Three_minutes_in_the_band_are_recovered_with_the_rate_before_and_after()
    {
        var next = Signal(Noon.AddMinutes(6), [12, 12, 0.3, 0.3, 0.3]);

        Assert.Equal(IntentState.Verified, next?.State);
        Assert.Equal("Recovered: error rate 0.3 % (was 12.1 %).", next!.Verdict);
    }

    [Fact]
    public void Two_minutes_in_the_band_are_too_early_to_say() => Assert.Null(Signal(Noon.AddMinutes(5), [12, 12, 0.3, 0.3]));

    [Fact]
    public void A_minute_that_has_not_ended_does_not_count() => Assert.Null(Signal(Noon.AddMinutes(4).AddSeconds(59), [12, 12, 0.3, 0.3, 0.3]));

    [Fact]
    public void Minutes_from_before_it_was_steady_do_not_count() => Assert.Null(Signal(Noon.AddMinutes(4), [0.3, 0.3, 0.3]));

    [Fact]
    public void A_rate_that_stays_up_for_fifteen_minutes_is_not_recovered()
    {
        double?[] minutes = [.. Enumerable.Repeat<double?>(11.8, 18)];

        Assert.Null(Signal(Noon.AddMinutes(16), minutes));
        Assert.Equal(IntentState.NotRecovered, Signal(Noon.AddMinutes(17), minutes)?.State);
    }

    [Fact]
    public void Too_little_traffic_is_inconclusive() => Assert.Equal(IntentState.Inconclusive, Signal(Noon.AddMinutes(17), [.. Enumerable.Repeat<double?>(0, 18)], requests: 3)?.State);

    [Fact]
    public void A_service_that_was_worse_before_than_one_percent_is_held_to_what_it_was()
    {
        var intent = Intents.SteadyAt(Noon.AddMinutes(2)) with { HealthyPercent = 3 };
        var now = Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL"), metrics: Make.Metrics(Noon.AddMinutes(5), [3.4, 3.4, 3.4]));

        Assert.Equal(IntentState.Verified, Following.Next(intent, now, Noon.AddMinutes(6), Options)?.State);
    }

    [Fact]
    public void A_service_without_a_load_balancer_is_inconclusive_at_once()
    {
        var now = Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL"));

        var next = Next(Intents.SteadyAt(Noon.AddMinutes(1)), now with { Service = now.Service with { LoadBalancers = [] } });

        Assert.Equal(IntentState.Inconclusive, next?.State);
    }

    private static RollbackIntent? Signal(DateTimeOffset at, double?[] minutesFromNoon, double requests = 600)
    {
        var metrics = Make.Metrics(Noon.AddMinutes(minutesFromNoon.Length), minutesFromNoon, requests);
        return Following.Next(Intents.SteadyAt(Noon.AddMinutes(2)), Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL"), metrics: metrics), at, Options);
    }

    private static RollbackIntent? Next(RollbackIntent intent, ServiceNow now) => Following.Next(intent, now, Noon.AddMinutes(2), Options);
}
