using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class PanelJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private const string Payments = "/services/production/payments/payments-api";

    private protected override RunningStory Story => dashboard.Story;

    private async Task<IPage> OpenAsync(string query = "")
    {
        var visitor = await SignedInAsync("on-call");
        await visitor.OpenAsync(Payments + query);
        await Expect(visitor.Page.Locator("#network .plot")).ToBeVisibleAsync();
        return visitor.Page;
    }

    [Fact]
    public async Task Dragging_over_one_panel_zooms_all_and_a_comparison_stays()
    {
        var page = await OpenAsync("?range=3h");
        await page.GetByRole(AriaRole.Link, new() { Name = "yesterday" }).ClickAsync();
        await Expect(page.Locator("#requests path.dashed")).ToHaveAttributeAsync("d", new Regex("^M"));
        await page.Locator("#cpu .plot").ScrollIntoViewIfNeededAsync();
        var plot = (await page.Locator("#cpu .plot").BoundingBoxAsync())!;

        await page.Mouse.MoveAsync(plot.X + plot.Width * 0.25f, plot.Y + plot.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(plot.X + plot.Width * 0.5f, plot.Y + plot.Height / 2, new() { Steps = 8 });
        await Expect(page.Locator("#memory .zoom")).ToBeVisibleAsync();
        await page.Mouse.UpAsync();

        await Expect(page).ToHaveURLAsync(new Regex("compare=1d.*from=.*to="));
        await page.WaitForFunctionAsync("() => { const c = document.getElementById('requests'); const minutes = (c.dataset.to - c.dataset.from) / 60000; return minutes >= 40 && minutes <= 50; }");
        await Expect(page.Locator("#memory")).ToHaveAttributeAsync("data-from", (await page.Locator("#requests").GetAttributeAsync("data-from"))!);
        await Expect(page.Locator("#requests path.dashed")).ToHaveAttributeAsync("d", new Regex("^M"));
        await Expect(page.Locator("#requests li").Last).ToContainTextAsync("yesterday");
    }

    [Fact]
    public async Task By_keyboard_alone_a_panel_is_zoomed_takes_the_screen_and_gives_it_back()
    {
        var page = await OpenAsync("?range=3h");

        // Once a link works without loading the page, the panels' keys do too.
        await page.GetByRole(AriaRole.Link, new() { Name = "1h", Exact = true }).ClickAsync();
        await page.WaitForFunctionAsync("() => { const c = document.getElementById('cpu'); return c.dataset.to - c.dataset.from <= 61 * 60000; }");
        await page.Locator("#cpu .plot").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await Expect(page.Locator("#memory .zoom")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("from=.*to="));
        await page.WaitForFunctionAsync("() => { const c = document.getElementById('cpu'); return c && c.dataset.to - c.dataset.from <= 22 * 60000; }");

        await page.Locator("[data-panel=cpu] .panel-menu summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("panel=cpu"));
        await Expect(page.Locator(".panel.full")).ToBeVisibleAsync();
        await Expect(page.Locator("#memory .plot")).ToBeHiddenAsync();
        await page.WaitForFunctionAsync("() => document.activeElement?.matches('.panel.full')");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator("#cpu .tip strong")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".panel.full")).ToHaveCountAsync(0);
        await Expect(page.Locator("#memory .plot")).ToBeVisibleAsync();
        Assert.DoesNotContain("panel=", page.Url, StringComparison.Ordinal);
        await page.WaitForFunctionAsync("() => document.activeElement?.matches('[data-panel=cpu] .panel-menu summary')");
    }

    [Fact]
    public async Task A_deep_link_shows_one_panel_which_leaves_as_picture_and_as_csv()
    {
        var page = await OpenDeepAsync();

        await page.Locator(".panel.full .panel-menu summary").ClickAsync();
        var png = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download PNG" }).ClickAsync());
        await using var picture = await png.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await picture.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        var head = bytes.ToArray()[..24];
        Assert.Equal("PNG"u8.ToArray(), head[1..4]);

        // Left of the plot stand the numbers of the axis: ink there tells that they are in the picture.
        var ink = await page.EvaluateAsync<int>("async data => { const image = new Image(); image.src = 'data:image/png;base64,' + data; await image.decode(); const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }), pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0); const left = pen.getImageData(0, 130, 110, image.height - 260).data; let ink = 0; for (let at = 4; at < left.length; at += 4) if (left[at] !== left[at - 4]) ink++; return ink; }", Convert.ToBase64String(bytes.ToArray()));
        Assert.True(ink > 50, $"{ink} edges");
        Assert.Matches("^payments-api-requests-.*[.]png$", png.SuggestedFilename);
        Assert.InRange((head[18] << 8) + head[19], 1000, 6000);

        await page.Locator(".panel.full .panel-menu summary").ClickAsync();
        var csv = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download CSV" }).ClickAsync());
        using var rows = new StreamReader(await csv.CreateReadStreamAsync());
        Assert.Equal("\"time\",\"Requests (count)\"", await rows.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_link_to_what_is_shown_shows_the_same_instants_and_comparison_to_whoever_opens_it()
    {
        var page = await OpenAsync("?range=3h&compare=7d");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Locator("[data-panel=requests] summary").ClickAsync();
        await page.Locator("[data-panel=requests] [data-copy-panel]").ClickAsync();
        await Expect(page.Locator("[data-panel=requests] [data-copy-panel]")).ToHaveTextAsync("Copied");
        var shown = await SpanAsync(page);

        var other = (await SignedInAsync("operator")).Page;
        await other.GotoAsync(await page.EvaluateAsync<string>("navigator.clipboard.readText()"));

        await Expect(other.Locator(".panel.full #requests .plot")).ToBeVisibleAsync();
        await Expect(other.Locator("#requests path.dashed")).ToHaveAttributeAsync("d", new Regex("^M"));
        Assert.Equal(shown, await SpanAsync(other));
        await Expect(other.Locator("#requests li").Last).ToContainTextAsync("last week");
    }

    private static async Task<string> SpanAsync(IPage page) => await page.Locator("#requests").GetAttributeAsync("data-from") + "–" + await page.Locator("#requests").GetAttributeAsync("data-to");

    private async Task<IPage> OpenDeepAsync()
    {
        var visitor = await SignedInAsync("on-call");
        await visitor.OpenAsync(Payments + "?panel=requests");
        var page = visitor.Page;
        await Expect(page.Locator(".panel.full #requests .plot")).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.activeElement?.matches('.panel.full')");
        return page;
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_wall_fills_its_screen_with_the_worst_first_in_letters_to_be_read_from_three_metres_and_nothing_to_click(ColorScheme scheme)
    {
        var visitor = await SignedInAsync("operator", "/?wall", scheme: scheme);
        var page = visitor.Page;
        await page.SetViewportSizeAsync(1920, 1080);
        await page.GetByRole(AriaRole.Link, new() { Name = "Keep this wall for 30 days" }).ClickAsync();
        await page.GetByLabel("Which screen is it?").FillAsync("Lobby");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep the wall here" }).ClickAsync();
        await visitor.AwaitCircuitAsync();

        await Expect(page.Locator(".wall .tile")).ToHaveCountAsync(17);
        await Expect(page.Locator(".wall .tile").First).ToContainTextAsync("Failing");
        Assert.Equal(0, await page.Locator("a:visible, button:visible, nav:visible").CountAsync());
        Assert.Equal("1920 1080", await page.EvaluateAsync<string>("document.documentElement.scrollWidth + ' ' + document.documentElement.scrollHeight"));
        Assert.Empty(await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.tile')].filter(tile => {
                const fact = tile.querySelector('.fact'), line = parseFloat(getComputedStyle(fact).lineHeight), lines = Math.min(2, Math.round(fact.scrollHeight / line));
                return tile.scrollHeight > tile.clientHeight + 1 || tile.scrollWidth > tile.clientWidth + 1 || tile.getBoundingClientRect().bottom > innerHeight
                    || fact.textContent && fact.clientHeight + 1 < lines * line || fact.getBoundingClientRect().bottom > tile.querySelector('dl').getBoundingClientRect().top + 1;
            }).map(tile => tile.textContent)
            """));
        Assert.Empty(await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.wall *')].filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) && parseFloat(getComputedStyle(element).fontSize) < 20).map(element => element.textContent + ' ' + getComputedStyle(element).fontSize)"));
        Assert.True(await page.Locator(".wall time.clock").EvaluateAsync<double>("clock => parseFloat(getComputedStyle(clock).fontSize)") >= 48);
    }
}
