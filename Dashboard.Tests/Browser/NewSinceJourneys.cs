using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class NewSinceJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private const string Exception = "System.InvalidOperationException: Currency 'CHF' has no rounding rule";

    private protected override RunningStory Story => dashboard.Story;

    [Fact]
    public async Task What_the_bad_deployment_writes_anew_is_read_on_the_service_page_and_followed_to_its_lines()
    {
        var page = (await SignedInAsync("on-call", "/services/production/shop/checkout")).Page;
        var panel = page.GetByRole(AriaRole.Region, new() { Name = "New since revision 42" });

        var worst = panel.Locator("ol > li").First;
        await Expect(worst).ToContainTextAsync(Exception);
        await Expect(worst).ToContainTextAsync("ERROR");
        await Expect(worst).ToContainTextAsync(new Regex("lines of 43, none of 42"));
        await Expect(panel).Not.ToContainTextAsync("placed, total");
        await worst.GetByRole(AriaRole.Link, new() { Name = "See its lines" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/logs\\?service=.*&q=.*from="));
        await Expect(page.Locator(".log-row").First).ToContainTextAsync("has no rounding rule");
    }

    [Theory]
    [InlineData(false, ColorScheme.Light)]
    [InlineData(true, ColorScheme.Dark)]
    public async Task Whoever_is_about_to_roll_back_reads_it_in_the_dialog_beside_the_candidate(bool onPhone, ColorScheme scheme)
    {
        var visitor = await SignedInAsync("on-call", "/services/production/shop/checkout", onPhone, scheme);

        // Seconds after the start of the dashboard a plan would know of no deployments yet.
        await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = "New since revision 42" })).ToContainTextAsync(Exception);
        await visitor.Page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "Roll back checkout…" }).ClickAsync();
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Roll back checkout" });
        await Expect(dialog.GetByRole(AriaRole.Radio, new() { Checked = true })).ToHaveValueAsync("checkout:42");

        var panel = dialog.GetByRole(AriaRole.Region, new() { Name = "New since revision 42" });
        await Expect(panel.Locator("ol > li").First).ToContainTextAsync(Exception);
        await Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "Pre-flight" })).ToContainTextAsync(new Regex("\\d+ checks pass"));
        await panel.Locator("details summary").ClickAsync();
        await Expect(panel.Locator("details li").First).ToContainTextAsync("of checkout:43");
        await visitor.AssertFitsAsync();
    }
}
