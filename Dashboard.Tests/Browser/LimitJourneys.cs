using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class LimitJourneys(Chromium chromium) : Journey(chromium)
{
    private RunningStory story = default!;

    private protected override RunningStory Story => story;

    public override async ValueTask InitializeAsync() => story = await RunningStory.StartAsync(TimeProvider.System, new Dictionary<string, string?> { ["Limits:PagesPerPerson"] = "2" });

    private protected override ValueTask LeaveAsync() => story.DisposeAsync();

    [Fact]
    public async Task The_third_page_says_that_there_are_too_many_while_the_first_two_work_and_it_opens_when_one_is_closed()
    {
        var visitor = await SignedInAsync("on-call", "/status");
        var second = await visitor.Page.Context.NewPageAsync();
        await second.GotoAsync("/alarms");
        await second.Locator("html[data-circuit=open]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var third = await visitor.Page.Context.NewPageAsync();
        await third.GotoAsync("/audit");

        await Expect(third.Locator("[data-no-place]")).ToContainTextAsync("You have 2 pages of the dashboard open, as many as one person may have.");
        await Expect(third.Locator("table")).ToHaveCountAsync(0);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Audit" }).ClickAsync();
        await Expect(visitor.Page.Locator("main h1")).ToHaveTextAsync("Audit");
        await Expect(visitor.Page.Locator("table.audit tbody tr").Filter(new() { HasText = "limit" }).First).ToContainTextAsync("Limits:PagesPerPerson=2");

        // Closing the page tells the server, which takes a moment.
        await second.CloseAsync(new() { RunBeforeUnload = true });
        await UntilAsync(async () =>
        {
            await third.ReloadAsync();
            await third.Locator("html[data-circuit=open]").WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 2_000 });
        });
        await Expect(third.Locator("main h1")).ToHaveTextAsync("Audit");
    }

    private static async Task UntilAsync(Func<Task> attempt)
    {
        for (var left = 10; ; left--)
            try
            {
                await attempt();
                return;
            }
            catch (TimeoutException) when (left > 0)
            {
                // Asked again.
            }
    }
}
