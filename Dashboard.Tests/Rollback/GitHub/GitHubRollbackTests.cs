using Dashboard.Rollback;
using Dashboard.Simulator;

namespace Dashboard.Tests.Rollback.GitHub;

/// <summary>Through a workflow and back: what is sent, and what becomes of a call without an answer.</summary>
public sealed class GitHubRollbackTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_workflow_is_asked_once_after_the_intent_was_committed_and_its_run_is_kept()
    {
        await using var house = await GitHubHouse.StartAsync();

        var (outcome, id) = await house.AskAsync();

        var intent = await house.Rooms.IntentAsync(id);
        Assert.Equal((RollbackResult.Accepted, RollbackMove.GitHub, IntentState.Accepted), (outcome.Result, intent.Move, intent.State));
        Assert.Equal((7_000L, "https://github.com/example/shop/actions/runs/7000"), (intent.Facts.WorkflowRunId, intent.Facts.WorkflowRunUrl));
        Assert.Contains("https://github.com/example/shop/actions/runs/7000", outcome.Message, StringComparison.Ordinal);
        var taken = Assert.Single(house.GitHub.Taken);
        Assert.Equal(("v1.4.2", id.ToString()), (taken.Inputs["version"], taken.Inputs["intent"]));
        Assert.Empty(house.Rooms.Aws.Ledger);
        Assert.Equal(["intended", "accepted"], await house.Rooms.AuditAsync());
    }

    [Fact]
    public async Task A_double_click_through_GitHub_is_one_run()
    {
        await using var house = await GitHubHouse.StartAsync();
        var command = house.Rooms.Command();

        var outcomes = await Task.WhenAll(house.AskAsync(command), house.AskAsync(command));
        await house.AskAsync(command);

        Assert.Single(house.GitHub.Asked);
        Assert.All(outcomes, one => Assert.Equal(RollbackResult.Accepted, one.Outcome.Result));
    }

    [Fact]
    public async Task A_run_that_GitHub_did_not_name_is_found_by_the_intent_in_its_title()
    {
        await using var house = await GitHubHouse.StartAsync();
        house.GitHub.IsOld = true;

        var (outcome, id) = await house.AskAsync();
        var before = await house.Rooms.IntentAsync(id);
        await house.Rooms.LookAsync();

        Assert.Equal(RollbackResult.Accepted, outcome.Result);
        Assert.Null(before.Facts.WorkflowRunId);
        Assert.Equal(7_000, (await house.Rooms.IntentAsync(id)).Facts.WorkflowRunId);
        Assert.Single(house.GitHub.Asked);
    }

    [Theory]
    [InlineData("Invalid", "Unexpected inputs provided")]
    [InlineData("NotFound", "HTTP 404")]
    [InlineData("Forbidden", "No.")]
    public async Task What_GitHub_refuses_is_refused_in_its_own_words_and_the_way_is_free_again(string fault, string words)
    {
        await using var house = await GitHubHouse.StartAsync();
        house.GitHub.Fault = Enum.Parse<GitHubFault>(fault);

        var (refused, id) = await house.AskAsync();
        house.GitHub.Fault = GitHubFault.None;
        var (again, _) = await house.AskAsync();

        Assert.Equal(RollbackResult.Refused, refused.Result);
        Assert.Contains("GitHub refused it", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Equal(IntentState.Refused, (await house.Rooms.IntentAsync(id)).State);
        Assert.Equal(RollbackResult.Accepted, again.Result);
    }

    [Theory]
    [InlineData("ResetAfter")]
    [InlineData("MalformedAfter")]
    public async Task A_dispatch_that_took_effect_without_an_answer_is_found_by_looking_also_by_the_next_process(string fault)
    {
        await using var house = await GitHubHouse.StartAsync();
        house.GitHub.Fault = Enum.Parse<GitHubFault>(fault);

        var (outcome, id) = await house.AskAsync();
        house.GitHub.Fault = GitHubFault.None;
        await house.Rooms.RestartAsync();
        await house.Rooms.LookAsync();

        var intent = await house.Rooms.IntentAsync(id);
        Assert.Equal((RollbackResult.Unknown, true), (outcome.Result, outcome.IsUnderWay));
        Assert.Equal((IntentState.Accepted, 7_000L), (intent.State, intent.Facts.WorkflowRunId));
        Assert.Single(house.GitHub.Asked);
        Assert.Equal(["intended", "unknown", "accepted"], await house.Rooms.AuditAsync());
    }

    [Theory]
    [InlineData("Silent")]
    [InlineData("ResetBefore")]
    [InlineData("ServerError")]
    public async Task A_dispatch_that_never_took_effect_is_not_applied_after_a_minute_and_never_sent_again(string fault)
    {
        await using var house = await GitHubHouse.StartAsync();
        house.GitHub.Fault = Enum.Parse<GitHubFault>(fault);

        var (outcome, id) = await house.AskAsync();
        house.Rooms.Time.Advance(Minute - TimeSpan.FromSeconds(1));
        await house.Rooms.LookAsync();
        var before = await house.Rooms.IntentAsync(id);
        var after = await house.WaitAsync(id, Minute);

        Assert.Equal((RollbackResult.Unknown, IntentState.Unknown, IntentState.NotApplied), (outcome.Result, before.State, after.State));
        Assert.Contains("no run of its workflow carries this rollback's id", after.Verdict, StringComparison.Ordinal);
        Assert.Single(house.GitHub.Asked);
        Assert.Empty(house.Rooms.Aws.Ledger);
    }

    [Fact]
    public async Task An_intent_that_a_stopped_process_left_unsent_is_never_sent_and_one_that_it_had_sent_is_looked_up()
    {
        await using var house = await GitHubHouse.StartAsync();
        var never = Intents.Accepted with { State = IntentState.Intended, Move = RollbackMove.GitHub, Key = new("production", "shop", "cart") };
        var sent = Intents.Accepted with { State = IntentState.Sent, Move = RollbackMove.GitHub, SentAt = house.Rooms.Time.GetUtcNow(), DeploymentId = null, SeenDeploymentId = house.Rooms.SeenNow() };
        foreach (var intent in new[] { never, sent })
            Assert.Null(await house.Rooms.Get<IntentStore>().OpenAsync(intent));

        await house.Rooms.RestartAsync();
        await house.Rooms.LookAsync();
        await house.WaitAsync(sent.Id, 2 * Minute);

        Assert.Equal(IntentState.NotSent, (await house.Rooms.IntentAsync(never.Id)).State);
        Assert.Equal(IntentState.NotApplied, (await house.Rooms.IntentAsync(sent.Id)).State);
        Assert.Empty(house.GitHub.Asked);
    }

    [Fact]
    public async Task An_image_that_has_expired_from_ECR_is_not_asked_for()
    {
        await using var house = await GitHubHouse.StartAsync();
        var key = new Dashboard.Fleet.ServiceKey("production", "payments", "billing");
        var plan = await house.Rooms.Get<RollbackPlanner>().PlanAsync(key, TestContext.Current.CancellationToken);
        var gone = plan!.Candidates.First(candidate => candidate.Blocked?.Contains("no longer in ECR", StringComparison.Ordinal) == true);

        var (outcome, _) = await house.AskAsync(house.Rooms.Command(gone.To.ToString()) with { Key = key, SeenDeploymentId = house.Rooms.SeenNow(key) });

        Assert.Equal(RollbackResult.Refused, outcome.Result);
        Assert.Empty(house.GitHub.Asked);
    }

    [Fact]
    public async Task A_service_that_CodeDeploy_deploys_can_go_back_through_its_workflow_and_by_ECS_it_cannot()
    {
        await using var house = await GitHubHouse.StartAsync();
        var command = house.Rooms.Command("catalog:58") with { Key = GitHubHouse.Catalog, SeenDeploymentId = house.Rooms.SeenNow(GitHubHouse.Catalog) };

        var byEcs = await house.Rooms.RollBackAsync(command with { IntentId = Guid.NewGuid() });
        var (outcome, id) = await house.AskAsync(command);
        house.Rooms.Aws.World.In(SimulatedWorld.Staging).Ecs.ReplaceTaskSet("shop-staging", "catalog", "catalog:58");
        var intent = await house.Rooms.FollowAsync(id, until: it => it.SteadyAt is not null);

        Assert.Contains("CodeDeploy", byEcs.Message, StringComparison.Ordinal);
        Assert.True(outcome.Result == RollbackResult.Accepted, outcome.Message);
        Assert.NotNull(intent.SteadyAt);
        Assert.Equal("catalog:58", $"{intent.Deployed}");
        Assert.Single(house.GitHub.Taken);
    }
}
