using Dashboard.Alarms;
using Dashboard.Alarms.BlackBox;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Status;

namespace Dashboard.Tests.Status;

public sealed class ServiceStateRulesTests
{
    private static readonly DateTimeOffset Now = Make.Noon.AddSeconds(20);

    private static StateInputs Inputs(EcsService? service = null, ServiceSeries? metrics = null) =>
        new(service ?? Make.Service(), metrics ?? Make.Metrics(Make.Noon, Make.Hour(0.3)), null, [], [], null, Now);

    private static System.Collections.Immutable.ImmutableArray<StoppedTask> Stops(IEnumerable<EcsTask> tasks) => [.. tasks.Select(StoppedTask.Of).OfType<StoppedTask>()];

    private static double?[] Then(double before, double after, int minutes) => [.. Enumerable.Repeat<double?>(before, 60 - minutes), .. Enumerable.Repeat<double?>(after, minutes)];

    [Fact]
    public void A_steady_service_with_fresh_data_is_healthy_and_needs_no_facts()
    {
        var (state, facts, since) = ServiceStateRules.Judge(Inputs());

        Assert.Equal(ServiceState.Healthy, state);
        Assert.Empty(facts);
        Assert.Null(since);
    }

    [Theory]
    [InlineData(5, FaultKind.Denied, ServiceState.Healthy, null)]
    [InlineData(7, FaultKind.Denied, ServiceState.Unknown, "its alarms were last read 7 min ago: AWS did not answer")]
    [InlineData(null, FaultKind.Denied, ServiceState.Unknown, "its alarms cannot be read: AWS did not answer")]
    [InlineData(null, FaultKind.Unsupported, ServiceState.Healthy, null)]
    [InlineData(7, null, ServiceState.Healthy, null)]
    public void What_else_its_state_rests_on_makes_it_unknown_once_it_is_old_and_cannot_be_read(int? minutes, FaultKind? kind, ServiceState state, string? fact)
    {
        var fault = kind is { } why ? Make.Fault(why) with { Message = "AWS did not answer." } : null;

        var judged = ServiceStateRules.Judge(Inputs() with { Others = [new("alarms", minutes is { } age ? Now.AddMinutes(-age) : null, fault)] });

        Assert.Equal((state, fact), (judged.State, judged.Facts.FirstOrDefault()));
    }

    [Theory]
    [InlineData(4, true, ServiceState.Healthy, null)]
    [InlineData(9, true, ServiceState.Unknown, "some of its metrics are 9 min old: PartialData")]
    [InlineData(9, false, ServiceState.Healthy, null)]
    public void With_a_part_of_its_metrics_missing_for_long_it_is_unknown(int minutes, bool failed, ServiceState state, string? fact)
    {
        var requests = Make.Metrics(Make.Noon, [.. Make.Hour(0.3)[..(60 - minutes)], .. Enumerable.Repeat<double?>(null, minutes)]);

        var judged = ServiceStateRules.Judge(Inputs(metrics: requests) with { MetricsFault = failed ? Make.Fault() with { Message = "PartialData." } : null });

        Assert.Equal((state, fact), (judged.State, judged.Facts.FirstOrDefault()));
    }

    [Fact]
    public void An_error_rate_over_five_percent_fails_since_the_minute_it_began()
    {
        var (state, facts, since) = ServiceStateRules.Judge(Inputs(metrics: Make.Metrics(Make.Noon, Then(0.3, 12.3, 20))));

        Assert.Equal(ServiceState.Failing, state);
        Assert.Equal("error rate 12 % over the last 5 minutes (0.3 % before)", facts[0]);
        Assert.Equal(Make.Noon.AddMinutes(-20), since);
    }

    [Fact]
    public void A_calmer_minute_does_not_restart_the_run()
    {
        var minutes = Then(0.3, 12, 20);
        minutes[50] = 4;

        Assert.Equal(Make.Noon.AddMinutes(-20), ServiceStateRules.Judge(Inputs(metrics: Make.Metrics(Make.Noon, minutes))).Since);
    }

    [Fact]
    public void Below_twenty_requests_a_minute_an_error_rate_is_no_incident() =>
        Assert.Equal(ServiceState.Healthy, ServiceStateRules.Judge(Inputs(metrics: Make.Metrics(Make.Noon, Make.Hour(50), requests: 19))).State);

    [Fact]
    public void Errors_that_ended_five_minutes_ago_no_longer_fail_it() =>
        Assert.NotEqual(ServiceState.Failing, ServiceStateRules.Judge(Inputs(metrics: Make.Metrics(Make.Noon, [.. Enumerable.Repeat<double?>(30, 55), .. Enumerable.Repeat<double?>(0.2, 5)]))).State);

