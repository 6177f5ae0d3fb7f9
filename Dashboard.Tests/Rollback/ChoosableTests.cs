using Dashboard.Deployments;
using Dashboard.Rollback;
using Dashboard.Rollback.GitHub;
using static Dashboard.Tests.Rollback.Plans;

namespace Dashboard.Tests.Rollback;

/// <summary>Which move leads to a candidate at this moment.</summary>
public sealed class ChoosableTests
{
    private static readonly RevisionImage Image = Make.Revision(revision: 42).Images[0];

    [Fact]
    public void A_finished_deployment_is_answered_by_a_new_one()
    {
        var plan = Plan(Run(43, 25), Run(42, 5000));

        Assert.Equal((RollbackMove.UpdateService, null, null, null), (plan.Default!.Move, plan.Default.StopArn, plan.Default.HookId, plan.Default.NeedsCopy));
        Assert.Equal("aws ecs update-service --region eu-west-1 --cluster shop --service checkout --task-definition checkout:42", BreakGlass.Command(plan, plan.Default));
    }

    [Theory]
    [InlineData("PENDING")]
    [InlineData("IN_PROGRESS")]
    public void A_rollout_in_progress_that_started_from_the_target_is_stopped_instead_of_overtaken(string status)
    {
        var running = InProgress(43, from: 42) with { Status = status, Stage = "BAKE_TIME" };

        var plan = Plan(running, Run(42, 300), Run(41, 9000));

        Assert.Equal((RollbackMove.StopServiceDeployment, running.Arn), (plan.Default!.Move, plan.Default.StopArn));
        Assert.Contains($"serviceDeploymentArn={running.Arn}  stopType=ROLLBACK", BreakGlass.Call(plan, plan.Default), StringComparison.Ordinal);
        Assert.Equal((RollbackMove.UpdateService, null), (plan.Find(Make.Ref(revision: 41))!.Move, plan.Find(Make.Ref(revision: 41))!.StopArn));
    }

    [Fact]
    public void A_hook_that_waits_is_answered_where_the_deployment_started_from_the_target()
    {
        var running = InProgress(43, from: 42) with { Hooks = [new("first", "SUCCEEDED", null, null), new("second", "AWAITING_ACTION", Make.Noon.AddHours(1), "ROLLBACK")] };

        var plan = Plan(running, Run(42, 300), Run(41, 9000));

        Assert.Equal((RollbackMove.ContinueServiceDeployment, running.Arn, "second"), (plan.Default!.Move, plan.Default.StopArn, plan.Default.HookId));
        Assert.Equal((RollbackMove.UpdateService, null), (plan.Find(Make.Ref(revision: 41))!.Move, plan.Find(Make.Ref(revision: 41))!.HookId));
    }

    [Fact]
    public void A_hook_that_was_answered_already_leaves_the_deployment_to_be_stopped()
    {
        var plan = Plan(InProgress(43, from: 42) with { Hooks = [new("first", "SUCCEEDED", null, null)] }, Run(42, 300));

        Assert.Equal((RollbackMove.StopServiceDeployment, null), (plan.Default!.Move, plan.Default.HookId));
    }

    [Fact]
    public void Stopping_a_forced_deployment_of_the_same_task_definition_leads_back_to_the_images_that_it_started_from()
    {
        var good = Run(43, 300, "good");
        var running = Run(43, 3, "bad") with { Status = "IN_PROGRESS", FinishedAt = null, Sources = [good.Target!] };

        var candidate = Assert.Single(Plan(running, good).Candidates);

        Assert.Equal((RollbackMove.StopServiceDeployment, null, "sha256:good"), (candidate.Move, candidate.Blocked, candidate.Images[0].Digest));
    }

    [Fact]
    public void A_rollout_that_started_from_other_images_of_the_target_is_not_stopped_to_reach_it()
    {
        var stopped = Run(42, 100, "other") with { Status = "STOPPED" };
        var running = InProgress(43) with { Sources = [stopped.Target!] };

        var candidate = Plan(running, stopped, Run(42, 300, "good")).Find(Make.Ref(revision: 42))!;

        Assert.Equal(("sha256:good", RollbackMove.UpdateService), (candidate.Images[0].Digest, candidate.Move));
    }

