using Dashboard.Alarms;
using Dashboard.Simulator;

namespace Dashboard.Tests.Faults;

/// <summary>The screen on the wall while AWS fails: nobody is there to open anything, so it must say by itself what is old.</summary>
public sealed class WallFaultTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TwoIntervals = 2 * AlarmSource.Interval;

    [Fact]
    public async Task Services_of_a_Region_that_is_gone_are_unknown_and_say_since_when_and_the_others_go_on()
    {
        await using var house = await FaultHouse.StartAsync();
        await house.PassAsync(TwoIntervals, Step);
        house.Aws.Faults.Add(new InjectedFault("*", InjectedFault.ResetBefore, Region: SimulatedWorld.Production));

        await house.PassAsync(TimeSpan.FromMinutes(2), Step);

        var wall = house.LookAtWall();
        Assert.Equal(7, wall.Of(FaultHouse.Hit).Count());
        Assert.All(wall.Of(FaultHouse.Hit), tile => Assert.True(tile.State == "Unknown" && tile.Fact.StartsWith("ECS was last read 2 min ago", StringComparison.Ordinal) || tile.State is "Failing" or "Degraded", tile.ToString()));
        Assert.Contains(wall.Of(FaultHouse.Hit), tile => tile.State == "Unknown");
        Assert.All(wall.Of(FaultHouse.Other), tile => Assert.NotEqual("Unknown", tile.State));
        Assert.False(wall.IsStale, wall.Age);
        Assert.Contains("unknown", wall.Headline, StringComparison.Ordinal);
        await AssertRecoversAsync(house);
    }

    [Fact]
    public async Task With_no_answer_from_anywhere_the_whole_screen_says_that_it_is_out_of_date_and_since_when()
    {
        await using var house = await FaultHouse.StartAsync();
        await house.PassAsync(TwoIntervals, Step);
        house.Aws.Faults.Add(new InjectedFault("*", InjectedFault.ResetBefore));

        await house.PassAsync(TimeSpan.FromMinutes(2), Step);

        var wall = house.LookAtWall();
        Assert.True(wall.IsStale, wall.Age);
        Assert.StartsWith("Out of date: what you see was read 2 min ago.", wall.Age, StringComparison.Ordinal);
        Assert.All(wall.Tiles, tile => Assert.DoesNotContain(tile.State, new[] { "Healthy", "Deploying" }));
        await AssertRecoversAsync(house);
    }

    private static async Task AssertRecoversAsync(FaultHouse house)
    {
        house.Aws.Faults.Clear();
        await house.PassAsync(TwoIntervals, Step);
        var wall = house.LookAtWall();
        Assert.False(wall.IsStale, wall.Age);
        Assert.Equal(9, wall.Tiles.Length);
        Assert.All(wall.Tiles, tile => Assert.NotEqual("Unknown", tile.State));
    }
}
