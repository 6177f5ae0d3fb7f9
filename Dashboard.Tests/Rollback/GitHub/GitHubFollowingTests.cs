using Dashboard.Rollback;
using Dashboard.Simulator;

namespace Dashboard.Tests.Rollback.GitHub;

/// <summary>From the run to the ECS deployment and to the verdict.</summary>
public sealed class GitHubFollowingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_deployment_with_the_digest_is_joined_before_the_run_ends_and_verified_like_any_other()
    {
        await using var house = await GitHubHouse.StartAsync();
        await house.Rooms.LookAsync(measure: true);
        var (_, id) = await house.AskAsync();
        house.GitHub.Status = "in_progress";
        await house.WaitAsync(id, TimeSpan.FromSeconds(20));
        var waiting = await house.Rooms.IntentAsync(id);
        var shown = Dashboard.Rollback.Rollout.Of(waiting, house.Rooms.Get<ServiceWatch>().Of(RollbackHouse.Checkout)!);

        house.Deploy("checkout:42");
        var joined = await house.WaitAsync(id, TimeSpan.FromSeconds(20));
        house.End("success");
        var intent = await house.Rooms.FollowAsync(id, until: it => !it.IsOpen);

        Assert.Contains("GitHub's run is in_progress; waiting for a deployment with the digest sha256:", shown.Text, StringComparison.Ordinal);
        Assert.Equal((null, "checkout:42"), (waiting.Deployed, $"{joined.Deployed}"));
        Assert.Equal(house.Rooms.SeenNow(), joined.DeploymentId);
        Assert.Equal((IntentState.Verified, "success"), (intent.State, intent.Facts.WorkflowConclusion));
        var told = string.Join("\n", (await house.Rooms.Get<IntentStore>().TimelineOfAsync(id, TestContext.Current.CancellationToken)).Select(one => one.Text));
        Assert.Contains("GitHub's run 7000 is completed with success", told, StringComparison.Ordinal);
        Assert.Contains("ECS deploys checkout:42 with the images that were asked for, by digest.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_the_workflow_registers_is_joined_by_its_digest()
    {
        await using var house = await GitHubHouse.StartAsync();
        var (_, id) = await house.AskAsync();
        var copy = house.Ecs.RegisterTaskDefinition(house.Ecs.DescribeTaskDefinition("checkout:42"));
        house.Deploy($"checkout:{copy.Revision}");

        var intent = await house.WaitAsync(id, TimeSpan.FromSeconds(20));

        Assert.Equal($"checkout:{copy.Revision}", $"{intent.Wanted}");
    }

    [Fact]
    public async Task A_run_that_fails_without_a_deployment_is_failed_with_its_link()
    {
        await using var house = await GitHubHouse.StartAsync();
        var (_, id) = await house.AskAsync();
        house.End("failure");

        var intent = await house.WaitAsync(id, Minute);

        Assert.Equal(IntentState.Failed, intent.State);
        Assert.Contains("GitHub's run ended with failure: https://github.com/example/shop/actions/runs/7000. The service is still on checkout:43", intent.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_green_run_without_a_deployment_of_the_digest_is_failed_after_some_minutes()
    {
        await using var house = await GitHubHouse.StartAsync();
        var (_, id) = await house.AskAsync();
        house.End("success");

        var early = await house.WaitAsync(id, 2 * Minute);
        var intent = await house.WaitAsync(id, 3 * Minute);

        Assert.True(early.IsOpen);
        Assert.Equal(IntentState.Failed, intent.State);
        Assert.Contains("the workflow reported success", intent.Verdict, StringComparison.Ordinal);
        Assert.Contains("no deployment with the digest sha256:", intent.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_green_run_beside_a_deployment_of_another_digest_names_what_is_running()
    {
        await using var house = await GitHubHouse.StartAsync();
        var (_, id) = await house.AskAsync();
        house.Deploy("checkout:40");
        house.End("success");

        var intent = await house.WaitAsync(id, 5 * Minute);

        Assert.Equal(IntentState.Superseded, intent.State);
        Assert.Contains("It is on checkout:40", intent.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_green_run_whose_deployment_ECS_took_back_is_reverted_and_no_success()
    {
        await using var house = await GitHubHouse.StartAsync();
        var (_, id) = await house.AskAsync();
        house.Deploy("checkout:42");
        house.End("success");
        await house.WaitAsync(id, TimeSpan.FromSeconds(10));
        house.Ecs.StopServiceDeployment(house.Ecs.ListServiceDeployments("shop", "checkout")[0].ServiceDeploymentArn, "ROLLBACK");

        var intent = await house.Rooms.FollowAsync(id, until: it => !it.IsOpen);

        Assert.Equal(IntentState.RevertedByEcs, intent.State);
    }

    [Fact]
    public async Task The_next_process_goes_on_with_the_run_and_joins_its_deployment()
    {
        await using var house = await GitHubHouse.StartAsync();
        var (_, id) = await house.AskAsync();
        await house.Rooms.RestartAsync();
        house.Deploy("checkout:42");
        house.End("success");

        var intent = await house.Rooms.FollowAsync(id, until: it => it.SteadyAt is not null);

        Assert.NotNull(intent.SteadyAt);
        Assert.Equal("success", intent.Facts.WorkflowConclusion);
        Assert.Single(house.GitHub.Asked);
    }

    [Fact]
    public async Task GitHub_is_asked_at_most_once_in_ten_seconds_and_its_outage_is_told_and_only_delays()
    {
        await using var house = await GitHubHouse.StartAsync();
        var (_, id) = await house.AskAsync();
        house.GitHub.IsDown = true;
        for (var round = 0; round < 10; round++)
        {
            house.Rooms.Time.Advance(TimeSpan.FromSeconds(3));
            await house.Rooms.Get<RollbackFollower>().RunAsync(TestContext.Current.CancellationToken);
        }

        var during = await house.Rooms.IntentAsync(id);
        house.GitHub.IsDown = false;
        var after = await house.WaitAsync(id, TimeSpan.FromSeconds(20));

        Assert.InRange(house.GitHub.Reads, 3, 5);
        Assert.True(during.IsOpen);
        Assert.Contains("GitHub, get a workflow run", during.Facts.WorkflowFault, StringComparison.Ordinal);
        Assert.Null(after.Facts.WorkflowFault);
    }

    [Fact]
    public async Task A_workflow_without_a_place_for_the_id_is_followed_by_the_digest_alone_and_says_so_when_nothing_comes()
    {
        await using var house = await GitHubHouse.StartAsync(intentInput: "");
        house.GitHub.IsOld = true;
        var (outcome, id) = await house.AskAsync();

        house.Rooms.Time.Advance(TimeSpan.FromMinutes(44));
        await house.Rooms.LookAsync();
        var early = await house.Rooms.IntentAsync(id);
        var late = await house.WaitAsync(id, 2 * Minute);

        Assert.Equal(RollbackResult.Accepted, outcome.Result);
        Assert.True(early.IsOpen);
        Assert.Equal(IntentState.TimedOut, late.State);
        Assert.Contains("its run could not be found", late.Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("intent", Assert.Single(house.GitHub.Taken).Inputs.Keys);
    }
}
