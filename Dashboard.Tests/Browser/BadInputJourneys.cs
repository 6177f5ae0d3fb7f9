using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class BadInputJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private protected override RunningStory Story => dashboard.Story;

    [Theory]
    [InlineData("/services/production/shop/chekout", "chekout")]
    [InlineData("/services/production/shopp/checkout", "shopp")]
    [InlineData("/services/nowhere/shop/checkout", "nowhere")]
    public async Task A_service_that_does_not_exist_is_named_and_the_way_to_others_is_shown(string path, string named)
    {
        var visitor = await ArriveAsync();
        visitor.ExpectedStatus = 404;
        await visitor.SignInAsync("operator", path);

        await Expect(visitor.Page.Locator("main h1")).ToContainTextAsync(named);
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "See the fleet" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>:1", "\"><script>alert(1)</script>")]
    [InlineData("../../checkout:1", "../ecs-svc/1")]
    [InlineData("checkout:*", "*")]
    [InlineData("checkout:99999999999999999999", "ecs-svc/\u202E1")]
    [InlineData("storefront:76", "a\0b\nc")]
    [InlineData("arn:aws:ecs:eu-west-1:999999999999:task-definition/*:*", "ecs-svc/1?to=checkout:42&seen=2")]
    public async Task A_link_to_a_rollback_that_names_nonsense_opens_a_dialog_that_sends_nothing_and_says_why(string to, string seen)
    {
        var path = $"/services/production/shop/checkout/rollback?to={Uri.EscapeDataString(to)}&seen={Uri.EscapeDataString(seen)}";
        var visitor = await SignedInAsync("on-call", path);
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Roll back checkout" });

        await Expect(dialog.GetByRole(AriaRole.Alert).First).ToContainTextAsync("The service changed since you looked: it is now on checkout:43");
        await Expect(dialog.Locator(".button.act")).ToBeDisabledAsync();
        await Expect(dialog.Locator("img, script")).ToHaveCountAsync(0);
        await visitor.AssertFitsAsync();
        await visitor.OpenAsync(path[..path.IndexOf("&seen", StringComparison.Ordinal)]);
        await Expect(dialog.Locator(".button.act")).ToBeDisabledAsync();
        await Expect(dialog.Locator("#rollback-disabled")).ToContainTextAsync(new Regex("Choose|is not a revision that checkout is known to have run"));
        Assert.Empty(Story.Rollouts);
    }

    [Fact]
    public async Task A_range_that_cannot_be_read_is_said_with_an_example_and_the_last_hour_is_shown()
    {
        var visitor = await SignedInAsync("operator", "/services/production/shop/catalog?from=yesterday&to=%3Cb%3E");

        await Expect(visitor.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("from= must be an ISO 8601 instant, as in from=2026-01-31T22:00:00Z");
        await Expect(visitor.Page.Locator("#cpu .lines path[data-name=average]")).ToBeAttachedAsync();
        await visitor.OpenAsync("/logs?range=3parsecs");
        await Expect(visitor.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("“3parsecs” is not a range.");
    }

    [Fact]
    public async Task A_filter_pattern_that_CloudWatch_rejects_is_explained_and_can_be_put_right()
    {
        var visitor = await SignedInAsync("operator", "/logs?service=production/shop/checkout&syntax=pattern&q=" + Uri.EscapeDataString("{ $.level = "));
        var page = visitor.Page;

        await Expect(page.Locator(".note-fault")).ToContainTextAsync("Invalid filter pattern");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search the lines" }).FillAsync("{ $.level = \"Error\" }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();

        await Expect(page.Locator(".log-row").First).ToBeVisibleAsync();
        await Expect(page.Locator(".note-fault")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Markup_and_terminal_codes_in_a_line_are_shown_as_text()
    {
        var visitor = await SignedInAsync("operator", "/logs?service=production/shop/storefront&range=3h&q=onerror");
        var page = visitor.Page;

        var line = page.Locator(".log-row").First;
        await Expect(line).ToContainTextAsync("<img src=x onerror=alert('log')> <b>bot</b>");
        await line.ClickAsync();
        await Expect(page.Locator(".log-message")).ToContainTextAsync("<img src=x onerror=alert('log')>");
        await Expect(page.Locator(".log-list img, .log-message img, .log-list b, .log-message b")).ToHaveCountAsync(0);
        await visitor.AssertFitsAsync();
        Assert.DoesNotContain('\u001b', await page.Locator(".log-message").TextContentAsync() ?? "");
    }

    [Fact]
    public async Task A_line_of_a_megabyte_is_cut_on_screen_and_whole_in_the_download()
    {
        var visitor = await SignedInAsync("operator", "/logs?service=production/shop/search&q=payload");
        var page = visitor.Page;

        await page.Locator(".log-row").First.ClickAsync();
        await Expect(page.Locator(".log-detail dl")).ToContainTextAsync(new Regex("\\d+(\\.\\d+)? (kB|MB|KiB|MiB)"));
        await Expect(page.Locator(".log-detail")).ToContainTextAsync(new Regex("of .+ characters"));
        await visitor.AssertFitsAsync();
        await page.SetViewportSizeAsync(Visitor.Phone.Width, Visitor.Phone.Height);
        await visitor.AssertFitsAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        Assert.True(new FileInfo(await download.PathAsync()).Length > 999_000);
    }
}
