using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class KeyboardJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private protected override RunningStory Story => dashboard.Story;

    [Fact]
    public async Task Two_keys_lead_to_every_page_and_a_question_mark_tells_which()
    {
        var visitor = await SignedInAsync("operator", "/status");
        var page = visitor.Page;
        foreach (var (key, path) in new[] { ("l", "/logs"), ("a", "/alarms"), ("u", "/audit"), ("f", "/"), ("s", "/status") })
        {
            await page.Keyboard.PressAsync("g");
            await page.Keyboard.PressAsync(key);
            await Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(visitor.Site.Authority + path) + "$"));
        }

        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_slash_filters_the_fleet_and_the_address_shows_the_same_view_again()
    {
        var visitor = await SignedInAsync("operator");
        var page = visitor.Page;
        var services = page.Locator(".fleet tbody th[scope=row] a");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("image");

        await Expect(page).ToHaveURLAsync(new Regex("\\?q=image$"));
        await Expect(services).ToHaveTextAsync(["image-resizer"]);
        await page.GetByLabel("Filter services by text").FillAsync("");
        await page.GetByLabel("Cluster").SelectOptionAsync("payments");
        await Expect(services).ToHaveCountAsync(4);
        await page.ReloadAsync();
        await Expect(page).ToHaveURLAsync(new Regex("\\?cluster=payments$"));
        await Expect(services).ToHaveCountAsync(4);
        await Expect(page.GetByLabel("Cluster")).ToHaveValueAsync("payments");
    }

    [Fact]
    public async Task The_answer_to_a_letter_does_not_take_away_what_was_typed_since()
    {
        var visitor = await SignedInAsync("operator");
        var field = visitor.Page.GetByLabel("Filter services by text");

        await field.EvaluateAsync("""
            input => {
                input.value = "i";
                input.dispatchEvent(new Event("input", { bubbles: true }));
                input.value = "im";
            }
            """);

        await Expect(visitor.Page).ToHaveURLAsync(new Regex("\\?q=i$"));
        await Expect(visitor.Page.GetByText("Clear filters").First).ToBeVisibleAsync();
        await Expect(field).ToHaveValueAsync("im");
    }

    [Fact]
    public async Task A_range_is_in_the_address_and_the_arrow_keys_move_one_crosshair_through_all_charts()
    {
        var visitor = await SignedInAsync("operator", "/services/production/shop/catalog");
        var page = visitor.Page;

        await Expect(page.Locator("#cpu")).ToHaveAttributeAsync("data-step", new Regex("\\d+"));
        var anHour = await page.Locator("#cpu").GetAttributeAsync("data-from");
        await page.GetByRole(AriaRole.Link, new() { Name = "3h", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("\\?range=3h$"));
        await Expect(page.Locator("#cpu")).Not.ToHaveAttributeAsync("data-from", anHour!);
        await Expect(page.Locator("#cpu")).ToHaveAttributeAsync("data-step", new Regex("\\d+"));
        await page.Locator("#cpu .plot").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Shift+ArrowLeft");

        await Expect(page.Locator("#cpu .tip")).ToContainTextAsync(new Regex("\\d\\d:\\d\\d.*average"));
        await Expect(page.Locator("#response-time.pointed .cross")).ToHaveAttributeAsync("x1", (await page.Locator("#cpu .cross").GetAttributeAsync("x1"))!);
        await page.ReloadAsync();
        await Expect(page.Locator(".range-picker [aria-current=true]").First).ToHaveTextAsync("3h");
    }

    [Fact]
    public async Task The_rollback_dialog_is_driven_by_keys_alone_and_the_focus_goes_to_the_problem()
    {
        var visitor = await SignedInAsync("on-call", "/services/production/shop/checkout/rollback?to=checkout:42");
        var page = visitor.Page;
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Roll back checkout" });
        var act = dialog.Locator(".button.act");
        await Expect(act).ToBeEnabledAsync();
        await Expect(dialog.GetByRole(AriaRole.Radio, new() { Checked = true })).ToBeFocusedAsync();

        for (var stop = 0; stop < 30 && !await act.EvaluateAsync<bool>("button => button === document.activeElement"); stop++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Expect(dialog.Locator("#rollback-problem")).ToContainTextAsync("Give a reason");
        await Expect(dialog.GetByLabel("Reason")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/services/production/shop/checkout$"));
    }
}
