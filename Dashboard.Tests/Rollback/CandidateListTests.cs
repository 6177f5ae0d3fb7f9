using Bunit;
using Dashboard.Rollback;
using static Dashboard.Tests.Rollback.Plans;

namespace Dashboard.Tests.Rollback;

public sealed class CandidateListTests : BunitContext
{
    [Fact]
    public void Where_nothing_is_proposed_the_list_says_why_and_preselects_none()
    {
        var plan = Plan(Run(43, 25), Run(42, 37));

        var list = Render<CandidateList>(parameters => parameters.Add(one => one.Plan, plan).Add(one => one.Now, Make.Noon));

        Assert.Equal(plan.NoDefault, list.Find(".note").TextContent);
        Assert.Empty(list.FindAll("input[checked]"));
        Assert.Single(list.FindAll("input:not([disabled])"));
    }

    [Fact]
    public void Who_deployed_it_is_said_before_who_registered_it()
    {
        var facts = Facts(Run(43, 25), Run(42, 5000), Run(41, 9000));

        var plan = RollbackPlans.Make(facts with { Deployers = facts.Deployers.Add(Run(42, 5000).Arn, "arn:aws:sts::111122223333:assumed-role/engineer/robin") });
        var list = Render<CandidateList>(parameters => parameters.Add(one => one.Plan, plan).Add(one => one.Now, Make.Noon));

        var said = list.FindAll(".candidate dl").Select(evidence => evidence.TextContent).ToArray();
        Assert.Contains("Deployed byrobin", said[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Registered by", said[0], StringComparison.Ordinal);
        Assert.Contains("Registered bygithub", said[1], StringComparison.Ordinal);
    }
}
