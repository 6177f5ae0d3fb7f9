using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>The chain that the dashboard is for: what broke, since when, which deployment, what do the logs say, go back, did it help.</summary>
public sealed class IncidentJourneys(Chromium chromium) : Journey(chromium)
{
    private const string Checkout = "/services/production/shop/checkout";
    private RunningStory? story;

    private protected override RunningStory Story => story!;

    public override async ValueTask InitializeAsync() => story = await RunningStory.StartAsync(new FastTime(15));

    private protected override ValueTask LeaveAsync() => story?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task The_on_call_engineer_finds_the_failing_service_reads_its_errors_rolls_it_back_and_sees_it_recover()
    {
        var page = (await SignedInAsync("on-call")).Page;

        await Expect(page.Locator("h1.headline")).ToContainTextAsync(new Regex("checkout \\(production/shop\\) is failing since .*, after deployment of v1\\.4\\.3"));
        await page.Locator("h1.headline").GetByRole(AriaRole.Link, new() { Name = "checkout" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex(Checkout + "$"));
        await Expect(page.Locator("header .why")).ToContainTextAsync(new Regex("since .* after v1\\.4\\.3"));
        await Expect(page.Locator("#error-rate .lines path[data-name='Error rate']")).ToBeAttachedAsync();
        await Expect(page.Locator("#error-rate .marker[data-text*='v1.4.3']")).ToBeAttachedAsync();

        await ReadTheNewestErrorAsync(page);

        await page.GotoAsync(Checkout);
        await Expect(page.Locator("details.verdict summary")).ToContainTextAsync(new Regex("^Error rate went from .* v1\\.4\\.3 \\(checkout:43\\) began serving; .*likely\\.$"));
        await page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "Roll back checkout…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Roll back checkout" });
        await Expect(dialog.GetByRole(AriaRole.Radio, new() { Checked = true })).ToHaveValueAsync("checkout:42");
        await Expect(dialog).ToContainTextAsync("The newest version that a successful deployment ran.");
        await Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "What will change" })).ToContainTextAsync("v1.4.2");
        await Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "Pre-flight" })).ToContainTextAsync(new Regex("\\d+ checks pass"));
        await dialog.GetByLabel("Reason").FillAsync("CHF orders fail since v1.4.3");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back checkout to v1.4.2 (checkout:42)" }).ClickAsync();

        var progress = page.Locator("details.rollback-progress");
        await Expect(progress.GetByText("Rolling back to v1.4.2")).ToBeVisibleAsync();
        await Expect(progress.Locator("li[data-step=current]")).ToContainTextAsync("Rolling out");
        await Expect(progress).ToHaveAttributeAsync("data-state", new Regex("verified"), new() { Timeout = 180_000 });
        await Expect(progress.GetByRole(AriaRole.Status)).ToContainTextAsync("Verified: error rate");
        await Expect(progress.Locator("li[data-step=done]")).ToHaveCountAsync(7);
        await Expect(page.Locator("header h1")).ToContainTextAsync("Healthy");
        await Expect(page.Locator("dl.facts")).ToContainTextAsync("checkout:42");

        await ReadTheReportAsync(page);

        await page.GotoAsync("/audit?action=rollback");
        await Expect(page.Locator("table.audit")).ToContainTextAsync("Sam Okafor");
        await Expect(page.Locator("table.audit")).ToContainTextAsync("“CHF orders fail since v1.4.3”");
        Assert.Equal("checkout:42", Assert.Single(Story.Rollouts).GetProperty("taskDefinition").GetString()!.Split('/')[^1]);
    }

    [Fact]
    public async Task It_is_rolled_back_from_a_phone_with_a_thumb_alone()
    {
        var visitor = await SignedInAsync("on-call", onPhone: true);
        var page = visitor.Page;
        await page.Locator("tr.failing").First.GetByRole(AriaRole.Link, new() { Name = "checkout", Exact = true }).TapAsync();
        await Expect(page.Locator("#error-rate .lines path[data-name='Error rate']")).ToBeAttachedAsync();
        await visitor.AssertFitsAsync();

        await page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "Roll back checkout…" }).TapAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Roll back checkout" });
        var act = dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back checkout to v1.4.2 (checkout:42)" });
        await Expect(act).ToBeEnabledAsync();
        await Expect(act).ToBeInViewportAsync();
        await visitor.AssertFitsAsync();
        Assert.True((await act.BoundingBoxAsync())!.Height >= 44);
        await dialog.GetByLabel("Reason").TapAsync();
        await page.Keyboard.TypeAsync("CHF orders fail");
        await act.TapAsync();

        var progress = page.Locator("details.rollback-progress");
        await Expect(progress.Locator("li[data-step=current]")).ToContainTextAsync("Rolling out");
        await Expect(progress.GetByText("all tasks run v1.4.2")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await visitor.AssertFitsAsync();
        Assert.Single(Story.Rollouts);
    }

    private static async Task ReadTheReportAsync(IPage page)
    {
        await page.Locator("details.rollback-progress summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Report of this rollback" }).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/rollbacks/[0-9a-f-]{36}$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Rollback of checkout from v1.4.3 to v1.4.2");
        await Expect(page.Locator(".report .outcome")).ToContainTextAsync("VERIFIED");
        await Expect(page.Locator(".report")).ToContainTextAsync("From detection to mitigation");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Timeline" })).ToContainTextAsync("Steady: ECS calls the rollout done.");

        var markdown = await page.APIRequest.GetAsync(page.Url + ".md");

        Assert.Equal("text/markdown; charset=utf-8", markdown.Headers["content-type"]);
        var text = await markdown.TextAsync();
        Assert.Contains("# Rollback of checkout from v1.4.3 to v1.4.2", text, StringComparison.Ordinal);
        Assert.Contains("**VERIFIED.** Error rate", text, StringComparison.Ordinal);
        Assert.Contains("- **Reason:** CHF orders fail since v1.4.3", text, StringComparison.Ordinal);
    }

    private static async Task ReadTheNewestErrorAsync(IPage page)
    {
        var errors = page.GetByRole(AriaRole.Region, new() { Name = "Newest error lines" });
        await errors.Locator("li").Filter(new() { HasText = "Currency 'CHF' has no rounding rule" }).First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/logs\\?service=.*event="));
        await Expect(page.Locator(".log-message")).ToContainTextAsync("System.InvalidOperationException: Currency 'CHF' has no rounding rule");
        await Expect(page.Locator(".log-row[aria-selected=true]")).ToBeVisibleAsync();
    }
}
