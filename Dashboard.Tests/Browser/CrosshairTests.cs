using System.Runtime.CompilerServices;
using Bunit;
using Dashboard.Ui;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Charts with their own script and style in a browser, without the rest of the app.</summary>
public sealed class CrosshairTests(Chromium chromium) : BunitContext, IClassFixture<Chromium>
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_other_panels_show_the_crosshair_as_clearly_as_text_with_a_spot_on_their_line(string theme)
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1000, Height = 700 } });
        var page = await OpenAsync(context, theme);

        await PointAsync(page, 0.5);

        var other = page.Locator("#memory");
        var cross = await other.Locator(".cross").EvaluateAsync<string>("line => [getComputedStyle(line).display, getComputedStyle(line).stroke === getComputedStyle(document.body).color, getComputedStyle(line).strokeDasharray, getComputedStyle(line).strokeWidth].join(' ')");
        Assert.Equal("inline true none 2px", cross);
        Assert.Equal("inline 50% 60%", await other.Locator(".spot").EvaluateAsync<string>("spot => [getComputedStyle(spot).display, spot.getAttribute('cx'), spot.getAttribute('cy')].join(' ')"));
    }

    [Fact]
    public async Task Where_a_line_has_a_gap_there_is_no_spot()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await OpenAsync(context, "light");

        await PointAsync(page, 0.9);

        Assert.False(await page.Locator("#memory .spot").IsVisibleAsync());
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(0.55)]
    [InlineData(0.98)]
    public async Task On_a_phone_the_tip_stays_on_the_screen(double share)
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 320, Height = 700 } });
        var page = await OpenAsync(context, "light");

        await PointAsync(page, share);

        var tip = (await page.Locator("#cpu .tip").BoundingBoxAsync())!;
        Assert.InRange(tip.X, 0, 320);
        Assert.InRange(tip.X + tip.Width, 0, 320);
        Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static async Task PointAsync(IPage page, double share)
    {
        var plot = (await page.Locator("#cpu .plot").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync((float)(plot.X + plot.Width * share), plot.Y + plot.Height / 2);
        await page.Locator("#cpu .tip").WaitForAsync();
    }

    private async Task<IPage> OpenAsync(IBrowserContext context, string theme)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        var page = await context.NewPageAsync();
        var style = Dashboard.Shell.Theme.Css + await SourceAsync("wwwroot/app.css") + (await SourceAsync("Ui/Chart.razor.css")).Replace("::deep ", "", StringComparison.Ordinal);
        await page.SetContentAsync($"<!doctype html><html data-theme='{theme}'><style>{style}</style><body>{ChartOf("cpu")}{ChartOf("memory")}</body></html>");
        await page.AddScriptTagAsync(new() { Type = "module", Content = await SourceAsync("Ui/Chart.razor.js") });
        return page;
    }

    /// <summary>40 % for 50 minutes of an hour, and at each tenth of it a deployment with a long name.</summary>
    private string ChartOf(string id) => Render<Chart>(parameters => parameters
        .Add(chart => chart.Id, id).Add(chart => chart.Title, id).Add(chart => chart.AtLeast, 100)
        .Add(chart => chart.Lines, [new ChartLine("CPU", Noon, TimeSpan.FromMinutes(1), [.. Enumerable.Repeat((double?)40, 50)])])
        .Add(chart => chart.Markers, [.. Enumerable.Range(0, 61).Where(minute => minute % 3 == 0).Select(minute => new ChartMarker(Noon.AddMinutes(minute), "checkout-with-a-long-name:2026-01-31.4711", "deployment"))])
        .Add(chart => chart.Span, new TimeSpanUtc(Noon, Noon.AddHours(1)))).Markup;

    private static Task<string> SourceAsync(string path, [CallerFilePath] string here = "") =>
        File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(here)!, "../../Dashboard", path), Xunit.TestContext.Current.CancellationToken);
}
