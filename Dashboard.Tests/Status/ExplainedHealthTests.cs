using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Alarms.BlackBox;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Status;

namespace Dashboard.Tests.Status;

/// <summary>Facts that come from tasks, from a rollout that does not move, and from limits of a service's own.</summary>
public sealed class ExplainedHealthTests
{
    private static readonly DateTimeOffset Now = Make.Noon.AddSeconds(20);
    private static readonly EcsService Rolling = Make.Service(desired: 4) with { Running = 4, Deployments = [Make.Primary(desired: 4, rollout: "IN_PROGRESS") with { Running = 1, CreatedAt = Now.AddMinutes(-30) }] };

    [Fact]
    public void Tasks_that_fail_their_container_health_check_degrade_it_by_the_container_s_name()
    {
        ImmutableArray<EcsTask> tasks = [Make.Task("a"), Make.Task("b", health: "UNHEALTHY"), Make.Task("c", health: "UNHEALTHY") with { DesiredStatus = "STOPPED" }];

        Assert.Equal((ServiceState.Degraded, "1 of 2 tasks fails the health check of container checkout"), First(Inputs(Make.Service()) with { Tasks = tasks }));
        Assert.Equal(ServiceState.Healthy, ServiceStateRules.Judge(Inputs(Make.Service()) with { Tasks = [Make.Task("a"), Make.Task("b", health: "UNKNOWN")] }).State);
    }

    [Theory]
    [InlineData(10, ServiceState.Deploying)]
    [InlineData(11, ServiceState.Degraded)]
    public void A_rollout_in_which_no_new_task_starts_for_ten_minutes_is_stuck(int minutes, ServiceState expected)
    {
        ImmutableArray<EcsTask> tasks = [Make.Task("old", revision: 42, startedAt: Now.AddMinutes(-1)), Make.Task("new", startedAt: Now.AddMinutes(-minutes))];

        var (state, facts, since) = ServiceStateRules.Judge(Inputs(Rolling) with { Tasks = tasks });

        Assert.Equal(expected, state);
        if (state == ServiceState.Degraded)
            Assert.Equal(("the deployment of v1.0.43 is stuck: 1 of 4 new tasks running, none started for 11 min", Now.AddMinutes(-11)), (facts[0], since));
    }

    [Fact]
    public void A_rollout_that_has_all_its_tasks_or_whose_tasks_were_not_read_is_not_stuck()
    {
        var baking = Rolling with { Deployments = [Rolling.Primary! with { Running = 4 }] };

        Assert.Equal(ServiceState.Deploying, ServiceStateRules.Judge(Inputs(baking) with { Tasks = [Make.Task("new", startedAt: Now.AddHours(-1))] }).State);
        Assert.Equal(ServiceState.Deploying, ServiceStateRules.Judge(Inputs(Rolling)).State);
    }

    [Theory]
    [InlineData(1, "MONITORING", ServiceState.Deploying)]
    [InlineData(2, "MONITORING", ServiceState.Degraded)]
    [InlineData(2, "DISABLED", ServiceState.Deploying)]
    public void Half_way_to_the_circuit_breaker_s_threshold_is_said_with_why_the_last_task_stopped(int failures, string status, ServiceState expected)
    {
        var deployment = Make.Deployment(startedAt: Now.AddMinutes(-5), status: "IN_PROGRESS") with { CircuitBreakerStatus = status, FailureCount = failures, FailureThreshold = 3 };
        var inputs = Inputs(Rolling) with
        {
            History = new DeploymentHistory(Make.Key(), [deployment], ImmutableDictionary<TaskDefinitionRef, TaskDefinitionDetail>.Empty, Now, null),
            Stops = [StoppedTask.Of(Make.StoppedTask("x", Now.AddMinutes(-1)))!],
        };

        var (state, fact) = First(inputs);

        Assert.Equal(expected, state);
        if (state == ServiceState.Degraded)
            Assert.Equal("2 of the 3 failed tasks at which the circuit breaker stops the deployment; the last stopped: out of memory (exit code 137)", fact);
    }

    [Theory]
    [InlineData(29, "1 of 2 tasks running; the last stopped: out of memory (exit code 137)")]
    [InlineData(30, "1 of 2 tasks running")]
    public void Missing_tasks_say_why_the_last_one_stopped_while_that_is_recent(int minutes, string fact) =>
        Assert.Equal((ServiceState.Degraded, fact), First(Inputs(Make.Service() with { Running = 1 }) with { Stops = [StoppedTask.Of(Make.StoppedTask("x", Now.AddMinutes(-minutes)))!] }));

    [Fact]
    public void A_service_with_limits_of_its_own_is_judged_by_them()
    {
        var own = new AlarmsOptions { Services = [new ServiceAlarmsOptions { Service = "production/shop/*", CpuPercent = 95, ErrorPercent = 20, MinimumRequests = 500 }] };
        var row = Row(Make.Hour(15), cpu: 90, own);

        Assert.Equal((ServiceState.Healthy, 20), (row.State, row.ErrorLimitPercent));
        Assert.Equal(ServiceState.Failing, Row(Make.Hour(15), cpu: 90, null).State);
        Assert.Equal(ServiceState.Degraded, Row(Make.Hour(0), cpu: 96, own).State);
    }

    private static ServiceStatus Row(double?[] errors, double cpu, AlarmsOptions? limits)
    {
        var service = Make.Service(at: Now);
        var metrics = new MetricsSnapshot(ImmutableDictionary<ServiceKey, ServiceSeries>.Empty.Add(service.Key, Make.Metrics(Make.Noon, errors, cpu: cpu)), ImmutableDictionary<ServiceKey, Fault>.Empty);
        return FleetBoardJoin.Join(Make.Snapshot(service), new Reading<MetricsSnapshot>(metrics, Now, null), null, null, null, Now, thresholds: limits).Rows.Single();
    }

    private static (ServiceState, string) First(StateInputs inputs) => ServiceStateRules.Judge(inputs) is var (state, facts, _) ? (state, facts[0]) : default;

    private static StateInputs Inputs(EcsService service) => new(service, Make.Metrics(Make.Noon, Make.Hour(0.3)), null, [], [], null, Now);
}
