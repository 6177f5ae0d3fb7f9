using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class RefusalJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private const string Checkout = "/services/production/shop/checkout";

    private protected override RunningStory Story => dashboard.Story;

    [Theory]
    [InlineData("operator")]
    [InlineData("manager")]
    public async Task Who_may_not_roll_back_sees_the_button_everywhere_disabled_and_why(string person)
    {
        var visitor = await SignedInAsync(person);
        var page = visitor.Page;
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Roll back checkout…" }).First;

        await Expect(button).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(button).ToHaveAccessibleDescriptionAsync(new Regex("on-call", RegexOptions.IgnoreCase));
        await visitor.OpenAsync(Checkout);
        await Expect(button).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(page.Locator(".refused .why").First).ToBeVisibleAsync();
        await visitor.OpenAsync(Checkout + "/rollback?to=checkout:42");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Roll back checkout" });
        await Expect(dialog.Locator(".button.act")).ToBeDisabledAsync();
        await Expect(dialog.Locator("#rollback-disabled")).ToContainTextAsync(new Regex("on-call", RegexOptions.IgnoreCase));
    }

    [Fact]
    public async Task The_server_refuses_a_viewer_whose_browser_sends_the_click_all_the_same()
    {
        var visitor = await SignedInAsync("operator", Checkout + "/rollback?to=checkout:42");
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Roll back checkout" });
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back checkout to v1.4.2" })).ToBeDisabledAsync();

        await dialog.Locator("footer").EvaluateAsync("footer => footer.querySelectorAll('[disabled]').forEach(element => element.disabled = false)");
        await dialog.GetByLabel("Reason").FillAsync("I may not do this");
        await dialog.Locator(".button.act").ClickAsync();

        await Expect(dialog.Locator("[data-outcome=refused]")).ToBeVisibleAsync();
        Assert.Empty(Story.Rollouts);
    }

    [Fact]
    public async Task A_service_that_was_deployed_since_the_person_looked_is_not_rolled_back_and_the_dialog_says_what_changed()
    {
        var visitor = await SignedInAsync("on-call", Checkout + "/rollback?to=checkout:42&seen=ecs-svc/1234567890123456789");
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Roll back checkout" });

        await Expect(dialog.GetByRole(AriaRole.Alert).First).ToContainTextAsync(new Regex("The service changed since you looked: it is now on checkout:43 .* not on ecs-svc/1234567890123456789"));
        await Expect(dialog.Locator(".button.act")).ToBeDisabledAsync();
        await dialog.GetByLabel("Reason").FillAsync("typed before");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the plan again" }).ClickAsync();
        await Expect(dialog.Locator(".button.act")).ToBeEnabledAsync();
        await Expect(dialog.Locator(".told")).ToBeFocusedAsync();
        await Expect(dialog.GetByLabel("Reason")).ToHaveValueAsync("typed before");
        Assert.Empty(Story.Rollouts);
    }
}
