using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class LogJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private protected override RunningStory Story => dashboard.Story;

    [Fact]
    public async Task A_JSON_lines_value_is_left_out_and_a_request_is_followed_into_another_service()
    {
        var visitor = await SignedInAsync("on-call", "/logs?service=production/shop/checkout&q=placed");
        var page = visitor.Page;
        await page.Locator(".log-row").First.ClickAsync();
        var fields = page.Locator(".log-fields");
        await Expect(fields.GetByRole(AriaRole.Row).Filter(new() { HasText = "requestId" })).ToBeVisibleAsync();

        await fields.GetByRole(AriaRole.Link, new() { Name = "Without lines with level Information" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("q=placed%20-%22"));
        await Expect(page.GetByText("No lines match.")).ToBeVisibleAsync();

        await visitor.OpenAsync("/logs?service=production/shop/storefront&q=" + Uri.EscapeDataString("\"/confirm HTTP/1.1\\\" 200\""));
        await page.Locator(".log-row").First.ClickAsync();
        await page.Locator(".log-related").GetByRole(AriaRole.Link).First.ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/logs\\?group=production"));
        await Expect(page.Locator(".log-row .log-service").Filter(new() { HasText = "payments-api" })).ToBeVisibleAsync();
        await Expect(page.Locator(".log-row .log-service").Filter(new() { HasText = "checkout" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_stack_trace_that_came_line_by_line_is_one_row_and_opens_by_keyboard()
    {
        var visitor = await SignedInAsync("on-call", "/logs?service=production/platform/image-resizer&range=3h");
        var page = visitor.Page;
        var row = page.Locator(".log-row").Filter(new() { Has = page.Locator(".log-fold") }).First;

        // How far down the newest trace stands depends on the hour. Never on before the rows of this place are there: those that come late would take away what was found.
        await page.WaitForFunctionAsync("""
            () => {
                const list = document.querySelector('.log-list');
                const isInSight = part => { const [inner, outer] = [part.getBoundingClientRect(), list.getBoundingClientRect()]; return inner.bottom > outer.top && inner.top < outer.bottom; };
                const fold = list?.querySelector('.log-fold');
                if (fold && isInSight(fold)) return true;
                if (fold) fold.scrollIntoView({ block: 'center' });
                else if (list && [...list.querySelectorAll('.log-row')].some(isInSight)) list.scrollTop += list.clientHeight;
                return false;
            }
            """, null, new() { PollingInterval = 150 });
        await Expect(row.Locator(".log-fold")).ToHaveTextAsync(new Regex("^\\+\\d+ lines$"));

        await row.ClickAsync();
        await Expect(page.Locator(".log-following")).ToContainTextAsync("Traceback (most recent call last):");
        await page.Locator(".log-list").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");

        await Expect(page.Locator(".log-row.is-following").First).ToContainTextAsync("Traceback");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".log-row.is-following")).ToHaveCountAsync(0);
    }
}