    [Theory]
    [InlineData(6, 40, ServiceState.Healthy, "at its maximum of 6 tasks")]
    [InlineData(6, 91, ServiceState.Degraded, "at its maximum of 6 tasks with busy CPUs, so it cannot scale out")]
    [InlineData(5, 91, ServiceState.Degraded, null)]
    public void At_its_maximum_is_a_fact_and_with_busy_tasks_a_trouble(int desired, double cpu, ServiceState state, string? fact)
    {
        var judged = ServiceStateRules.Judge(Inputs(Make.Service(desired: desired), Make.Metrics(Make.Noon, Make.Hour(0.3), cpu: cpu)) with { Scaling = new ScalingLimits(2, 6, false) });

        Assert.Equal((state, fact), (judged.State, judged.Facts.FirstOrDefault(one => one.Contains("maximum", StringComparison.Ordinal))));
    }

    [Fact]
    public void Tasks_that_scaling_adds_are_no_trouble_while_they_start_but_replacements_of_failed_ones_are()
    {
        var growing = Inputs(Make.Service(desired: 5) with { Running = 4, Pending = 1 });

        Assert.Equal(ServiceState.Degraded, ServiceStateRules.Judge(growing).State);
        Assert.Equal(ServiceState.Healthy, ServiceStateRules.Judge(growing with { Scaling = new ScalingLimits(2, 6, false) }).State);
        Assert.Equal(ServiceState.Degraded, ServiceStateRules.Judge(growing with { Scaling = new ScalingLimits(2, 6, false), Stops = Stops([Make.StoppedTask("a", Now.AddMinutes(-1))]) }).State);
        Assert.Equal(ServiceState.Degraded, ServiceStateRules.Judge(growing with { Service = growing.Service with { Pending = 0 }, Scaling = new ScalingLimits(2, 6, false) }).State);
    }

    [Fact]
    public void A_count_that_scaling_holds_fixed_is_no_maximum() =>
        Assert.Empty(ServiceStateRules.Judge(Inputs(Make.Service(desired: 2)) with { Scaling = new ScalingLimits(2, 2, false) }).Facts);

