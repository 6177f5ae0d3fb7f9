using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Status;

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
        var tasks = Make.Tasks([.. Enumerable.Range(1, 3).Select(minute => Make.StoppedTask($"t{minute}", now.AddMinutes(-minute), "a-worker"))]);
        var metrics = new MetricsSnapshot(new Dictionary<ServiceKey, ServiceSeries> { [erring.Key] = Make.Metrics(now, [.. Enumerable.Repeat<double?>(12, 60)]) }.ToImmutableDictionary(), ImmutableDictionary<ServiceKey, Fault>.Empty);

        var board = FleetBoardJoin.Join(Make.Snapshot(crashing, erring, gone), new Reading<MetricsSnapshot>(metrics, now, null), null, null, tasks, now);

        Assert.Equal(["search", "checkout", "a-worker"], board.Rows.Where(row => row.State == ServiceState.Failing).Select(row => row.Key.Service));
    }
}
