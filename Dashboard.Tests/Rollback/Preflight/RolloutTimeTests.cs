using Dashboard.Fleet;
using Dashboard.Rollback.Preflight;

namespace Dashboard.Tests.Rollback.Preflight;

public sealed class RolloutTimeTests
{
    [Theory]
    [InlineData(4, 100, 200, "all 4 tasks at once")]
    [InlineData(12, 100, 117, "up to 2 of 12 tasks at a time, in 6 rounds")]
    [InlineData(4, 50, 100, "up to 2 of 4 tasks at a time, in 2 rounds")]
    [InlineData(3, 50, 150, "up to 2 of 3 tasks at a time, in 2 rounds")]
    public void A_rolling_deployment_replaces_what_the_limits_allow(int desired, int minimum, int maximum, string text) =>
        Assert.Contains(text, Line(service => service with { Desired = desired, MinimumHealthyPercent = minimum, MaximumPercent = maximum }).Fact, StringComparison.Ordinal);

    [Fact]
    public void The_estimate_is_what_this_service_usually_took()
    {
        var facts = Preflights.Facts() with
        {
            History = Make.History(Make.Key(),
                Make.Deployment(revision: 43) with { FinishedAt = Make.Noon.AddDays(-2).AddMinutes(9) },
                Make.Deployment(revision: 42, status: "ROLLBACK_SUCCESSFUL") with { FinishedAt = Make.Noon.AddDays(-2).AddMinutes(50) },
                Make.Deployment(revision: 41) with { FinishedAt = Make.Noon.AddDays(-2).AddMinutes(3) },
                Make.Deployment(revision: 40) with { FinishedAt = Make.Noon.AddDays(-2).AddMinutes(4) }),
        };

        Assert.Equal(TimeSpan.FromMinutes(4), RolloutTime.Estimate(facts));
        Assert.Contains("About 4 min, as the last 3 rollouts took (3 min to 9 min).", RolloutTime.Line(facts).Fact, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_successful_rollout_it_cannot_be_told()
    {
        var facts = Preflights.Facts() with { History = null };

        Assert.Null(RolloutTime.Estimate(facts));
        Assert.Equal(PreflightResult.Warn, RolloutTime.Line(facts).Result);
    }

    [Fact]
    public void A_canary_keeps_most_of_the_traffic_on_the_bad_version_and_takes_at_least_its_bakes()
    {
        var facts = Preflights.Facts().Service(service => service with { DeploymentStrategy = "CANARY", TrafficSteps = new TrafficSteps(5, 10), BakeMinutes = 15 });

        Assert.Equal(TimeSpan.FromMinutes(25), RolloutTime.Estimate(facts));
        Assert.Equal(PreflightResult.Warn, RolloutTime.Line(facts).Result);
        Assert.Contains("95 % of the traffic stays on checkout:43 for the 10 min", RolloutTime.Line(facts).Fact, StringComparison.Ordinal);
    }

    [Fact]
    public void Linear_steps_add_up()
    {
        var facts = Preflights.Facts().Service(service => service with { DeploymentStrategy = "LINEAR", TrafficSteps = new TrafficSteps(30, 6) });

        Assert.Equal(TimeSpan.FromMinutes(18), RolloutTime.Estimate(facts));
        Assert.Contains("30 % every 6 min, in 4 steps", RolloutTime.Line(facts).Fact, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_takes_the_share_of_the_tasks_that_were_replaced_already()
    {
        var facts = Preflights.Facts().Stops();

        Assert.Equal(TimeSpan.FromMinutes(0.5), RolloutTime.Estimate(facts));
        Assert.StartsWith("At most about 30 s", RolloutTime.Line(facts).Fact, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hook_that_answers_first_is_a_warning() =>
        Assert.Contains("at POST_SCALE_UP first", Assert.IsType<PreflightLine>(Line(service => service with { HookStages = ["POST_SCALE_UP"] }) is { Result: PreflightResult.Warn } line ? line : null).Fact, StringComparison.Ordinal);

    private static PreflightLine Line(Func<EcsService, EcsService> change) => RolloutTime.Line(Preflights.Facts().Service(change));
}
