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
        Assert.Null(Next(Intents.Accepted, Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL"), runningOld: 1))?.SteadyAt);

    [Fact]
    public void A_running_task_of_another_revision_in_the_task_list_counts_too()
    {
        var now = Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL")) with { Tasks = [Make.Task(revision: 43)], TasksObservedAt = Noon.AddMinutes(1) };

        Assert.Null(Next(Intents.Accepted, now)?.SteadyAt);
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
    public void An_earlier_attempt_that_ECS_took_back_says_nothing_of_this_one()
    {
        var earlier = Intents.Deployment("ROLLBACK_SUCCESSFUL") with { Arn = "earlier", CreatedAt = Noon.AddMinutes(-20), FinishedAt = Noon.AddMinutes(-10), RollbackReason = "tasks failed to start" };
        var now = Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL"));

        Assert.NotNull(Next(Intents.Accepted, now with { History = Make.History(Make.Key(), now.History!.Deployments[0], earlier) })?.SteadyAt);
        Assert.Null(Rollout.OursIn(Intents.Accepted, Make.History(Make.Key(), earlier)));
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
    public void Three_minutes_in_the_band_are_verified_with_the_rate_before_and_after()
    {
        var next = Signal(Noon.AddMinutes(6), [12, 12, 0.3, 0.3, 0.3]);

        Assert.Equal(IntentState.Verified, next?.State);
        Assert.Equal("Verified: error rate 0.3 % (was 12.1 %), p95 100 ms (was not measured).", next!.Verdict);
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

        Assert.Equal(IntentState.Verified, Following.Next(intent, Intents.Seen(now, Noon.AddMinutes(6)), Noon.AddMinutes(6), Options)?.State);
    }

    [Fact]
    public void A_service_without_a_load_balancer_is_inconclusive_once_its_tasks_are_the_target_and_not_unhealthy()
    {
        var now = Proven();
        now = now with { Service = now.Service with { LoadBalancers = [], Targets = null } };

        Assert.Equal(IntentState.Inconclusive, Judge(now)?.State);
        Assert.Null(Verdict(Judge(now with { Tasks = [now.Tasks[0], now.Tasks[1] with { Health = "UNHEALTHY" }] })));
    }

    [Fact]
    public void A_task_with_another_digest_under_the_same_task_definition_is_never_verified()
    {
        var intent = Intents.SteadyAt(Noon.AddMinutes(2));
        intent = intent with { Facts = intent.Facts with { Images = [new("checkout", "checkout:v1.0.42", "sha256:01")] } };

        var waiting = Following.Next(intent, Proven(), Noon.AddMinutes(6), Options);
        var late = Following.Next(intent, Proven(Noon.AddMinutes(17)), Noon.AddMinutes(17), Options);

        Assert.Null(Verdict(waiting));
        Assert.Equal(IntentState.NotRecovered, late?.State);
        Assert.Contains("runs another image", late!.Verdict, StringComparison.Ordinal);
        Assert.Equal(IntentState.Verified, Following.Next(intent with { Facts = intent.Facts with { Images = [new("checkout", "checkout:v1.0.42", "sha256:00")] } }, Proven(), Noon.AddMinutes(6), Options)?.State);
    }

    [Fact]
    public void Too_few_tasks_or_tasks_that_were_not_read_since_are_no_identity()
    {
        Assert.Null(Verdict(Judge(Proven() with { Tasks = [Make.Task(revision: 42)] })));
        Assert.Null(Verdict(Judge(Proven() with { TasksObservedAt = Noon.AddMinutes(1) })));
    }

    [Fact]
    public void Targets_must_be_healthy_over_two_intervals_without_a_break()
    {
        var now = Proven();
        var broken = Judge(now with { Service = now.Service with { Targets = Make.Targets(1, 2, Noon.AddMinutes(6)) } });
        var again = Following.Next(broken!, now, Noon.AddMinutes(6), Options);

        Assert.True(broken!.IsOpen && broken.Facts.HealthySince is null);
        Assert.True(again!.IsOpen && again.Facts.HealthySince == Noon.AddMinutes(6));
        Assert.Equal(IntentState.Verified, Following.Next(again, Proven(Noon.AddMinutes(7)), Noon.AddMinutes(7), Options)?.State);
    }

    [Fact]
    public void A_p95_that_stays_up_is_not_recovered_though_no_request_fails()
    {
        var intent = Intents.SteadyAt(Noon.AddMinutes(2));
        intent = intent with { Facts = intent.Facts with { HealthyP95Seconds = 0.2, BeforeP95Seconds = 0.95 } };

        var slow = Following.Next(intent, Proven(Noon.AddMinutes(17), p95: 0.9), Noon.AddMinutes(17), Options);
        var fast = Following.Next(intent, Proven(Noon.AddMinutes(17), p95: 0.18), Noon.AddMinutes(17), Options);

        Assert.Equal(IntentState.NotRecovered, slow?.State);
        Assert.Equal("Verified: error rate 0.3 % (was 12.1 %), p95 180 ms (was 950 ms).", fast?.Verdict);
        Assert.Equal(2, fast!.Facts.Evidence.Length - 1);
    }

    [Fact]
    public void Metrics_that_are_old_verify_nothing()
    {
        var now = Intents.Seen(Proven(), Noon.AddMinutes(14));

        Assert.Null(Verdict(Following.Next(Intents.SteadyAt(Noon.AddMinutes(2)), now, Noon.AddMinutes(14), Options)));
        Assert.Equal(IntentState.Inconclusive, Following.Next(Intents.SteadyAt(Noon.AddMinutes(2)), now, Noon.AddMinutes(17), Options)?.State);
    }

    [Fact]
    public void What_helped_is_dated_from_the_first_good_minute_and_not_from_the_last_three()
    {
        var next = Signal(Noon.AddMinutes(8), [12, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]);

        Assert.Equal(Noon.AddMinutes(1), next?.Facts.MitigatedAt);
        Assert.Contains(next!.Facts.Evidence, line => line.StartsWith($"Every minute since {Wording.Utc(Noon.AddMinutes(1))}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rate_as_high_as_before_the_rollback_is_not_back_though_the_version_before_was_as_bad()
    {
        var intent = Intents.SteadyAt(Noon.AddMinutes(2)) with { HealthyPercent = 20, BeforePercent = 20 };
        var now = Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL"), metrics: Make.Metrics(Noon.AddMinutes(18), [.. Enumerable.Repeat<double?>(20, 18)]));

        Assert.Equal(IntentState.NotRecovered, Following.Next(intent, Intents.Seen(now, Noon.AddMinutes(18)), Noon.AddMinutes(18), Options)?.State);
    }

    [Fact]
    public void Health_that_nobody_could_read_is_inconclusive_and_no_reason_to_go_further_back() =>
        Assert.Equal(IntentState.Inconclusive, Following.Next(Intents.SteadyAt(Noon.AddMinutes(2)), Proven(Noon.AddMinutes(17)) with { TasksObservedAt = Noon.AddMinutes(1) }, Noon.AddMinutes(17), Options)?.State);

    [Fact]
    public void Every_target_group_must_have_its_healthy_targets()
    {
        var now = Proven();
        var balancer = now.Service.LoadBalancers[0];

        Assert.Null(Verdict(Judge(now with { Service = now.Service with { LoadBalancers = [balancer, balancer with { TargetGroup = "other" }] } })));
    }

    [Fact]
    public void A_service_that_is_gone_closes_it_without_a_claim()
    {
        Assert.Null(Following.Gone(Intents.SteadyAt(Noon), Noon.AddMinutes(14), Options));
        Assert.Equal(IntentState.Inconclusive, Following.Gone(Intents.SteadyAt(Noon), Noon.AddMinutes(15), Options)?.State);
    }

    [Fact]
    public void A_bad_minute_begins_the_count_anew()
    {
        var metrics = Make.Metrics(Noon.AddMinutes(6), [0.3, 0.3, 0.3, 12, 0.3, 0.3]);
        var now = Intents.Seen(Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL"), metrics: metrics), Noon.AddMinutes(6));

        Assert.Equal(Noon.AddMinutes(4), Judge(now)?.Facts.InBandSince);
    }

    [Fact]
    public void An_alarm_that_still_fires_is_told_with_the_verdict_and_moves_nothing_twice()
    {
        var firing = Proven() with { Alarms = [Make.Alarm(Make.Key()) with { Name = "checkout-5xx" }, Make.Alarm(Make.Key(), state: "OK")] };

        var verified = Judge(firing);
        var early = Following.Next(Intents.Accepted, firing with { Service = firing.Service with { Running = 0, ObservedAt = Noon.AddMinutes(1) } }, Noon.AddMinutes(1), Options);
        var again = Following.Next(early!, firing with { Service = firing.Service with { Running = 0, ObservedAt = Noon.AddMinutes(1) } }, Noon.AddMinutes(1), Options);

        Assert.Equal(["checkout-5xx"], verified!.Facts.Alarms);
        Assert.StartsWith("Still in ALARM: checkout-5xx.", verified.Facts.Evidence[^1], StringComparison.Ordinal);
        Assert.Equal(["checkout-5xx"], early!.Facts.Alarms);
        Assert.Null(again);
    }

    private static RollbackIntent? Judge(ServiceNow now) => Following.Next(Intents.SteadyAt(Noon.AddMinutes(2)), now, Noon.AddMinutes(6), Options);

    private static RollbackIntent? Verdict(RollbackIntent? next) => next is { IsOpen: false } ? next : null;

    /// <summary>Minutes in the band since noon, up to <paramref name="at"/>.</summary>
    private static ServiceNow Proven(DateTimeOffset? at = null, double p95 = 0.1)
    {
        var end = at ?? Noon.AddMinutes(6);
        var metrics = Make.Metrics(end, [.. Enumerable.Repeat<double?>(0.3, (int)(end - Noon).TotalMinutes)], p95Seconds: p95);
        return Intents.Seen(Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL"), metrics: metrics), end);
    }

    private static RollbackIntent? Signal(DateTimeOffset at, double?[] minutesFromNoon, double requests = 600)
    {
        var metrics = Make.Metrics(Noon.AddMinutes(minutesFromNoon.Length), minutesFromNoon, requests);
        var now = Intents.Seen(Intents.Now(42, "ecs-svc/new", "COMPLETED", Intents.Deployment("SUCCESSFUL"), metrics: metrics), at);
        return Verdict(Following.Next(Intents.SteadyAt(Noon.AddMinutes(2)), now, at, Options));
    }

    private static RollbackIntent? Next(RollbackIntent intent, ServiceNow now) => Following.Next(intent, now, Noon.AddMinutes(2), Options);
}
