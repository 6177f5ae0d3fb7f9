using Dashboard.Rollback;
using Dashboard.Simulator;
using Dashboard.Tests.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback;

/// <summary>The bad deployment ends before the abort takes effect: the person is told, and a new plan can be made at once.</summary>
public sealed class AbortRaceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_deployment_that_ended_before_the_abort_arrived_refuses_it_and_a_new_plan_goes_another_way()
    {
        await using var house = await RollbackHouse.StartAsync();
        var command = Abort(house);
        house.Time.Advance(Until(1));

        var outcome = await house.RollBackAsync(command);
        await house.LookAsync();
        var again = await house.RollBackAsync(Abort(house));

        Assert.Equal((RollbackResult.Refused, true), (outcome.Result, outcome.IsReplanned));
        Assert.Contains("finished before it could be stopped", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("make a new plan", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(IntentState.Refused, (await house.IntentAsync(command.IntentId)).State);
        Assert.True(again.Result == RollbackResult.Accepted, again.Message);
        Assert.Equal("UpdateService", Assert.Single(house.Aws.Ledger).Operation);
    }

    [Fact]
    public async Task A_deployment_that_ends_although_ECS_took_the_abort_is_told_and_a_new_plan_goes_another_way()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Time.Advance(Until(-1));
        await house.LookAsync();
        var command = Abort(house);

        var outcome = await house.RollBackAsync(command);
        house.Time.Advance(5 * Second);
        await house.LookAsync();
        await house.LookAsync();
        var intent = await house.IntentAsync(command.IntentId);
        var repeated = await house.RollBackAsync(command);
        var again = await house.RollBackAsync(Abort(house));

        Assert.Equal(RollbackResult.Accepted, outcome.Result);
        Assert.Equal(IntentState.Failed, intent.State);
        Assert.Contains("finished before it could be stopped. Nothing else was sent; make a new plan.", intent.Verdict, StringComparison.Ordinal);
        Assert.True(repeated.IsReplanned);
        Assert.True(again.Result == RollbackResult.Accepted, again.Message);
        Assert.Equal(["StopServiceDeployment", "UpdateService"], house.Aws.Ledger.Select(entry => entry.Operation));
    }

    [Fact]
    public async Task An_abort_without_an_answer_whose_deployment_ended_is_closed_by_looking_without_waiting_a_minute()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Time.Advance(Until(-1));
        await house.LookAsync();
        house.Aws.Faults.Add(new InjectedFault("ecs:StopServiceDeployment", InjectedFault.ResetBefore, Count: 1));
        var command = Abort(house);

        var outcome = await house.RollBackAsync(command);
        house.Time.Advance(5 * Second);
        await house.LookAsync();
        await house.LookAsync();

        Assert.Equal(RollbackResult.Unknown, outcome.Result);
        Assert.Equal(IntentState.Failed, (await house.IntentAsync(command.IntentId)).State);
        Assert.Empty(house.Aws.Ledger);
    }

    private static RollbackCommand Abort(RollbackHouse house) =>
        new(RollbackHouse.Notifications, house.SeenNow(RollbackHouse.Notifications), "notifications:130", "v2.3.1 looks wrong", Guid.NewGuid()) { PlannedAt = house.Time.GetUtcNow() };

    /// <summary>From the start to so many seconds after the end of the deployment in progress, found in a world of the same seed.</summary>
    private static TimeSpan Until(int secondsAfter)
    {
        var time = new FakeTimeProvider(Make.Noon);
        var ecs = new SimulatedWorld(time, new SimulatorOptions()).In(SimulatedWorld.Production).Ecs;
        while (ecs.DescribeServiceDeployments([ecs.ListServiceDeployments("platform", "notifications")[0].ServiceDeploymentArn]).Items.Single().Status != "SUCCESSFUL")
            time.Advance(Second);
        return time.GetUtcNow() - Make.Noon + (secondsAfter * Second);
    }
}
