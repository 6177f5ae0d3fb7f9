using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Simulator;

namespace Dashboard.Tests.Fleet;

public sealed class ScalableTargetsSourceTests
{
    private readonly Feed<ScalingSnapshot> feed = new();

    [Fact]
    public async Task The_limits_of_all_services_come_with_one_call_a_target_however_many_services_there_are()
    {
        await using var fleet = await StartAsync();

        await LookAsync(fleet);

        Assert.Equal(new ScalingLimits(2, 6, false), feed.Current.Value!.Of(Make.Key("payments-api", "payments")));
        Assert.Equal(new ScalingLimits(2, 3, false), feed.Current.Value.Of(Make.Key("auth", "platform")));
        Assert.Null(feed.Current.Value.Of(Make.Key("image-resizer", "platform")));
        Assert.Equal(2, Calls(fleet));
    }

    [Fact]
    public async Task A_missing_permission_is_a_fault_that_keeps_what_was_known_and_is_not_asked_for_every_minute()
    {
        await using var fleet = await StartAsync();
        await LookAsync(fleet);
        fleet.Aws.Faults.Add(new InjectedFault("DescribeScalableTargets", InjectedFault.Denied));
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await LookAsync(fleet);
        var calls = Calls(fleet);

        await LookAsync(fleet);

        Assert.Equal(calls, Calls(fleet));
        Assert.Equal((FaultKind.Denied, FaultKind.Denied), (feed.Current.Fault!.Kind, feed.Current.Value!.Faults["production"].Kind));
        Assert.Equal(new ScalingLimits(2, 6, false), feed.Current.Value.Of(Make.Key("payments-api", "payments")));

        fleet.Aws.Faults.Clear();
        fleet.Time.Advance(TimeSpan.FromMinutes(12));
        await LookAsync(fleet);
        Assert.Null(feed.Current.Fault);
    }

    private static async Task<SimulatedFleet> StartAsync()
    {
        var fleet = await SimulatedFleet.StartAsync();
        await fleet.SweepAsync();
        return fleet;
    }

    private Task LookAsync(SimulatedFleet fleet) => new ScalableTargetsSource(fleet.Clients, fleet.Fleet, feed, fleet.Time).RunAsync(TestContext.Current.CancellationToken);

    private static long Calls(SimulatedFleet fleet) => fleet.Meter.Read().Rows.Where(row => row.Operation == "application-autoscaling:DescribeScalableTargets").Sum(row => row.Tally.Calls);
}
