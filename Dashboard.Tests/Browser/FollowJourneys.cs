using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>Somebody watches what a service writes, stops to read, and goes on.</summary>
public sealed class FollowJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private protected override RunningStory Story => dashboard.Story;

    [Fact]
    public async Task New_lines_are_followed_wait_while_paused_with_their_number_and_come_on_top_when_resumed()
    {
        var page = (await SignedInAsync("on-call", "/logs?group=production:/ecs/shop/storefront&range=1h&follow=1")).Page;
        await Expect(page.Locator(".log-following")).ToContainTextAsync("Following by Live Tail.");
        await Expect(page.Locator(".log-row").First).ToBeVisibleAsync();

        // Until then the search of the hour before finds lines, too, which no pause keeps away.
        await Expect(page.Locator(".log-status [role=status]").First).ToContainTextAsync("lines between");

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.Locator(".log-paused")).ToContainTextAsync("Paused.");
        var newest = await page.Locator(".log-row").First.GetAttributeAsync("id");
        await Expect(page.Locator(".log-paused")).ToHaveTextAsync(new Regex(@"^Paused\. [\d,]+ new lines? waits?\.$"));
        await Expect(page.Locator(".log-row").First).ToHaveAttributeAsync("id", newest!);

        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(page.Locator(".log-row").First).Not.ToHaveAttributeAsync("id", newest!);
        await Expect(page.Locator(".log-paused")).ToHaveCountAsync(0);
    }
}
