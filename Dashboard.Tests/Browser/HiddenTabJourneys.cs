using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class HiddenTabJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    // What the server writes changes with every drawing; what the page's own script writes stands in a time element.
    private const string CountDrawings = """
        () => {
          window.drawings = 0;
          new MutationObserver(all => window.drawings += all.filter(one => !(one.target.parentElement ?? one.target).closest('time')).length)
            .observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
        }
        """;

    private protected override RunningStory Story => dashboard.Story;

    [Fact]
    public async Task A_tab_that_nobody_sees_is_not_drawn_until_it_is_seen_again()
    {
        var hidden = (await SignedInAsync("manager", "/instruments")).Page;
        var seen = (await SignedInAsync("on-call", "/instruments")).Page;
        foreach (var page in new[] { hidden, seen })
        {
            await Expect(page.Locator("html[data-circuit=open]")).ToHaveCountAsync(1);
            await page.EvaluateAsync(CountDrawings);
        }

        await SeeAsync(hidden, false);
        await DrawnAsync(seen);

        // One more may have been on its way when the tab was left.
        await hidden.EvaluateAsync("() => { window.drawings = 0; }");
        await DrawnAsync(seen);
        await DrawnAsync(seen);

        Assert.Equal(0, await hidden.EvaluateAsync<int>("() => window.drawings"));
        await SeeAsync(hidden, true);
        await hidden.WaitForFunctionAsync("() => window.drawings > 0");
    }

    private static async Task DrawnAsync(IPage page)
    {
        await page.EvaluateAsync("() => { window.drawings = 0; }");
        await page.WaitForFunctionAsync("() => window.drawings > 0");
    }

    // Headless pages are always seen, so the browser is made to say otherwise, as it does when the tab is left.
    private static async Task SeeAsync(IPage page, bool isSeen) => await page.EvaluateAsync(
        "isSeen => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => !isSeen }); document.dispatchEvent(new Event('visibilitychange')); }", isSeen);
}