    [Fact]
    public void Old_metrics_make_it_unknown_rather_than_healthy()
    {
        var (state, facts, _) = ServiceStateRules.Judge(Inputs(metrics: Make.Metrics(Make.Noon.AddMinutes(-12), Make.Hour(0.1))));

        Assert.Equal(ServiceState.Unknown, state);
        Assert.Contains("12 min old", facts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_metrics_it_is_unknown_and_says_why()
    {
        var inputs = Inputs() with { Metrics = null, MetricsFault = Make.Fault(FaultKind.Denied) };

        Assert.Equal(ServiceState.Unknown, ServiceStateRules.Judge(inputs).State);
        Assert.Contains("cannot be read", ServiceStateRules.Judge(inputs).Facts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_whose_reads_fail_is_unknown_after_half_a_minute_but_not_at_once()
    {
        var failed = Make.Service() with { Fault = Make.Fault() };

        Assert.Equal(ServiceState.Healthy, ServiceStateRules.Judge(Inputs(failed)).State);
        Assert.Equal(ServiceState.Unknown, ServiceStateRules.Judge(Inputs(failed with { ObservedAt = Now.AddSeconds(-31) })).State);
    }

    [Fact]
    public void No_running_task_fails_it_unless_its_first_rollout_is_only_starting()
    {
        var none = Make.Service() with { Running = 0 };
        var first = none with { Pending = 2, Deployments = [Make.Primary(rollout: "IN_PROGRESS") with { Running = 0, Pending = 2 }] };

        Assert.Equal((ServiceState.Failing, "no task is running, 2 desired"), (ServiceStateRules.Judge(Inputs(none)).State, ServiceStateRules.Judge(Inputs(none)).Facts[0]));
        Assert.Equal(ServiceState.Deploying, ServiceStateRules.Judge(Inputs(first)).State);
    }

    [Theory]
    [InlineData(2, ServiceState.Healthy)]
    [InlineData(3, ServiceState.Failing)]
    public void Three_tasks_that_stop_alike_within_ten_minutes_are_continuous_failure(int stops, ServiceState expected)
    {
        var tasks = Enumerable.Range(0, stops).Select(index => Make.StoppedTask($"{index}", Now.AddMinutes(-1 - 2 * index)));

        Assert.Equal(expected, ServiceStateRules.Judge(Inputs() with { Stops = Stops(tasks) }).State);
    }

    [Theory]
    [InlineData(14, ServiceState.Failing)]
    [InlineData(15, ServiceState.Healthy)]
    public void Continuous_failure_goes_on_until_a_quarter_of_an_hour_passes_without_a_crash(int minutesSinceLast, ServiceState expected)
    {
        int[] stops = [minutesSinceLast, minutesSinceLast + 11, minutesSinceLast + 20, minutesSinceLast + 24, minutesSinceLast + 28];
        var tasks = stops.Select(minutes => Make.StoppedTask($"{minutes}", Now.AddMinutes(-minutes)));

        var (state, facts, since) = ServiceStateRules.Judge(Inputs() with { Stops = Stops(tasks) });

        Assert.Equal(expected, state);
        if (state == ServiceState.Failing)
            Assert.Equal((Now.AddMinutes(-stops[^1]), true), (since, facts[0].StartsWith("continuously failing, 5 tasks stopped: out of memory (exit code 137)", StringComparison.Ordinal)));
    }

    [Fact]
    public void Crashes_far_apart_are_no_loop_and_a_loop_does_not_reach_back_over_a_long_pause()
    {
        StateInputs Stopped(params int[] minutes) => Inputs() with { Stops = Stops(minutes.Select(ago => Make.StoppedTask($"{ago}", Now.AddMinutes(-ago)))) };

        Assert.Equal(ServiceState.Healthy, ServiceStateRules.Judge(Stopped(1, 7, 13, 19, 25)).State);
        Assert.Equal(Now.AddMinutes(-5), ServiceStateRules.Judge(Stopped(1, 3, 5, 40, 42, 44)).Since);
    }

    [Fact]
    public void Tasks_that_the_scheduler_stopped_on_purpose_are_no_crashes()
    {
        var tasks = Enumerable.Range(0, 5).Select(index => Make.StoppedTask($"{index}", Now.AddMinutes(-1)) with { StopCode = "ServiceSchedulerInitiated", StoppedReason = "Scaling activity initiated by deployment ecs-svc/1" });

        Assert.Equal(ServiceState.Healthy, ServiceStateRules.Judge(Inputs() with { Stops = Stops(tasks) }).State);
    }

    [Fact]
    public void Unhealthy_targets_degrade_it_but_those_being_registered_do_not()
    {
        var sick = Make.Service() with { Targets = Make.Targets(1, 2) };
        var registering = Make.Service() with { Targets = new TargetHealth(1, 2, Make.Targets(2, 2).Reasons.Add("Elb.InitialHealthChecking", 1), Now) };

        Assert.Equal(ServiceState.Degraded, ServiceStateRules.Judge(Inputs(sick)).State);
        Assert.Equal(ServiceState.Healthy, ServiceStateRules.Judge(Inputs(registering)).State);
    }

    [Fact]
    public void Missing_tasks_degrade_it_unless_it_is_deploying()
    {
        var missing = Make.Service() with { Running = 1 };

        Assert.Equal(ServiceState.Degraded, ServiceStateRules.Judge(Inputs(missing)).State);
        Assert.Equal(ServiceState.Deploying, ServiceStateRules.Judge(Inputs(missing with { Deployments = [Make.Primary(rollout: "IN_PROGRESS")] })).State);
    }

    [Fact]
    public void A_failed_rollout_fails_it_with_its_reason()
    {
        var failed = Make.Service() with { Deployments = [Make.Primary(rollout: "FAILED") with { RolloutStateReason = "tasks failed to start." }] };

        var (state, facts, _) = ServiceStateRules.Judge(Inputs(failed));

        Assert.Equal(ServiceState.Failing, state);
        Assert.Equal("the deployment of v1.0.43 failed: tasks failed to start", facts[0]);
    }

    [Fact]
    public void It_is_in_its_state_since_the_earliest_of_the_reasons_that_hold()
    {
        var early = Make.Alarm(Make.Key()) with { StateSince = Make.Noon.AddHours(-5) };
        var late = Make.Alarm(Make.Key()) with { StateSince = Make.Noon.AddMinutes(-3) };

        Assert.Equal(early.StateSince, ServiceStateRules.Judge(Inputs() with { Alarms = [late, early] }).Since);
    }

    [Fact]
    public void An_alarm_in_alarm_degrades_it_since_the_alarm_changed()
    {
        var alarm = Make.Alarm(Make.Key());

        var (state, _, since) = ServiceStateRules.Judge(Inputs() with { Alarms = [alarm, Make.Alarm(Make.Key(), "OK")] });

        Assert.Equal((ServiceState.Degraded, alarm.StateSince), (state, since));
    }

    [Fact]
    public void Five_busy_minutes_degrade_it_and_four_do_not()
    {
        Assert.Equal(ServiceState.Degraded, ServiceStateRules.Judge(Inputs(metrics: Make.Metrics(Make.Noon, Make.Hour(0), cpu: 81))).State);
        Assert.Equal(ServiceState.Healthy, ServiceStateRules.Judge(Inputs(metrics: Make.Metrics(Make.Noon, Make.Hour(0), cpu: 79))).State);
    }

    [Fact]
    public void The_worst_finding_decides_and_the_others_are_told_after_it()
    {
        var (state, facts, _) = ServiceStateRules.Judge(Inputs(metrics: Make.Metrics(Make.Noon, Make.Hour(12), cpu: 95)) with { Alarms = [Make.Alarm(Make.Key())] });

        Assert.Equal(ServiceState.Failing, state);
        Assert.Equal(3, facts.Length);
        Assert.StartsWith("error rate", facts[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-11, false)]
    [InlineData(-10, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void A_deployment_is_suspect_from_ten_minutes_before_to_two_after(int minutes, bool expected)
    {
        var history = Make.History(Make.Key(), Make.Deployment(startedAt: Now.AddMinutes(minutes)));

        Assert.Equal(expected, ServiceStateRules.Suspect(ServiceState.Failing, Now, history) is not null);
        Assert.Null(ServiceStateRules.Suspect(ServiceState.Healthy, Now, history));
    }
}
