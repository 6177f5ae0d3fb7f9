using Bunit;
using Bunit.TestDoubles;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;
using Dashboard.Rollback.Suspects;
using Dashboard.SignIn;
using Dashboard.Simulator;
using Dashboard.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Rollback;

public sealed class RollbackDialogTests : BunitContext
{
    [Fact]
    public async Task It_names_the_target_and_why_and_what_is_sent_and_the_command_for_when_it_is_down()
    {
        await using var house = await RollbackHouse.StartAsync();

        var dialog = Dialog(house);

        Assert.Equal("Roll back checkout to v1.4.2 (checkout:42)", dialog.Find("button.act").TextContent);
        Assert.Equal("checkout:42", dialog.Find("input[type=radio][checked]").GetAttribute("value"));
        Assert.Contains("newest version that a successful deployment ran", dialog.Find(".candidate").TextContent, StringComparison.Ordinal);
        Assert.Contains("ecs:UpdateService  cluster=shop  service=checkout  taskDefinition=checkout:42", dialog.Markup, StringComparison.Ordinal);
        Assert.Contains("aws ecs update-service --region eu-west-1 --cluster shop --service checkout --task-definition checkout:42", dialog.Markup, StringComparison.Ordinal);
        Assert.Equal("dialog", dialog.Find("dialog").GetAttribute("role"));
    }

