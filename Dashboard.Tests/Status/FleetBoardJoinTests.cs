using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Status;
using Dashboard.Tests.Rollback;

namespace Dashboard.Tests.Status;

public sealed class FleetBoardJoinTests
{
    [Fact]
    public void Among_the_failing_what_fails_people_comes_before_a_crash_loop_that_still_runs()
    {
        var now = Make.Noon;
        var crashing = Make.Service("a-worker") with { LoadBalancers = [], Targets = null };
        var erring = Make.Service("checkout");
        var gone = Make.Service("search") with { Running = 0 };
        var stops = Make.Stops([.. Enumerable.Range(1, 3).Select(minute => Make.StoppedTask($"t{minute}", now.AddMinutes(-minute), "a-worker"))]);
        var metrics = new MetricsSnapshot(new Dictionary<ServiceKey, ServiceSeries> { [erring.Key] = Make.Metrics(now, [.. Enumerable.Repeat<double?>(12, 60)]) }.ToImmutableDictionary(), ImmutableDictionary<ServiceKey, Fault>.Empty);

        var board = FleetBoardJoin.Join(Make.Snapshot(crashing, erring, gone), new Reading<MetricsSnapshot>(metrics, now, null), null, null, stops, now);

        Assert.Equal(["search", "checkout", "a-worker"], board.Rows.Where(row => row.State == ServiceState.Failing).Select(row => row.Key.Service));
    }

    [Fact]
    public void A_healthy_service_that_runs_again_what_was_rolled_back_from_is_degraded_and_says_why()
    {
        var fine = new MetricsSnapshot(new Dictionary<ServiceKey, ServiceSeries> { [Make.Key()] = Make.Metrics(Make.Noon, Make.Hour(0.3)) }.ToImmutableDictionary(), ImmutableDictionary<ServiceKey, Fault>.Empty);

        var row = FleetBoardJoin.Join(Make.Snapshot(Make.Service()), new Reading<MetricsSnapshot>(fine, Make.Noon, null), null, null, null, Make.Noon, Bad.Snapshot(Bad.Warning())).Rows.Single();

        Assert.Equal((ServiceState.Degraded, true), (row.State, row.RunsBadAgain));
        Assert.Equal("v1.4.3 is deployed again, which Sam Okafor rolled back from", row.Facts[0]);
        Assert.Equal("v1.4.3 brings back what Sam Okafor rolled back from", FleetBoardJoin.Join(Make.Snapshot(Make.Service()), new Reading<MetricsSnapshot>(fine, Make.Noon, null), null, null, null, Make.Noon, Bad.Snapshot(Bad.Warning(45))).Rows.Single().Facts[0]);
        Assert.False(FleetBoardJoin.Join(Make.Snapshot(Make.Service()), new Reading<MetricsSnapshot>(fine, Make.Noon, null), null, null, null, Make.Noon).Rows.Single().RunsBadAgain);
    }

    [Fact]
    public void The_alarms_by_which_target_tracking_scales_say_nothing_of_health_and_limits_do()
    {
        var fine = new MetricsSnapshot(new Dictionary<ServiceKey, ServiceSeries> { [Make.Key()] = Make.Metrics(Make.Noon, Make.Hour(0.3)) }.ToImmutableDictionary(), ImmutableDictionary<ServiceKey, Fault>.Empty);
        var alarms = new AlarmsSnapshot([Make.Alarm(Make.Key()) with { Name = "TargetTracking-service/shop/checkout-AlarmLow-1" }], ImmutableDictionary<string, Fault>.Empty);
        var scaling = new ScalingSnapshot(ImmutableDictionary<ServiceKey, ScalingLimits>.Empty.Add(Make.Key(), new ScalingLimits(1, 2, false)), ImmutableDictionary<string, Fault>.Empty);

        var row = FleetBoardJoin.Join(Make.Snapshot(Make.Service()), new Reading<MetricsSnapshot>(fine, Make.Noon, null), alarms, null, null, Make.Noon, scaling: scaling).Rows.Single();

        Assert.Equal((ServiceState.Healthy, "at its maximum of 2 tasks", 0), (row.State, Assert.Single(row.Facts), row.OpenAlarms.Length));
    }
}
