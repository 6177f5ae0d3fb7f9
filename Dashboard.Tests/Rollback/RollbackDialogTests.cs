using Bunit;
using Bunit.TestDoubles;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Dashboard.Simulator;
using Dashboard.Store;
using Dashboard.Ui;
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
    public async Task Without_a_reason_nothing_is_sent()
    {
        await using var house = await RollbackHouse.StartAsync();
        var dialog = Dialog(house);

        dialog.Find("button.act").Click();

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
        var current = house.Get<ServiceWatch>().Of(RollbackHouse.Checkout)!.Service.Primary!.Id;
        Assert.Equal(Urls.RollBack("production", "shop", "checkout", seen: current), dialog.Find("[role=alert] a").GetAttribute("href"));
        Assert.True(dialog.Find("button.act").HasAttribute("disabled"));
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

    private IRenderedComponent<RollbackDialog> Dialog(RollbackHouse house, string person = "on-call", string? seen = null, ServiceKey? key = null, Action? onClose = null, string? to = null)
    {
        Services.AddSingleton<TimeProvider>(house.Time).AddSingleton(house.Get<Access>()).AddSingleton(house.Get<RollbackPlanner>()).AddSingleton(house.Get<ServiceRollback>());
        Services.AddSingleton(house.Get<ServiceWatch>()).AddSingleton(house.Get<Feed<FleetSnapshot>>()).AddSingleton(house.Get<Feed<RollbacksSnapshot>>()).AddSingleton(house.Get<Database>());
        Services.AddSingleton(house.Get<Feed<Dashboard.Deployments.DeploymentsSnapshot>>()).AddSingleton(house.Get<RevisionComparison>());
        JSInterop.SetupModule("./Rollback/RollbackDialog.razor.js").Mode = JSRuntimeMode.Loose;
        var dialog = Render<RollbackDialog>(parameters => parameters
            .Add(view => view.Key, key ?? RollbackHouse.Checkout).Add(view => view.Seen, seen).Add(view => view.To, to).Add(view => view.OnClose, onClose ?? (() => { }))
            .AddCascadingValue(People.State(person)));
        dialog.WaitForState(() => !dialog.Markup.Contains("Checking the images", StringComparison.Ordinal) && !dialog.Markup.Contains("Reading where", StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        return dialog;
    }
}
