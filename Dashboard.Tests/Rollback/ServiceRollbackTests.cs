using Dashboard.Audit;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.Simulator;

namespace Dashboard.Tests.Rollback;

public sealed class ServiceRollbackTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_changes_and_what_stays_is_kept_with_the_intent()
    {
        await using var house = await RollbackHouse.StartAsync();
        var key = Make.Key("image-resizer", "platform");
        var command = house.Command("image-resizer:71") with { Key = key, SeenDeploymentId = house.SeenNow(key) };

        var outcome = await house.RollBackAsync(command);

        Assert.True(outcome.Result == RollbackResult.Accepted, outcome.Message);
        var facts = (await house.IntentAsync(command.IntentId)).Facts;
        Assert.Contains(facts.Changes, change => change is { Container: "image-resizer", What: "image" });
        Assert.Equal(["security groups", "subnets"], facts.NotRestored.Select(change => change.What));
    }

    [Fact]
    public async Task One_click_sends_one_UpdateService_with_the_task_definition_and_nothing_else()
    {
        await using var house = await RollbackHouse.StartAsync();

        var outcome = await house.RollBackAsync(house.Command());

        Assert.Equal(RollbackResult.Accepted, outcome.Result);
        var sent = Assert.Single(house.Aws.Ledger);
        Assert.Equal("UpdateService", sent.Operation);
        Assert.Equal(["cluster", "service", "taskDefinition"], sent.Request.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal("checkout:42", sent.Request.GetProperty("taskDefinition").GetString());
        Assert.Equal(["intended", "accepted"], await house.AuditAsync());
    }

    [Fact]
    public async Task A_double_click_is_one_rollback_with_one_outcome()
    {
        await using var house = await RollbackHouse.StartAsync();
        var command = house.Command();

        var outcomes = await Task.WhenAll(house.RollBackAsync(command), house.RollBackAsync(command));
        var late = await house.RollBackAsync(command);

        Assert.Single(house.Aws.Ledger);
        Assert.All([.. outcomes, late], outcome => Assert.Equal(outcomes[0].DeploymentId, outcome.DeploymentId));
        Assert.All(outcomes, outcome => Assert.Equal(RollbackResult.Accepted, outcome.Result));
        Assert.Equal(["intended", "accepted"], await house.AuditAsync());
    }

    [Fact]
    public async Task Of_two_who_roll_back_at_once_one_is_sent_and_the_other_learns_who_and_since_when()
    {
        await using var house = await RollbackHouse.StartAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => house.RollBackAsync(house.Command())));

        Assert.Single(house.Aws.Ledger);
        Assert.Single(outcomes, outcome => outcome.Result == RollbackResult.Accepted);
        Assert.All(outcomes.Where(outcome => outcome.Result == RollbackResult.Refused), refused => Assert.Contains("Sam Okafor is rolling checkout back to v1.4.2 (checkout:42) since 2026-01-31 12:00:00Z", refused.Message, StringComparison.Ordinal));
        Assert.Equal(9, (await house.AuditAsync()).Count(outcome => outcome == "refused"));
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("manager")]
    public async Task Who_may_not_roll_back_is_refused_whatever_the_browser_sends(string person)
    {
        await using var house = await RollbackHouse.StartAsync();

        var outcome = await house.RollBackAsync(house.Command(), person);

        Assert.Equal(RollbackResult.Refused, outcome.Result);
        Assert.Contains("OnCall", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(house.Aws.Ledger);
        Assert.Equal(["refused"], await house.AuditAsync());
    }

    [Theory]
    [InlineData(InjectedFault.ResetAfter)]
    [InlineData(InjectedFault.Malformed)]
    public async Task A_call_that_took_effect_without_an_answer_is_unknown_and_then_confirmed_by_looking(string fault)
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault("ecs:UpdateService", fault));
        var command = house.Command();

        var outcome = await house.RollBackAsync(command);
        house.Time.Advance(TimeSpan.FromSeconds(3));
        await house.LookAsync();

        Assert.Equal(RollbackResult.Unknown, outcome.Result);
        var intent = await house.IntentAsync(command.IntentId);
        Assert.Equal(IntentState.Accepted, intent.State);
        Assert.NotNull(intent.DeploymentId);
        Assert.Single(house.Aws.Ledger);
        Assert.Equal(["intended", "unknown", "accepted"], await house.AuditAsync());
    }

    [Theory]
    [InlineData(InjectedFault.ResetBefore)]
    [InlineData(InjectedFault.Error500)]
    public async Task A_call_that_never_took_effect_is_unknown_and_after_a_minute_not_applied_and_never_sent_again(string fault)
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault("ecs:UpdateService", fault, Count: 1));
        var command = house.Command();

        var outcome = await house.RollBackAsync(command);
        house.Time.Advance(Minute - TimeSpan.FromSeconds(1));
        await house.LookAsync();
        var before = await house.IntentAsync(command.IntentId);
        house.Time.Advance(TimeSpan.FromSeconds(2));
        await house.LookAsync();

        Assert.Equal(RollbackResult.Unknown, outcome.Result);
        Assert.Equal(IntentState.Unknown, before.State);
        Assert.Equal(IntentState.NotApplied, (await house.IntentAsync(command.IntentId)).State);
        Assert.Empty(house.Aws.Ledger);
    }

    [Theory]
    [InlineData(InjectedFault.Throttle)]
    [InlineData(InjectedFault.Denied)]
    [InlineData(InjectedFault.Expired)]
    public async Task What_ECS_refuses_is_refused_and_the_way_is_free_again(string fault)
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault("ecs:UpdateService", fault, Count: 1));

        var refused = await house.RollBackAsync(house.Command());
        var again = await house.RollBackAsync(house.Command());

        Assert.Equal(RollbackResult.Refused, refused.Result);
        Assert.Equal(RollbackResult.Accepted, again.Result);
        Assert.Single(house.Aws.Ledger);
    }

    [Fact]
    public async Task A_deployment_that_changed_since_it_was_seen_is_refused_with_what_changed()
    {
        await using var house = await RollbackHouse.StartAsync();
        var command = house.Command();
        house.Aws.World.In(SimulatedWorld.Production).Ecs.UpdateService(new UpdateService("shop", "checkout") { TaskDefinition = "checkout:40" });

        var outcome = await house.RollBackAsync(command);

        Assert.Equal(RollbackResult.Refused, outcome.Result);
        Assert.True(outcome.IsStale);
        Assert.Contains("checkout:40", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(house.Aws.Ledger);
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_sent()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.BreakIntents();

        var outcome = await house.RollBackAsync(house.Command());

        Assert.Equal(RollbackResult.Refused, outcome.Result);
        Assert.Contains("readonly database", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(house.Aws.Ledger);
    }

    [Fact]
    public async Task When_the_current_deployment_cannot_be_asked_for_nothing_is_sent()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault("ecs:DescribeServices", InjectedFault.Denied));

        var outcome = await house.RollBackAsync(house.Command());

        Assert.Equal(RollbackResult.Refused, outcome.Result);
        Assert.Empty(house.Aws.Ledger);
    }

    [Theory]
    [InlineData("storefront:1")]
    [InlineData("checkout:9999")]
    [InlineData("checkout:43")]
    [InlineData("../checkout:42")]
    public async Task A_target_that_the_service_is_not_known_to_have_run_is_refused(string to)
    {
        await using var house = await RollbackHouse.StartAsync();

        var outcome = await house.RollBackAsync(house.Command(to));

        Assert.Equal(RollbackResult.Refused, outcome.Result);
        Assert.Empty(house.Aws.Ledger);
        Assert.Equal(["refused"], await house.AuditAsync());
    }

    [Theory]
    [InlineData("elsewhere", "shop")]
    [InlineData("production", "../shop")]
    public async Task A_service_outside_the_inventory_is_refused(string target, string cluster)
    {
        await using var house = await RollbackHouse.StartAsync();

        var outcome = await house.RollBackAsync(house.Command() with { Key = new(target, cluster, "checkout") });

        Assert.Equal(RollbackResult.Refused, outcome.Result);
        Assert.Empty(house.Aws.Ledger);
    }

    [Fact]
    public async Task Whoever_first_sees_an_intent_finds_it_claimed_so_that_the_follower_keeps_off()
    {
        await using var house = await RollbackHouse.StartAsync();
        var (rollbacks, sender, command) = (house.Get<Feed<RollbacksSnapshot>>(), house.Get<RollbackSender>(), house.Command());
        List<bool> claimed = [];
        using var watching = rollbacks.Subscribe(() =>
        {
            if (rollbacks.Current.Value!.OpenOf(RollbackHouse.Checkout)?.State == IntentState.Intended)
                claimed.Add(sender.IsSending(command.IntentId));
        });

        await house.RollBackAsync(command);

        Assert.NotEmpty(claimed);
        Assert.DoesNotContain(false, claimed);
        Assert.False(sender.IsSending(command.IntentId));
    }

    [Fact]
    public async Task The_next_process_closes_an_intent_that_was_never_sent_and_settles_one_that_was()
    {
        await using var house = await RollbackHouse.StartAsync();
        var never = Left(house) with { State = IntentState.Intended, Key = new("production", "shop", "cart") };
        var sent = Left(house) with { State = IntentState.Sent, SentAt = house.Time.GetUtcNow() };
        foreach (var intent in new[] { never, sent })
            Assert.Null(await house.Get<IntentStore>().OpenAsync(intent));
        house.Aws.World.In(SimulatedWorld.Production).Ecs.UpdateService(new UpdateService("shop", "checkout") { TaskDefinition = "checkout:42" });

        await house.RestartAsync();
        house.Time.Advance(TimeSpan.FromSeconds(3));
        await house.LookAsync();

        Assert.Equal(IntentState.NotSent, (await house.IntentAsync(never.Id)).State);
        Assert.Equal(IntentState.Accepted, (await house.IntentAsync(sent.Id)).State);
        Assert.Empty(house.Aws.Ledger);
    }

    [Fact]
    public async Task A_rollout_is_followed_until_every_task_runs_the_target()
    {
        await using var house = await RollbackHouse.StartAsync();
        var command = house.Command();
        await house.RollBackAsync(command);

        var intent = await house.FollowAsync(command.IntentId, until: it => it.SteadyAt is not null);

        Assert.NotNull(intent.SteadyAt);
        Assert.All(house.Get<ServiceWatch>().Of(RollbackHouse.Checkout)!.Tasks.Where(task => task.LastStatus == "RUNNING"), task => Assert.Equal(Make.Ref(revision: 42), task.TaskDefinition));
    }

    [Fact]
    public async Task A_rollout_in_progress_is_stopped_once_and_followed_back_to_where_it_came_from()
    {
        await using var house = await RollbackHouse.StartAsync();
        var command = new RollbackCommand(RollbackHouse.Notifications, house.SeenNow(RollbackHouse.Notifications), "notifications:130", "v2.3.1 looks wrong", Guid.NewGuid()) { PlannedAt = house.Time.GetUtcNow() };

        var outcome = await house.RollBackAsync(command);
        var intent = await house.FollowAsync(command.IntentId, until: it => it.SteadyAt is not null);

        Assert.Equal(RollbackResult.Accepted, outcome.Result);
        var sent = Assert.Single(house.Aws.Ledger);
        Assert.Equal("StopServiceDeployment", sent.Operation);
        Assert.Equal("ROLLBACK", sent.Request.GetProperty("stopType").GetString());
        Assert.Equal(intent.StopArn, sent.Request.GetProperty("serviceDeploymentArn").GetString());
        Assert.Equal((RollbackMove.StopServiceDeployment, "v2.3.1", "v2.3.0"), (intent.Move, intent.FromVersion, intent.ToVersion));
        Assert.NotNull(intent.SteadyAt);
        Assert.Equal("notifications:130", house.Get<ServiceWatch>().Of(RollbackHouse.Notifications)!.Service.Primary!.TaskDefinition.ToString());
        Assert.Equal(["intended", "accepted"], await house.AuditAsync());
    }

    [Fact]
    public async Task A_rollback_that_helped_ends_recovered_in_the_trail_by_the_dashboard_itself()
    {
        await using var house = await RollbackHouse.StartAsync();
        await house.LookAsync(measure: true);
        var command = house.Command();
        await house.RollBackAsync(command);

        var intent = await house.FollowAsync(command.IntentId, until: it => !it.IsOpen);

        Assert.Equal(IntentState.Verified, intent.State);
        Assert.True(intent.BeforePercent > 5 && intent.AfterPercent < 1, $"from {intent.BeforePercent} to {intent.AfterPercent}");
        Assert.Equal(["intended", "accepted", "verified"], await house.AuditAsync());
        var last = Assert.Single(await house.Get<AuditLog>().FindAsync(new AuditFilter(Action: "rollback"), 1, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(Actor.Dashboard, last.Actor);
        Assert.Contains("Verified: error rate", last.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dialog_left_open_for_an_hour_and_a_reason_with_markup_are_refused_and_audited()
    {
        await using var house = await RollbackHouse.StartAsync();

        var old = await house.RollBackAsync(house.Command() with { PlannedAt = house.Time.GetUtcNow().AddHours(-1) });
        var markup = await house.RollBackAsync(house.Command() with { Reason = "<script>alert(1)</script>" });

        Assert.Contains("1 h old", old.Message, StringComparison.Ordinal);
        Assert.Contains("markup", markup.Message, StringComparison.Ordinal);
        Assert.Equal(["refused", "refused"], await house.AuditAsync());
        Assert.Empty(house.Aws.Ledger);
    }

    [Fact]
    public async Task An_image_that_has_expired_from_ECR_cannot_be_chosen()
    {
        await using var house = await RollbackHouse.StartAsync();

        var plan = await house.Get<RollbackPlanner>().PlanAsync(new("production", "payments", "billing"), TestContext.Current.CancellationToken);

        Assert.Contains(plan!.Candidates, candidate => candidate.Blocked?.Contains("no longer in ECR", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Images_that_may_not_be_looked_up_are_said_to_be_unchecked()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault("ecr:*", InjectedFault.Denied), new InjectedFault("ecr:BatchGetImage", InjectedFault.Denied));

        var plan = await house.Get<RollbackPlanner>().PlanAsync(RollbackHouse.Checkout, TestContext.Current.CancellationToken);

        Assert.Contains("denied", plan!.Default!.ImagesUnchecked, StringComparison.Ordinal);
    }

    private static RollbackIntent Left(RollbackHouse house) => Intents.Accepted with { Id = Guid.NewGuid(), SeenDeploymentId = house.SeenNow(), SeenCreatedAt = house.Time.GetUtcNow().AddMinutes(-25), DeploymentId = null, SentAt = null };
}
