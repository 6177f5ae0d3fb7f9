using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class LogSearchJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private protected override RunningStory Story => dashboard.Story;

    [Fact]
    public async Task A_search_by_level_is_narrowed_with_the_mouse_and_a_count_comes_from_Insights()
    {
        var page = (await SignedInAsync("on-call")).Page;
        await page.GotoAsync("/logs?group=production:/ecs/shop/checkout");
        var bars = page.Locator(".log-histogram .bin");
        await Expect(bars.First).ToBeAttachedAsync();

        await page.GetByLabel("Search the lines").FillAsync("level>=warn");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("q=level%3E%3Dwarn"));
        await Expect(page.Locator(".log-translation")).ToContainTextAsync("checked here: level warn or worse.");
        await Expect(page.Locator("[role=option] .log-level").First).ToHaveTextAsync(new Regex("WARN|ERROR|FATAL"));

        await Expect(page.Locator(".log-plan")).ToContainTextAsync("Searched page by page");
        var (from, to) = ((await bars.Nth(10).BoundingBoxAsync())!, (await bars.Nth(20).BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(from.X + from.Width / 2, from.Y + from.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X + to.Width / 2, to.Y + to.Height / 2, new() { Steps = 10 });
        await page.Mouse.UpAsync();
        await Expect(page).ToHaveURLAsync(new Regex("from=.*&to="));

        await page.GetByLabel("Syntax").SelectOptionAsync("insights");
        await page.GetByLabel("Search the lines").FillAsync("stats count(*) as lines by bin(5m)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await Expect(page.Locator(".log-plan")).ToContainTextAsync("the query is written in its language");
        await Expect(page.Locator(".insights-table th").Last).ToHaveTextAsync("lines");
        await Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("scanned");
    }

    [Fact]
    public async Task The_new_exception_is_the_newest_error_among_the_patterns_and_leads_to_its_lines()
    {
        var page = (await SignedInAsync("on-call")).Page;
        await page.GotoAsync("/logs?service=production/shop/checkout");
        await page.GetByRole(AriaRole.Link, new() { Name = "Patterns" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Newest first" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("view=patterns&sort=newness"));

        var row = page.Locator(".pattern-row").Filter(new() { HasText = "has no rounding rule" }).First;
        await Expect(row).ToContainTextAsync(new Regex("checkout:[0-9]+ 100 %"));
        await row.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(row).ToHaveAttributeAsync("aria-expanded", "true");
        await page.GetByRole(AriaRole.Link, new() { Name = "Its lines" }).ClickAsync();

        await Expect(page.Locator("[role=option] .log-text").First).ToContainTextAsync("has no rounding rule");
    }
}
