using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>A rollback that one person asks for and another approves, each in a browser of their own.</summary>
public sealed class TwoPersonJourneys(Chromium chromium) : Journey(chromium)
{
    private const string Checkout = "/services/production/shop/checkout";
    private RunningStory story = default!;

    private protected override RunningStory Story => story;

    public override async ValueTask InitializeAsync() =>
        story = await RunningStory.StartAsync(TimeProvider.System, new Dictionary<string, string?> { ["Rollback:TwoPersons:0"] = "production/*" });

    [Fact]
    public async Task One_asks_by_keyboard_and_the_other_finds_it_on_the_fleet_and_approves_it()
    {
        var ida = await SignedInAsync("second");
        var sam = await SignedInAsync("on-call", Checkout + "/rollback?to=checkout:42");
        var dialog = sam.Page.GetByRole(AriaRole.Dialog, new() { Name = "Roll back checkout" });
        await Expect(dialog).ToContainTextAsync("production/shop needs two persons: it is sent once another on-call engineer has approved it, within 10 min.");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Ask to roll back checkout to v1.4.2 (checkout:42)" })).ToBeEnabledAsync();
        await dialog.GetByLabel("Reason").FillAsync("errors since v1.4.3");
        await sam.Page.Keyboard.PressAsync("Tab");
        await sam.Page.Keyboard.PressAsync("Enter");
        await Expect(dialog.Locator("[data-outcome=waiting]")).ToContainTextAsync("Waiting for approval. Nothing is sent before another on-call engineer approves it");
        await dialog.GetByRole(AriaRole.Link, new() { Name = "Back to the service" }).ClickAsync();
        await Expect(sam.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw" })).ToBeVisibleAsync();
        await Expect(sam.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);

        var notice = ida.Page.Locator(".waiting-rollback");
        await Expect(notice).ToContainTextAsync("to roll checkout back to v1.4.2 (checkout:42); it waits until");
        await notice.GetByRole(AriaRole.Link).ClickAsync();
        var card = ida.Page.GetByRole(AriaRole.Region, new() { Name = "Approval" });
        await Expect(card).ToContainTextAsync("v1.4.2");
        Assert.Empty(Story.Rollouts);
        await card.GetByRole(AriaRole.Button, new() { Name = "Approve, and roll back to v1.4.2" }).ClickAsync();

        await Expect(ida.Page.GetByRole(AriaRole.Heading, new() { Name = "Rolling back to v1.4.2" })).ToBeVisibleAsync();
        await Expect(sam.Page.Locator(".rollback-progress")).ToContainTextAsync("approved by Ida Berg");

        // Both pages say so as soon as it is written down, and that is before it is sent.
        Assert.True(SpinWait.SpinUntil(() => Story.Rollouts.Any(), TimeSpan.FromSeconds(20)));
        Assert.Equal("checkout:42", Assert.Single(Story.Rollouts).GetProperty("taskDefinition").GetString());
    }

    private protected override ValueTask LeaveAsync() => story.DisposeAsync();
}
