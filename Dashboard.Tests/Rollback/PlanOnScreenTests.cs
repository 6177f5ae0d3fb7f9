using Dashboard.Rollback;
using Dashboard.Rollback.GitHub;
using Dashboard.Rollback.Preflight;
using Dashboard.Tests.Rollback.Preflight;

namespace Dashboard.Tests.Rollback;

public sealed class PlanOnScreenTests
{
    private static readonly RollbackPlan Plan = Preflights.Facts().Plan with { CurrentVersion = "v1.0.43" };
    private static readonly PreflightReport Clear = new(Make.Ref(revision: 42), [new("Images", PreflightResult.Pass, "Present.")], null, Make.Noon);

    [Fact]
    public void What_is_proven_and_checked_can_be_sent_with_the_plan_it_stands_in()
    {
        var screen = Screen(Plan) with { Preflight = Clear };

        Assert.Null(screen.WhyNot(null));
        Assert.Equal(new RollbackCommand(Plan.Key, Plan.SeenDeploymentId, "checkout:42", "why", screen.IntentId) { PlannedAt = Make.Noon, Shown = RollbackMove.UpdateService }, screen.Command("why"));
    }

    [Fact]
    public void It_waits_for_the_pre_flight_and_a_block_says_why_not()
    {
        var blocked = Screen(Plan) with { Preflight = Clear with { Lines = [new("Images", PreflightResult.Block, "The image is gone.")] } };

        Assert.Equal("Checking whether going back to v1.0.42 would work …", Screen(Plan).WhyNot(null));
        Assert.Equal("The pre-flight blocks it: The image is gone.", blocked.WhyNot(null));
    }

    [Fact]
    public void A_warned_revision_needs_a_tick_that_goes_with_the_command_and_is_lost_with_another_choice()
    {
        var warned = Plan.Default! with { Grade = CandidateGrade.Warned, Warning = "It was rolled back from." };
        var screen = Screen(Plan, warned) with { Preflight = Clear };

        Assert.Contains("tick that you choose it in spite of it", screen.WhyNot(null), StringComparison.Ordinal);
        Assert.False(screen.Command("why").PastWarning);
        Assert.Null((screen with { PastWarning = true }).WhyNot(null));
        Assert.True((screen with { PastWarning = true }).Command("why").PastWarning);
        Assert.False((screen with { PastWarning = true }).Choose(warned with { To = Make.Ref(revision: 41) }).PastWarning);
    }

    [Fact]
    public void Where_ECS_refuses_a_configured_workflow_is_the_way_and_without_one_there_is_none()
    {
        var refused = Plan with { Refusal = "AWS CodeDeploy deploys this service." };
        var path = new WorkflowPath("example/shop", "deploy.yml", "main", new GitHubInputs());

        Assert.Equal("This service cannot be rolled back from here.", (Screen(refused) with { Preflight = Clear }).WhyNot(null));
        var through = Screen(refused with { GitHub = path }) with { Preflight = Clear };
        Assert.Null(through.WhyNot(null));
        Assert.True(through.Command("why").ViaGitHub);
        Assert.Equal(RollbackMove.GitHub, through.Way!.Move);
    }

    [Fact]
    public void A_version_that_is_no_image_tag_goes_through_ECS_whatever_was_wanted()
    {
        var plan = Plan with { GitHub = new WorkflowPath("example/shop", "deploy.yml", "main", new GitHubInputs()) };

        Assert.True((Screen(plan) with { WantsGitHub = true }).ViaGitHub);
        Assert.False((Screen(plan, plan.Default! with { Version = "not a tag" }) with { WantsGitHub = true }).ViaGitHub);
    }

    [Fact]
    public void It_is_too_old_when_a_command_with_it_would_be_refused()
    {
        var screen = Screen(Plan);

        foreach (var minutes in new[] { 14, 15, 16 })
            Assert.Equal(screen.Command("why").AgeProblem(Make.Noon.AddMinutes(minutes)) is not null, screen.IsTooOld(Make.Noon.AddMinutes(minutes)));
        Assert.True(screen.IsTooOld(Make.Noon.AddMinutes(16)));
    }

    [Fact]
    public void A_plan_made_anew_tells_what_the_service_is_on_now_and_what_became_of_the_choice()
    {
        var before = Screen(Plan);
        var moved = Plan with { SeenDeploymentId = "ecs-svc/44", Current = Make.Ref(revision: 44), CurrentVersion = "v1.0.44" };

        Assert.Equal("checkout is still on v1.0.43 (checkout:43). v1.0.42 (checkout:42) is still chosen.", PlanChange.Between(before, Screen(Plan)));
        Assert.Equal("checkout is on v1.0.44 (checkout:44) now, no longer on v1.0.43 (checkout:43). v1.0.42 (checkout:42) is still chosen.", PlanChange.Between(before, Screen(moved)));
        Assert.EndsWith("v1.0.42 (checkout:42) is no longer offered; choose again.", PlanChange.Between(before, Screen(moved) with { Chosen = null }), StringComparison.Ordinal);
        Assert.EndsWith("v1.0.42 (checkout:42) is still chosen; another call reaches it now.", PlanChange.Between(Screen(Plan, Plan.Default! with { Move = RollbackMove.StopServiceDeployment }), before), StringComparison.Ordinal);
        Assert.Contains("ECS would refuse to roll it back now.", PlanChange.Between(before, Screen(Plan with { Refusal = "It is DRAINING." })), StringComparison.Ordinal);
    }

    private static PlanOnScreen Screen(RollbackPlan plan, RollbackCandidate? chosen = null) =>
        new(plan, Make.Noon, plan.SeenDeploymentId, Guid.NewGuid()) { Chosen = chosen ?? plan.Default };
}
