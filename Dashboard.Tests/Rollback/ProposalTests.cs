using Dashboard.Rollback;
using static Dashboard.Tests.Rollback.Plans;

namespace Dashboard.Tests.Rollback;

public sealed class ProposalTests
{
    [Fact]
    public void A_revision_that_served_ten_minutes_can_be_chosen_and_the_one_before_it_is_proposed()
    {
        var plan = Plan(Run(43, 25), Run(42, 37), Run(41, 9000));

        Assert.Equal(Make.Ref(revision: 41), plan.Default?.To);
        Assert.StartsWith("The newest version that served 30 min or more inside its objective of 1.0 % errors. Its deployment succeeded", plan.Default!.Why, StringComparison.Ordinal);
        var brief = plan.Find(Make.Ref(revision: 42))!;
        Assert.Equal((CandidateGrade.Proven, TimeSpan.FromMinutes(10), true), (brief.Grade, brief.Served, brief.IsChoosable));
        Assert.Null(plan.NoDefault);
    }

    [Theory]
    [InlineData(56, false)]
    [InlineData(57, true)]
    public void Thirty_minutes_are_enough(int minutesAgo, bool isProposed) => Assert.Equal(isProposed, Plan(Run(43, 25), Run(42, minutesAgo)).Default is not null);

    [Fact]
    public void Where_none_served_long_enough_nothing_is_proposed_and_the_plan_says_for_how_long()
    {
        var plan = Plan(Run(43, 25), Run(42, 37));

        Assert.Null(plan.Default);
        Assert.Equal("Nothing is proposed: no revision that can be started served 30 min or more inside the objective of 1.0 % errors. checkout:42 served only 10 min.", plan.NoDefault);
        Assert.True(plan.Find(Make.Ref(revision: 42))!.IsChoosable);
    }

    [Fact]
    public void A_revision_that_missed_its_objective_is_not_proposed()
    {
        var plan = RollbackPlans.Make(Facts(Run(43, 25), Run(42, 5000), Run(41, 9000)).Measured(42, errorPercent: 1.1).Measured(41, errorPercent: 1));

        Assert.Equal(Make.Ref(revision: 41), plan.Default?.To);
        Assert.Equal(1.1, plan.Find(Make.Ref(revision: 42))!.ErrorPercent!.Value, 6);
    }

    [Fact]
    public void Where_only_one_that_missed_its_objective_is_left_the_plan_says_its_error_rate()
    {
        var plan = RollbackPlans.Make(Facts(Run(43, 25), Run(42, 5000)).Measured(42, errorPercent: 3.2));

        Assert.Null(plan.Default);
        Assert.EndsWith("checkout:42 served at 3.2 % errors.", plan.NoDefault, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_error_rate_was_not_measured_the_time_alone_decides_and_it_says_so()
    {
        var plan = RollbackPlans.Make(Facts(Run(43, 25), Run(42, 5000)).Measured(42, errorPercent: null));

        Assert.Equal(Make.Ref(revision: 42), plan.Default?.To);
        Assert.Contains("(error rate not measured)", plan.Default!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void How_it_did_while_it_served_is_part_of_the_reason()
    {
        var candidate = RollbackPlans.Make(Facts(Run(43, 25), Run(42, 5000)).Measured(42, errorPercent: 0.3, p95Seconds: 0.18)).Default!;

        Assert.Equal((0.3, 0.18), (candidate.ErrorPercent!.Value, candidate.P95Seconds));
        Assert.EndsWith("it served 3 d 10 h at 0.3 % errors and a p95 of 180 ms, until 25 min ago.", candidate.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_proven_is_the_operators_to_say()
    {
        var facts = Facts(Run(43, 25), Run(42, 37)).Measured(42, errorPercent: 3.2) with { Options = new() { ProvenAfter = TimeSpan.FromMinutes(10), ObjectivePercent = 5 } };

        Assert.Equal(Make.Ref(revision: 42), RollbackPlans.Make(facts).Default?.To);
    }

    [Fact]
    public void Where_every_revision_was_left_or_failed_nothing_is_proposed_and_the_plan_says_so()
    {
        var plan = Plan(Run(43, 25), Reverted(42, 300));

        Assert.Null(plan.Default);
        Assert.Contains("was left once, failed, or was never observed healthy", plan.NoDefault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_cannot_be_rolled_back_or_has_nothing_else_needs_no_such_sentence()
    {
        var facts = Facts(Run(43, 25), Run(42, 37));

        Assert.Null(RollbackPlans.Make(facts with { Service = facts.Service with { Status = "DRAINING" } }).NoDefault);
        Assert.Null(Plan(Run(43, 25)).NoDefault);
    }

    [Theory]
    [InlineData("00:01:00", 1, "Rollback:ProvenAfter")]
    [InlineData("8.00:00:00", 1, "Rollback:ProvenAfter")]
    [InlineData("00:30:00", 0, "Rollback:ObjectivePercent")]
    [InlineData("00:30:00", double.NaN, "Rollback:ObjectivePercent")]
    public void Options_out_of_range_are_refused_with_their_key_and_an_example(string after, double percent, string key)
    {
        var problem = Assert.Single(new RollbackOptions { ProvenAfter = TimeSpan.Parse(after, null), ObjectivePercent = percent }.Problems());

        Assert.StartsWith(key, problem, StringComparison.Ordinal);
        Assert.Contains("as in", problem, StringComparison.Ordinal);
    }
}
