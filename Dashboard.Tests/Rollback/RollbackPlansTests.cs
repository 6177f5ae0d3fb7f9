using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Rollback;
using static Dashboard.Tests.Rollback.Plans;

namespace Dashboard.Tests.Rollback;

public sealed class RollbackPlansTests
{
    private static readonly ServiceKey Key = Make.Key();

    [Fact]
    public void The_newest_revision_that_a_successful_deployment_ran_is_proposed()
    {
        var plan = Plan(Run(43, 25), Run(42, 5000), Run(41, 9000));

        Assert.Equal(Make.Ref(revision: 42), plan.Default?.To);
        Assert.Contains("newest version that a successful deployment ran", plan.Default!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revision_below_the_current_one_that_failed_is_not_proposed_and_carries_a_warning()
    {
        var plan = Plan(Run(43, 25), Reverted(42, 300), Run(41, 9000));

        Assert.Equal(Make.Ref(revision: 41), plan.Default?.To);
        Assert.Contains("ECS rolled it back: tasks failed to start", plan.Find(Make.Ref(revision: 42))!.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revision_that_was_never_deployed_is_not_offered()
    {
        var plan = Plan(Run(43, 25), Run(41, 9000));

        Assert.Equal(Make.Ref(revision: 41), plan.Default?.To);
        Assert.Null(plan.Find(Make.Ref(revision: 42)));
    }

    [Fact]
    public void A_revision_that_people_went_back_from_is_never_proposed()
    {
        var plan = Plan(Run(42, 25), Run(43, 300), Run(41, 9000));

        Assert.Equal(Make.Ref(revision: 41), plan.Default?.To);
        Assert.Contains("rolled back from", plan.Find(Make.Ref(revision: 43))!.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revision_left_through_this_dashboard_is_never_proposed()
    {
        var plan = RollbackPlans.Make(Facts(Run(43, 25), Run(42, 300), Run(41, 9000)) with { RolledBackFrom = [Make.Ref(revision: 42)] });

        Assert.Equal(Make.Ref(revision: 41), plan.Default?.To);
    }

    [Fact]
    public void A_revision_that_ECS_went_back_to_is_a_candidate()
    {
        var reverted = Reverted(42, 300) with { Sources = [Make.Revision(revision: 40)], RollbackRevisionArn = Make.Revision(revision: 40).Arn };

        var plan = Plan(Run(43, 25), reverted);

        Assert.Equal(Make.Ref(revision: 40), plan.Default?.To);
        Assert.Contains("ECS itself went back to it", plan.Default!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revision_with_the_same_digests_and_the_same_configuration_is_left_out()
    {
        var facts = Facts(Run(43, 25), Run(42, 300) with { Target = Make.Revision(revision: 42) with { Images = Make.Revision(revision: 43).Images } }, Run(41, 9000));

        Assert.Equal(Make.Ref(revision: 41), RollbackPlans.Make(facts).Default?.To);
    }

    [Fact]
    public void The_same_digests_with_another_environment_are_a_candidate()
    {
        var facts = Facts(Run(43, 25), Run(42, 300) with { Target = Make.Revision(revision: 42) with { Images = Make.Revision(revision: 43).Images } });
        var other = Make.Definition(revision: 42);
        other = other with { Containers = [other.Containers[0] with { EnvironmentDigests = other.Containers[0].EnvironmentDigests.Add("TIMEOUT", "other") }] };

        var plan = RollbackPlans.Make(facts with { History = facts.History! with { Definitions = facts.History.Definitions.SetItem(other.Ref, other) } });

        Assert.Equal(Make.Ref(revision: 42), plan.Default?.To);
    }

    [Fact]
    public void A_revision_that_a_pinned_copy_of_an_older_one_followed_was_left()
    {
        var copy = Run(44, 25) with { Target = Make.Revision(revision: 44) with { Images = Make.Revision(revision: 42).Images } };

        var plan = Plan(copy, Run(43, 300), Run(42, 5000), Run(41, 9000));

        Assert.Contains("rolled back from", plan.Find(Make.Ref(revision: 43))!.Warning, StringComparison.Ordinal);
        Assert.Null(plan.Find(Make.Ref(revision: 42)));
        Assert.Equal(Make.Ref(revision: 41), plan.Default?.To);
    }

    [Fact]
    public void What_a_deployment_started_from_is_a_candidate_though_its_own_is_no_longer_listed()
    {
        var plan = Plan(Run(43, 25) with { Sources = [Make.Revision(revision: 42)] });

        var candidate = plan.Find(Make.Ref(revision: 42))!;
        Assert.Equal((CandidateGrade.Proven, TimeSpan.FromDays(2) - TimeSpan.FromMinutes(25)), (candidate.Grade, candidate.Served));
        Assert.Contains("was in production when a deployment began 25 min ago", candidate.Why, StringComparison.Ordinal);
        Assert.Null(candidate.DeploymentArn);
        Assert.Equal(candidate.To, plan.Default?.To);
    }

    [Fact]
    public void Of_several_that_ran_when_a_deployment_began_none_is_known_to_have_been_good()
    {
        var plan = Plan(Run(43, 25) with { Sources = [Make.Revision(revision: 42), Make.Revision(revision: 41)] });

        Assert.Empty(plan.Candidates);
    }

    [Fact]
    public void Who_deployed_a_revision_and_when_is_that_of_its_own_deployment()
    {
        var reverted = Reverted(42, 300) with { Sources = [Make.Revision(revision: 40)], RollbackRevisionArn = Make.Revision(revision: 40).Arn };
        var facts = Facts(Run(43, 25), reverted, Run(40, 9000)) with { Deployers = ImmutableDictionary<string, string>.Empty.Add(reverted.Arn, "robin").Add(Run(40, 9000).Arn, "sam") };

        var candidate = RollbackPlans.Make(facts).Find(Make.Ref(revision: 40))!;

        Assert.Equal(("sam", Make.Noon.AddMinutes(-9000)), (candidate.DeployedBy, candidate.DeployedAt));
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/ci-deploy/github", candidate.RegisteredBy);
    }

    [Fact]
    public void A_revision_whose_task_definition_was_not_read_is_not_proposed()
    {
        var facts = Facts(Run(43, 25), Run(42, 300), Run(41, 9000));

        var plan = RollbackPlans.Make(facts with { History = facts.History! with { Definitions = facts.History.Definitions.Remove(Make.Ref(revision: 42)) } });

        Assert.Null(plan.Find(Make.Ref(revision: 42))!.Blocked);
        Assert.Equal(Make.Ref(revision: 41), plan.Default?.To);
    }

    [Fact]
    public void An_image_that_ECR_no_longer_has_cannot_be_chosen()
    {
        var image = Make.Revision(revision: 42).Images[0];

        var plan = RollbackPlans.Make(Facts(Run(43, 25), Run(42, 300)) with { Images = ImmutableDictionary<RevisionImage, ImageCheck>.Empty.Add(image, new(ImageState.Missing)) });

        Assert.Contains("no longer in ECR", plan.Find(Make.Ref(revision: 42))!.Blocked, StringComparison.Ordinal);
        Assert.Null(plan.Default);
    }

    [Fact]
    public void An_image_that_may_not_be_checked_stays_choosable_and_says_so()
    {
        var image = Make.Revision(revision: 42).Images[0];

        var plan = RollbackPlans.Make(Facts(Run(43, 25), Run(42, 300)) with { Images = ImmutableDictionary<RevisionImage, ImageCheck>.Empty.Add(image, new(ImageState.Unchecked, "denied")) });

        Assert.Equal("denied", plan.Default?.ImagesUnchecked);
    }

    [Fact]
    public void Where_only_task_definitions_are_known_none_is_proposed_and_each_says_never_observed_healthy()
    {
        var facts = Facts() with
        {
            History = new DeploymentHistory(Key, [], ImmutableDictionary<TaskDefinitionRef, TaskDefinitionDetail>.Empty, Make.Noon, Make.Fault(FaultKind.Denied)) { KnownDefinitions = [Make.Definition(revision: 42)] },
        };

        var plan = RollbackPlans.Make(facts);

        Assert.Null(plan.Default);
        Assert.NotNull(plan.HistoryMissing);
        var only = Assert.Single(plan.Candidates);
        Assert.Equal(CandidateGrade.NeverObserved, only.Grade);
        Assert.Contains("never observed healthy", only.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CODE_DEPLOY", "aws deploy stop-deployment")]
    [InlineData("EXTERNAL", "task sets")]
    public void A_service_that_another_controller_deploys_is_refused_with_what_to_do_instead(string controller, string instruction)
    {
        var facts = Facts(Run(43, 25), Run(42, 300));

        var plan = RollbackPlans.Make(facts with { Service = facts.Service with { DeploymentController = controller } });

        Assert.Contains(instruction, plan.Refusal, StringComparison.Ordinal);
        Assert.Null(plan.Default);
    }

    [Fact]
    public void While_ECS_goes_back_by_itself_nothing_is_offered()
    {
        var plan = Plan(Make.Deployment(revision: 43, status: "ROLLBACK_IN_PROGRESS"), Run(42, 300));

        Assert.Contains("already going back", plan.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_evidence_says_how_long_it_served_and_its_error_rate_there()
    {
        var facts = Facts(Run(43, 25), Run(42, 5000)) with { Recent = Make.Metrics(Make.Noon, [.. Enumerable.Repeat<double?>(0.3, 35), .. Enumerable.Repeat<double?>(12, 25)]) };

        var candidate = RollbackPlans.Make(facts).Default!;

        Assert.Equal(TimeSpan.FromMinutes(5000 - 25 - 2), candidate.Served);
        Assert.Equal(0.3, candidate.ErrorPercent!.Value, 3);
    }

    [Fact]
    public void What_the_metrics_do_not_reach_is_called_not_measured()
    {
        var facts = Facts(Run(43, 300), Run(42, 5000)) with { Recent = Make.Metrics(Make.Noon, Make.Hour(12)) };

        var candidate = RollbackPlans.Make(facts).Default!;

        Assert.Null(candidate.ErrorPercent);
        Assert.Contains("not measured", candidate.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alarm_that_is_in_ALARM_already_is_a_warning_that_ECS_will_not_guard()
    {
        var facts = Facts(Run(43, 25), Run(42, 300));
        var alarm = Make.Alarm(Key);

        var plan = RollbackPlans.Make(facts with { Service = facts.Service with { DeploymentAlarms = [alarm.Name] }, Alarms = [alarm] });

        Assert.Contains(plan.Warnings, warning => warning.Contains("ECS will not guard", StringComparison.Ordinal));
    }
}
