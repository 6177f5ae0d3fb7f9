using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class AlarmJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private protected override RunningStory Story => dashboard.Story;

    [Fact]
    public async Task From_why_tasks_stopped_to_the_lines_that_the_last_of_them_wrote()
    {
        var visitor = await SignedInAsync("on-call", "/services/production/platform/image-resizer");
        var stops = visitor.Page.Locator("#stops");

        await Expect(stops.GetByText("Continuously failing since")).ToBeVisibleAsync();
        await Expect(stops.Locator("tbody tr").First).ToContainTextAsync("out of memory (exit code 137), container image-resizer");
        await stops.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Log of") }).First.ClickAsync();

        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/logs\\?service=production.*&task=[0-9a-f]{32}&from="));
        await Expect(visitor.Page.Locator(".log-row").Filter(new() { HasText = "MemoryError" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_on_call_engineer_creates_the_alarms_that_a_service_lacks_and_finds_them_among_the_others()
    {
        var visitor = await SignedInAsync("on-call", "/alarms?q=staging/shop-staging/catalog");
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Create 2 alarms… for catalog") }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.Locator("pre").First).ToContainTextAsync("\"Threshold\": 80");
        await visitor.SaveScreenshotAsync("alarm-creation");

        await dialog.GetByLabel("Reason").FillAsync("nobody watches it");
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Create 2 alarms") }).ClickAsync();
        await Expect(dialog.Locator("[data-outcome=created]")).ToHaveCountAsync(2);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();

        await Expect(page.Locator(".coverage tbody tr").First).ToContainTextAsync("Covered");
        await Expect(page.Locator("table.alarms").GetByText("shop-staging-catalog-cpu-high")).ToBeVisibleAsync();
        await visitor.SaveScreenshotAsync("alarm-coverage");
        await visitor.OpenAsync("/audit");
        await Expect(page.Locator("table.audit tbody tr").First).ToContainTextAsync("alarm-put");
    }
}
