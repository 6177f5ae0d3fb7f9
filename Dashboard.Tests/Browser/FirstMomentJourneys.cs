using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class FirstMomentJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private protected override RunningStory Story => dashboard.Story;

    [Fact]
    public async Task A_link_that_is_clicked_before_the_page_is_live_leads_where_it_says()
    {
        var visitor = await SignedInAsync("on-call", "/status");
        var page = visitor.Page;
        var (goOn, began) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteWebSocketAsync(new Regex("/_blazor"), socket =>
        {
            var (passed, isHandshake) = (Task.CompletedTask, true);
            socket.ConnectToServer().OnMessage(frame => (passed, isHandshake) = (PassAsync(passed, socket, frame, isHandshake), false));
        });
        await page.GotoAsync("/services/production/shop/checkout");
        await began.Task;

        await page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "Roll back checkout…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Roll back checkout" });
        await Expect(dialog).ToBeVisibleAsync();
        goOn.SetResult();

        await Expect(page.Locator("html[data-circuit=open]")).ToHaveCountAsync(1);
        await Expect(dialog.Locator(".button.act")).ToBeEnabledAsync();
        Assert.Contains("/rollback?", page.Url, StringComparison.Ordinal);

        // The circuit has begun, and what it says first is on its way.
        async Task PassAsync(Task earlier, IWebSocketRoute socket, IWebSocketFrame frame, bool isHandshake)
        {
            await earlier;
            if (!isHandshake)
            {
                began.TrySetResult();
                await goOn.Task;
            }

            if (frame.Binary is { } bytes)
                socket.Send(bytes);
            else
                socket.Send(frame.Text!);
        }
    }
}