    [Fact]
    public void An_INACTIVE_target_is_reached_by_a_pinned_copy()
    {
        var plan = RollbackPlans.Make(Facts(Run(43, 25), Run(42, 300), Run(41, 9000)).With(Make.Definition(revision: 42) with { Status = "INACTIVE" }));

        Assert.Equal((Make.Ref(revision: 42), RollbackMove.RegisterCopy), (plan.Default!.To, plan.Default.Move));
        Assert.Contains("checkout:42 is INACTIVE", plan.Default.NeedsCopy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_INACTIVE_target_that_a_rollout_started_from_is_reached_by_stopping_that()
    {
        var plan = RollbackPlans.Make(Facts(InProgress(43, from: 42), Run(42, 300)).With(Make.Definition(revision: 42) with { Status = "INACTIVE" }));

        Assert.Equal((RollbackMove.StopServiceDeployment, null, null), (plan.Default!.Move, plan.Default.NeedsCopy, plan.Default.Blocked));
    }

    [Fact]
    public void Without_copies_an_INACTIVE_target_is_shown_with_the_reason_and_the_next_one_is_proposed()
    {
        var facts = Facts(Run(43, 25), Run(42, 300), Run(41, 9000)).With(Make.Definition(revision: 42) with { Status = "INACTIVE" }) with { Options = new() { AllowCopies = false } };

        var plan = RollbackPlans.Make(facts);

        Assert.Contains("is INACTIVE", plan.Find(Make.Ref(revision: 42))!.Blocked, StringComparison.Ordinal);
        Assert.Contains("Rollback:AllowCopies is off", plan.Find(Make.Ref(revision: 42))!.Blocked, StringComparison.Ordinal);
        Assert.Equal(Make.Ref(revision: 41), plan.Default?.To);
        Assert.Contains("that can still be started", plan.Default!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_needs_the_digest_of_every_container_that_is_not_pinned_already()
    {
        var gone = Make.Definition(revision: 42) with { Status = "INACTIVE" };
        var sidecar = Make.Container("log-router", "aws-for-fluent-bit:stable");
        var facts = Facts(Run(43, 25), Run(42, 300));

        var loose = RollbackPlans.Make(facts.With(gone with { Containers = [.. gone.Containers, sidecar] })).Candidates[0];
        var pinned = RollbackPlans.Make(facts.With(gone with { Containers = [.. gone.Containers, sidecar with { Image = "aws-for-fluent-bit@sha256:00" }] })).Candidates[0];

        Assert.Contains("no digest is known of container log-router", loose.Blocked, StringComparison.Ordinal);
        Assert.Null(pinned.Blocked);
    }

    [Fact]
    public void Good_images_behind_a_reused_tag_are_reached_by_a_pinned_copy_of_the_current_task_definition()
    {
        var candidate = Assert.Single(Plan(Run(43, 25, "bad"), Run(43, 300, "good"), Run(43, 9000, "older")).Candidates);

        Assert.Equal((Make.Ref(revision: 43), RollbackMove.RegisterCopy, null), (candidate.To, candidate.Move, candidate.Blocked));
        Assert.Contains("would change nothing", candidate.NeedsCopy, StringComparison.Ordinal);
        Assert.Equal("sha256:good", candidate.Images[0].Digest);
        Assert.Equal(TimeSpan.FromMinutes(300 - 2 - 25), candidate.Served);
    }

    [Theory]
    [InlineData("sha256:other", "names another image now (sha256:other")]
    [InlineData(null, "is gone from ECR")]
    public void A_target_whose_tag_no_longer_names_what_served_is_reached_by_a_pinned_copy(string? now, string reason)
    {
        var plan = RollbackPlans.Make(Facts(Run(43, 25), Run(42, 300)).With(Image, new(ImageState.Present) { IsTagMoved = true, TagDigest = now }));

        Assert.Equal((RollbackMove.RegisterCopy, null), (plan.Default!.Move, plan.Default.Blocked));
        Assert.Contains(reason, plan.Default.NeedsCopy, StringComparison.Ordinal);
    }

    [Fact]
    public void No_copy_brings_back_an_image_that_ECR_no_longer_has()
    {
        var plan = RollbackPlans.Make(Facts(Run(43, 25), Run(42, 300)).With(Make.Definition(revision: 42) with { Status = "INACTIVE" }).With(Image, new(ImageState.Missing)));

        Assert.Contains("no longer in ECR", plan.Candidates[0].Blocked, StringComparison.Ordinal);
        Assert.Null(plan.Default);
        Assert.Contains("no longer in ECR", plan.NoDefault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_that_is_being_deleted_cannot_be_chosen() =>
        Assert.Contains("DELETE_IN_PROGRESS", RollbackPlans.Make(Facts(Run(43, 25), Run(42, 300)).With(Make.Definition(revision: 42) with { Status = "DELETE_IN_PROGRESS" })).Candidates[0].Blocked, StringComparison.Ordinal);

    [Fact]
    public void The_workflow_is_offered_where_a_version_is_a_tag_also_to_a_service_that_CodeDeploy_deploys()
    {
        var path = new WorkflowPath("example/shop", "deploy.yml", "main", new GitHubInputs());
        var facts = Facts(Run(43, 25), Run(42, 300)) with { GitHub = path };
        var byDigest = Make.Definition(revision: 42);

        var other = RollbackPlans.Make(facts with { Service = facts.Service with { DeploymentController = "CODE_DEPLOY" } });
        var pinned = RollbackPlans.Make(facts.With(byDigest with { Containers = [byDigest.Containers[0] with { Image = "checkout@sha256:0123456789abcdef" }] }));

        Assert.Equal(path, RollbackPlans.Make(facts).GitHub);
        Assert.NotNull(other.Refusal);
        Assert.Equal(path, other.GitHub);
        Assert.Null(pinned.GitHub);
    }
}