    [Fact]
    public async Task A_click_sends_once_shows_the_outcome_and_closes_to_the_rollout()
    {
        await using var house = await RollbackHouse.StartAsync();
        var closed = 0;
        var dialog = Dialog(house, onClose: () => closed++);
        dialog.Find("textarea").Input("errors since v1.4.3");

        var click = dialog.Find("button.act").ClickAsync(new());
        dialog.WaitForAssertion(() => Assert.Equal("accepted", dialog.Find("[role=alert][data-outcome]").GetAttribute("data-outcome")), TimeSpan.FromSeconds(10));

        // The outcome is on the screen an instant before the dialog starts to wait on this clock.
        for (var round = 0; round < 100_000 && !click.IsCompleted; round++)
        {
            house.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal(1, closed);
        Assert.Single(house.Aws.Ledger);
    }

    [Fact]
    public async Task A_dialog_that_was_opened_before_the_deployments_were_read_makes_its_plan_when_they_are()
    {
        await using var house = await RollbackHouse.StartAsync(looks: false);
        await house.PollAsync("fleet");
        var dialog = Dialog(house);
        Assert.Contains("Deployments have not been read yet.", dialog.Markup, StringComparison.Ordinal);

        await house.PollAsync("deployments");
        house.Time.Advance(TimeSpan.FromSeconds(1));

        dialog.WaitForAssertion(() => Assert.Equal("Roll back checkout to v1.4.2 (checkout:42)", dialog.Find("button.act").TextContent), TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("Deployments have not been read yet", dialog.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_database_cannot_be_written_the_button_is_disabled_and_says_why()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Sql("CREATE TRIGGER full BEFORE UPDATE ON store_probe BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        house.Get<Database>().Probe();

        var dialog = Dialog(house);

        Assert.True(dialog.Find("button.act").HasAttribute("disabled"));
        Assert.Contains("Nothing is recorded, so actions are refused until it can be.", dialog.Find("#rollback-disabled").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_sent()
    {
        await using var house = await RollbackHouse.StartAsync();
        var dialog = Dialog(house);

        await dialog.Find("button.act").ClickAsync(new());

        Assert.Contains("Give a reason", dialog.Find("#rollback-problem").TextContent, StringComparison.Ordinal);
        Assert.Empty(house.Aws.Ledger);
    }

    [Fact]
    public async Task A_viewer_sees_the_plan_with_the_action_disabled_and_the_reason()
    {
        await using var house = await RollbackHouse.StartAsync();

        var dialog = Dialog(house, person: "operator");

        Assert.NotEmpty(dialog.FindAll(".candidate"));
        Assert.True(dialog.Find("button.act").HasAttribute("disabled"));
        Assert.Contains("needs the role OnCall", dialog.Find("#rollback-disabled").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_a_deployment_that_is_over_says_what_changed_and_sends_nothing()
    {
        await using var house = await RollbackHouse.StartAsync();

        var dialog = Dialog(house, seen: "ecs-svc/0000000000000000001");

        Assert.Contains("The service changed since you looked", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.True(dialog.Find("button.act").HasAttribute("disabled"));
        Assert.Contains("The service changed since you looked.", dialog.Find("#rollback-disabled").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_revision_can_be_chosen_and_the_button_names_it()
    {
        await using var house = await RollbackHouse.StartAsync();
        var dialog = Dialog(house);
        var other = house.Get<RollbackPlanner>().Sketch(RollbackHouse.Checkout)!.Candidates.First(candidate => candidate.IsChoosable && candidate.To != Make.Ref(revision: 42));

        dialog.Find($"input[value='{other.To}']").Change(other.To.ToString());

        Assert.Equal($"Roll back checkout to {other.Version} ({other.To})", dialog.Find("button.act").TextContent);
    }

    [Fact]
    public async Task What_is_chosen_takes_the_place_of_to_in_the_address_beside_what_was_seen()
    {
        await using var house = await RollbackHouse.StartAsync();
        var dialog = Dialog(house, seen: house.SeenNow(), to: "checkout:42");
        var navigation = (BunitNavigationManager)Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo($"/services/production/shop/checkout/rollback?to=checkout:42&seen={house.SeenNow()}");

        dialog.Find("input[value='checkout:40']").Change("checkout:40");

        Assert.Equal($"/services/production/shop/checkout/rollback?to=checkout:40&seen={house.SeenNow()}", Uri.UnescapeDataString(new Uri(navigation.Uri).PathAndQuery));
        Assert.True(navigation.History.First().Options.ReplaceHistoryEntry);
    }

    [Theory]
    [InlineData("checkout:40", "Roll back checkout to v1.4.0 (checkout:40)", null)]
    [InlineData("checkout:9999", "Roll back checkout", "checkout:9999, which the link names, is not a revision that checkout is known to have run.")]
    [InlineData("checkout:43", "Roll back checkout", "checkout:43, which the link names, is what runs now.")]
    [InlineData("garbage", "Roll back checkout", "Choose a revision first.")]
    [InlineData("arn:aws:ecs:eu-west-1:999999999999:task-definition/checkout:42", "Roll back checkout", "Choose a revision first.")]
    public async Task A_link_that_names_a_revision_never_falls_back_to_another(string to, string button, string? disabled)
    {
        await using var house = await RollbackHouse.StartAsync();

        var dialog = Dialog(house, to: to);

        Assert.Equal(button, dialog.Find("button.act").TextContent);
        Assert.Equal(disabled is not null, dialog.Find("button.act").HasAttribute("disabled"));
        if (disabled is not null)
            Assert.Contains(disabled, dialog.Find("#rollback-disabled").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_outcome_is_said_to_be_looked_after_and_not_to_be_sent_again()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault("ecs:UpdateService", InjectedFault.ResetAfter));
        var dialog = Dialog(house);
        dialog.Find("textarea").Input("errors since v1.4.3");

        _ = dialog.Find("button.act").ClickAsync(new());

        dialog.WaitForAssertion(() => Assert.Contains("It is not sent again", dialog.Find("[data-outcome=unknown]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_service_that_ECS_does_not_deploy_still_has_its_card_with_the_commands_of_who_does()
    {
        await using var house = await RollbackHouse.StartAsync();

        var dialog = Dialog(house, key: new ServiceKey("staging", "shop-staging", "catalog"));

        Assert.StartsWith("deployment=$(aws ecs describe-services --region eu-central-1 --cluster shop-staging --services catalog", dialog.Find(".break-glass pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Escape_closes_it()
    {
        await using var house = await RollbackHouse.StartAsync();
        var closed = 0;

        Dialog(house, onClose: () => closed++).Find("dialog").KeyDown("Escape");

        Assert.Equal(1, closed);
    }

    [Fact]
    public async Task A_service_that_is_not_watched_gets_a_plain_message()
    {
        await using var house = await RollbackHouse.StartAsync();

        var dialog = Dialog(house, key: new ServiceKey("production", "shop", "nothing"));

        Assert.Contains("is watched here", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pre_flight_of_what_is_chosen_shows_blocks_and_warnings_first_and_folds_what_passes()
    {
        await using var house = await RollbackHouse.StartAsync();

        var dialog = Dialog(house);

        Assert.Contains("takes about", dialog.Find(".preflight").TextContent, StringComparison.Ordinal);
        Assert.Contains("checked at", dialog.Find(".preflight").TextContent, StringComparison.Ordinal);
        Assert.Matches("\\d+ checks pass", dialog.Find(".preflight details summary").TextContent);
        Assert.All(dialog.FindAll(".preflight details li"), line => Assert.Equal("pass", line.GetAttribute("data-result")));
        Assert.DoesNotContain(dialog.FindAll(".preflight > ul li"), line => line.GetAttribute("data-result") == "pass");
        Assert.All(dialog.FindAll(".preflight li"), line => Assert.Matches("Blocks|Warns|Passes", line.TextContent));
    }

    [Fact]
    public async Task Another_choice_is_checked_anew()
    {
        await using var house = await RollbackHouse.StartAsync();
        var dialog = Dialog(house);
        Assert.Contains("checkout:42 is ACTIVE", dialog.Find(".preflight").TextContent, StringComparison.Ordinal);

        dialog.Find("input[value='checkout:40']").Change("checkout:40");

        dialog.WaitForAssertion(() => Assert.Contains("checkout:40 is ACTIVE", dialog.Find(".preflight").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        dialog.WaitForAssertion(() => Assert.False(dialog.Find("button.act").HasAttribute("disabled")), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_block_disables_the_button_and_says_why_and_nothing_is_sent()
    {
        await using var house = await RollbackHouse.StartAsync(settings: new Dictionary<string, string?> { ["Rollback:DeniedImages:0"] = "checkout:v1.4.2" });

        var dialog = Dialog(house, to: "checkout:42");

        Assert.Equal("block", dialog.Find(".preflight > ul li").GetAttribute("data-result"));
        Assert.True(dialog.Find("button.act").HasAttribute("disabled"));
        Assert.StartsWith("The pre-flight blocks it:", dialog.Find("#rollback-disabled").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_plan_warns_of_is_said_once_by_the_pre_flight()
    {
        await using var house = await RollbackHouse.StartAsync();
        var warned = house.Get<Feed<FleetSnapshot>>().Current.Value!.Services.Select(service => house.Get<RollbackPlanner>().Sketch(service.Key)!).First(plan => plan is { Warnings.IsEmpty: false, Default: not null });

        var dialog = Dialog(house, key: warned.Key);

        Assert.NotEmpty(dialog.FindAll(".preflight li[data-result=warn]"));
        Assert.All(warned.Warnings, warning => Assert.DoesNotContain(warning, dialog.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_revision_shows_how_it_did_and_who_brought_it_and_its_digests_whole_to_copy()
    {
        await using var house = await RollbackHouse.StartAsync();
        var digest = house.Get<RollbackPlanner>().Sketch(RollbackHouse.Checkout)!.Default!.Images[0].Digest!;

        var row = Dialog(house).Find(".candidate");

        Assert.Equal(["Served", "Error rate there", "p95 there", "Deployed"], row.QuerySelectorAll("dt").Take(4).Select(term => term.TextContent));
        Assert.Contains(row.QuerySelectorAll("dt"), term => term.TextContent is "Deployed by" or "Registered by");
        Assert.Contains(digest, row.QuerySelector("dd code")!.GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal("Copy the digest of checkout", row.QuerySelector("dd button")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task A_warned_revision_can_be_chosen_only_past_its_warning()
    {
        await using var house = await RollbackHouse.StartAsync();
        var plan = house.Get<Feed<FleetSnapshot>>().Current.Value!.Services.Select(service => house.Get<RollbackPlanner>().Sketch(service.Key)!)
            .First(one => one.Refusal is null && one.Candidates.Any(candidate => candidate is { Grade: CandidateGrade.Warned, IsChoosable: true }));
        var warned = plan.Candidates.First(candidate => candidate is { Grade: CandidateGrade.Warned, IsChoosable: true });
        var dialog = Dialog(house, key: plan.Key);

        dialog.Find($"input[value='{warned.To}']").Change(warned.To.ToString());

        Assert.Contains(warned.Warning!, dialog.Find(".past-warning").TextContent, StringComparison.Ordinal);
        Assert.Contains("tick that you choose it in spite of it", dialog.Find("#rollback-disabled").TextContent, StringComparison.Ordinal);
        Assert.True(dialog.Find("button.act").HasAttribute("disabled"));
        dialog.Find(".past-warning input").Change(true);
        dialog.WaitForAssertion(() => Assert.False(dialog.Find("button.act").HasAttribute("disabled")), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_plan_of_more_than_a_quarter_of_an_hour_is_made_again_in_place_and_keeps_what_was_typed_and_chosen()
    {
        await using var house = await RollbackHouse.StartAsync();
        var dialog = Dialog(house);
        dialog.Find("input[value='checkout:40']").Change("checkout:40");
        dialog.Find("textarea").Input("errors since v1.4.3");

        house.Time.Advance(TimeSpan.FromMinutes(16));

        await PassAsync(house, () => dialog.FindAll("#rollback-disabled").Count > 0);
        Assert.StartsWith("This plan is 16 min old", dialog.Find("#rollback-disabled").TextContent, StringComparison.Ordinal);
        Assert.True(dialog.Find("button.act").HasAttribute("disabled"));
        await dialog.Find("footer .again").ClickAsync(new());
        dialog.WaitForState(() => !dialog.Find("button.act").HasAttribute("disabled"), TimeSpan.FromSeconds(10));
        Assert.Contains("checkout is still on v1.4.3 (checkout:43). v1.4.0 (checkout:40) is still chosen.", dialog.Find(".told").TextContent, StringComparison.Ordinal);
        Assert.Equal("errors since v1.4.3", dialog.Find("textarea").GetAttribute("value"));
        _ = dialog.Find("button.act").ClickAsync(new());
        dialog.WaitForAssertion(() => Assert.NotNull(dialog.Find("[data-outcome=accepted]")), TimeSpan.FromSeconds(10));
        Assert.EndsWith("checkout:40", Assert.Single(house.Aws.Ledger).Request.GetProperty("taskDefinition").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_moved_on_is_planned_again_in_place()
    {
        await using var house = await RollbackHouse.StartAsync();
        var dialog = Dialog(house, seen: "ecs-svc/0000000000000000001");

        await dialog.Find("footer .again").ClickAsync(new());

        dialog.WaitForState(() => !dialog.Find("button.act").HasAttribute("disabled"), TimeSpan.FromSeconds(10));
        Assert.Contains("The plan was made again.", dialog.Find(".told").TextContent, StringComparison.Ordinal);
        Assert.Empty(dialog.FindAll("footer .again"));
    }

    [Fact]
    public async Task An_abort_that_came_too_late_is_planned_again_at_once_as_another_intent_and_the_person_is_told()
    {
        await using var house = await RollbackHouse.StartAsync();
        var dialog = Dialog(house, key: RollbackHouse.Notifications);
        Assert.Contains("aborts the rollout in progress", dialog.Find(".candidate").TextContent, StringComparison.Ordinal);
        dialog.Find("textarea").Input("errors since v2.3.1");

        // The deployment ends in AWS, and nothing here has looked since.
        house.Time.Advance(TimeSpan.FromMinutes(12));
        _ = dialog.Find("button.act").ClickAsync(new());

        dialog.WaitForAssertion(() => Assert.Contains("ended before the abort took effect", dialog.Find(".told").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Contains("Waiting for ECS to show", dialog.Find("#rollback-disabled").TextContent, StringComparison.Ordinal);
        await house.LookAsync();
        await PassAsync(house, () => dialog.Find(".told").TextContent.Contains("another call", StringComparison.Ordinal));
        dialog.WaitForState(() => !dialog.Find("button.act").HasAttribute("disabled"), TimeSpan.FromSeconds(10));
        Assert.Contains("another call reaches it now", dialog.Find(".told").TextContent, StringComparison.Ordinal);
        _ = dialog.Find("button.act").ClickAsync(new());
        dialog.WaitForAssertion(() => Assert.NotNull(dialog.Find("[data-outcome=accepted]")), TimeSpan.FromSeconds(10));
        Assert.Equal(2, house.Get<Feed<RollbacksSnapshot>>().Current.Value!.Of(RollbackHouse.Notifications).Count());
        Assert.Equal("UpdateService", Assert.Single(house.Aws.Ledger).Operation);
    }

    [Fact]
    public async Task Where_somebody_rolls_back_already_it_says_who_and_since_when_and_links_to_it()
    {
        await using var house = await RollbackHouse.StartAsync();
        var running = house.Command();
        await house.RollBackAsync(running);

        var dialog = Dialog(house);

        Assert.Contains("Sam Okafor is rolling checkout back to v1.4.2 (checkout:42) since", dialog.Find("#rollback-disabled").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/rollbacks/{running.IntentId}", dialog.Find("#rollback-disabled a").GetAttribute("href"));
        Assert.True(dialog.Find("button.act").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Who_is_aborting_the_rollout_is_named_before_what_ECS_would_refuse()
    {
        await using var house = await RollbackHouse.StartAsync();
        var abort = house.Get<RollbackPlanner>().Sketch(RollbackHouse.Notifications)!.Default!;
        await house.RollBackAsync(new RollbackCommand(RollbackHouse.Notifications, house.SeenNow(RollbackHouse.Notifications), abort.To.ToString(), "looks wrong", Guid.NewGuid()) { PlannedAt = house.Time.GetUtcNow() });
        house.Time.Advance(TimeSpan.FromSeconds(5));
        await house.LookAsync();

        var dialog = Dialog(house, key: RollbackHouse.Notifications);

        Assert.Contains("ECS is already going back", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Sam Okafor is rolling notifications back", dialog.Find("#rollback-disabled").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_workflow_is_configured_it_can_be_the_way_and_is_checked_as_such()
    {
        await using var house = await RollbackHouse.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Rollback:GitHub:Token"] = "test-token", ["Rollback:GitHub:Workflows:0:Services"] = "production/shop/*", ["Rollback:GitHub:Workflows:0:Repository"] = "example/shop",
        });
        var dialog = Dialog(house);
        Assert.Equal("through ECS", dialog.Find(".ways label span").TextContent);
        Assert.Contains("through GitHub Actions (example/shop › deploy.yml), which deploys image tag v1.4.2", dialog.Find(".ways").TextContent, StringComparison.Ordinal);

        dialog.Find("input[value=github]").Change("github");

        dialog.WaitForState(() => !dialog.Find("button.act").HasAttribute("disabled"), TimeSpan.FromSeconds(10));
        Assert.Equal("Roll back checkout to v1.4.2 (through GitHub)", dialog.Find("button.act").TextContent);
        Assert.Contains("The workflow deploys it", dialog.Find(".preflight").TextContent, StringComparison.Ordinal);
        Assert.Empty(house.Aws.Ledger);
    }

    /// <summary>Lets the clock go on, for what waits on it before it renders.</summary>
    private static async Task PassAsync(RollbackHouse house, Func<bool> until)
    {
        house.Time.Advance(TimeSpan.FromMilliseconds(300));
        for (var round = 0; round < 100_000 && !until(); round++)
        {
            house.Time.Advance(TimeSpan.FromMicroseconds(100));
            await Task.Yield();
        }
    }

    private IRenderedComponent<RollbackDialog> Dialog(RollbackHouse house, string person = "on-call", string? seen = null, ServiceKey? key = null, Action? onClose = null, string? to = null)
    {
        Services.AddSingleton<TimeProvider>(house.Time).AddSingleton(house.Get<Access>()).AddSingleton(house.Get<RollbackPlanner>()).AddSingleton(house.Get<ServiceRollback>());
        Services.AddSingleton(house.Get<ServiceWatch>()).AddSingleton(house.Get<Feed<FleetSnapshot>>()).AddSingleton(house.Get<Feed<RollbacksSnapshot>>()).AddSingleton(house.Get<Database>());
        Services.AddSingleton(house.Get<Feed<Dashboard.Deployments.DeploymentsSnapshot>>()).AddSingleton(house.Get<RevisionComparison>());
        Services.AddSingleton(house.Get<RollbackPreflight>());
        ComponentFactories.AddStub<NewSincePanel>();
        Services.AddSingleton(house.Get<Feed<VerdictsSnapshot>>());
        JSInterop.SetupModule("./Rollback/RollbackDialog.razor.js").Mode = JSRuntimeMode.Loose;
        var dialog = Render<RollbackDialog>(parameters => parameters
            .Add(view => view.Key, key ?? RollbackHouse.Checkout).Add(view => view.Seen, seen).Add(view => view.To, to).Add(view => view.OnClose, onClose ?? (() => { }))
            .AddCascadingValue(People.State(person)));
        dialog.WaitForState(() => !dialog.Markup.Contains("Making the plan", StringComparison.Ordinal) && !dialog.Markup.Contains("Checking whether", StringComparison.Ordinal) && !dialog.Markup.Contains("Reading where", StringComparison.Ordinal), TimeSpan.FromSeconds(10));

        // The wait ends inside a render; an event raised before that render's dispatcher is free would only be queued.
        dialog.InvokeAsync(() => { }).GetAwaiter().GetResult();
        return dialog;
    }
}
