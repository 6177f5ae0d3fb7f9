using System.Globalization;
using System.Runtime.CompilerServices;
using Dashboard.Ui;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Ages as the page's own script lets them grow, on the browser's clock.</summary>
public sealed class AgesTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly int[] Seconds = [1, 2, 3, 59, 60, 3599, 3600, 3660, 35_999, 36_060, 172_799, 172_800, 864_000];

    [Fact]
    public async Task It_reads_as_the_server_would_write_it()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await OpenAsync(context, [.. Seconds.Select(seconds => seconds - 1)]);

        await page.Clock.RunForAsync(1000);

        Assert.Equal(Seconds.Select(seconds => Format.Ago(TimeSpan.FromSeconds(seconds))), await page.Locator("time").AllTextContentsAsync());
    }

    [Fact]
    public async Task It_grows_and_follows_what_the_server_says_next()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await OpenAsync(context, 0);
        await page.Clock.RunForAsync(91_000);
        Assert.Equal("1 min ago", await page.Locator("time").TextContentAsync());

        // As a render does that finds the text unchanged: a new reading.
        await page.EvaluateAsync("() => { document.querySelector('time').dateTime = '2026-01-31T12:01:30Z'; }");
        await page.Clock.RunForAsync(1000);
        Assert.Equal("just now", await page.Locator("time").TextContentAsync());

        // The browser's clock was set meanwhile; the server's newest word counts.
        await page.EvaluateAsync("() => { document.documentElement.dataset.now = Date.parse('2026-01-31T12:06:30Z'); }");
        await page.Clock.RunForAsync(1000);
        Assert.Equal("5 min ago", await page.Locator("time").TextContentAsync());
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context, params int[] ages)
    {
        var page = await context.NewPageAsync();
        await page.Clock.InstallAsync();
        await page.RouteAsync("**/*", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<!doctype html><html data-now='{Noon.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}'><link rel='icon' href='data:,'>"
                + string.Concat(ages.Select(age => $"<time class='ago' datetime='{Noon.AddSeconds(-age).UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}'>of the server</time>")),
        }));
        await page.GotoAsync("http://ages.example/");
        await page.AddScriptTagAsync(new() { Content = await File.ReadAllTextAsync(Source()) });
        return page;
    }

    private static string Source([CallerFilePath] string here = "") => Path.Combine(here, "../../../Dashboard/wwwroot/app.js");
}
