using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class SavedSearchJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private protected override RunningStory Story => dashboard.Story;

    [Fact]
    public async Task What_the_on_call_engineer_saves_for_everyone_a_viewer_opens_and_what_is_personal_stays_with_its_owner()
    {
        var onCall = (await SignedInAsync("on-call", "/logs?service=production/shop/checkout&range=3h")).Page;
        await onCall.GetByLabel("Search the lines").FillAsync("level>=warn");
        await SaveAsync(onCall, "Trouble in checkout", everyone: true);
        await Expect(onCall.GetByText("Saved as “Trouble in checkout”, for everyone.")).ToBeVisibleAsync();
        await SaveAsync(onCall, "My own hunt", everyone: false);
        await Expect(onCall.GetByText("Saved as “My own hunt”, only for you.")).ToBeVisibleAsync();

        var viewer = (await SignedInAsync("operator", "/logs")).Page;
        var menu = viewer.Locator(".saved-searches");
        await menu.Locator("summary").ClickAsync();
        await Expect(menu.GetByRole(AriaRole.Link)).ToHaveTextAsync(["Trouble in checkout"]);
        await Expect(menu.GetByText("saved by Sam Okafor")).ToBeVisibleAsync();
        await Expect(menu.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await menu.GetByRole(AriaRole.Link, new() { Name = "Trouble in checkout" }).ClickAsync();

        await Expect(viewer).ToHaveURLAsync(new Regex("/logs\\?service=production%2Fshop%2Fcheckout&q=level%3E%3Dwarn&range=3h$"));
        await Expect(viewer.Locator(".log-row").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_whole_way_from_saving_to_deleting_is_walked_by_keys()
    {
        var page = (await SignedInAsync("operator", "/logs?service=production/shop/cart")).Page;
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Save this search" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog.GetByLabel("Name")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog.GetByLabel("Name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Cart");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Saved as “Cart”, only for you.")).ToBeVisibleAsync();

        await page.Locator(".saved-searches summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var delete = page.GetByRole(AriaRole.Button, new() { Name = "Delete Cart" });
        await Expect(delete).ToBeVisibleAsync();
        for (var stop = 0; stop < 10 && !await delete.EvaluateAsync<bool>("button => button === document.activeElement"); stop++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Delete “Cart”" }).GetByRole(AriaRole.Button, new() { Name = "Delete" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("Deleted “Cart”.")).ToBeVisibleAsync();
        await Expect(page.Locator(".saved-searches summary")).ToBeFocusedAsync();
    }

    private static async Task SaveAsync(IPage page, string name, bool everyone)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Save this search" });
        await Expect(dialog.GetByLabel("Name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(name);
        if (everyone)
            await dialog.GetByLabel("Everyone who signs in").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
    }
}
