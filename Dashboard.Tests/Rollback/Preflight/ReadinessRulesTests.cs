using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;

namespace Dashboard.Tests.Rollback.Preflight;

public sealed class ReadinessRulesTests
{
    [Fact]
    public void A_default_that_nothing_blocks_can_be_gone_back_to()
    {
        var facts = Preflights.Facts().Service(service => service with { CircuitBreakerEnabled = false });

        var found = ReadinessRules.Judge(facts.Plan, PreflightRules.Judge(facts), Make.Noon);

        Assert.True(found.CanGoBack);
        Assert.Equal(("v1.0.42", Make.Ref(revision: 42)), (found.Version, found.To!.Value));
        Assert.Equal("It can go back to v1.0.42 (checkout:42) in about 2 min; warnings: Circuit breaker.", found.Why);
    }

    [Fact]
    public void What_blocks_the_default_is_why_it_cannot()
    {
        var facts = Preflights.Facts().Target(target => target with { Status = "INACTIVE" });

        var found = ReadinessRules.Judge(facts.Plan, PreflightRules.Judge(facts), Make.Noon);

        Assert.False(found.CanGoBack);
        Assert.Contains("checkout:42 is INACTIVE", found.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_refuses_proposes_nothing()
    {
        var found = ReadinessRules.Judge(Preflights.Facts().Plan with { Refusal = "AWS CodeDeploy deploys this service." }, null, Make.Noon);

        Assert.False(found.CanGoBack);
        Assert.Equal((null, "AWS CodeDeploy deploys this service."), (found.To, found.Why));
    }

    [Theory]
    [InlineData(CandidateGrade.Proven, "Its image 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/checkout:v1 is gone.", "Its image shop/checkout:v1 is gone.")]
    [InlineData(CandidateGrade.Warned, null, "No earlier revision has evidence enough to be proposed: It was rolled back from.")]
    [InlineData(CandidateGrade.NeverObserved, null, "Service deployments cannot be read.")]
    [InlineData(null, null, "No other revision is known that a deployment of this service ran.")]
    public void Without_a_default_it_says_what_stands_in_the_way_of_the_nearest(CandidateGrade? grade, string? blocked, string why)
    {
        var plan = Preflights.Facts().Plan;
        RollbackCandidate[] candidates = grade is { } known ? [plan.Default! with { Grade = known, Blocked = blocked, Warning = known == CandidateGrade.Warned ? "It was rolled back from" : null }] : [];

        var found = ReadinessRules.Judge(plan with { Default = null, Candidates = [.. candidates], HistoryMissing = grade == CandidateGrade.NeverObserved ? "Service deployments cannot be read." : null }, null, Make.Noon);

        Assert.False(found.CanGoBack);
        Assert.Equal(why, found.Why);
    }
}
