using System.Runtime.CompilerServices;
using Bunit;
using Dashboard.Ui;
using Microsoft.Extensions.DependencyInjection;
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

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(7.4)]
    [InlineData(45)]
    public async Task A_chart_that_goes_on_looks_as_if_it_was_drawn_anew(double minutes)
    {
        var (before, next) = (Drawing(0), Drawing(minutes));
        var advance = next.After(before)!;
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await OpenAsync(context, "light", before.Markup.Value);

        var lost = await page.EvaluateAsync<string[]>("([before, from, to, part]) => module.advance(before, from, to, JSON.parse(part))", new object[] { advance.Base, advance.From, advance.To, $"[{advance.Part}]" });

        Assert.Empty(lost);
        var drawn = await page.EvaluateAsync<string>("document.getElementById('cpu').outerHTML");
        await page.EvaluateAsync("html => document.body.innerHTML = html", next.Markup.Value);
        Assert.Equal(await page.EvaluateAsync<string>("document.getElementById('cpu').outerHTML"), drawn);
    }

    [Fact]
    public async Task A_chart_that_shows_another_span_asks_to_be_drawn_whole_and_stays_as_it_is()
    {
        var advance = Drawing(2).After(Drawing(1))!;
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await OpenAsync(context, "light", Drawing(0).Markup.Value);
        var drawn = await page.EvaluateAsync<string>("document.getElementById('cpu').outerHTML");

        Assert.Equal(["cpu"], await page.EvaluateAsync<string[]>("([before, from, to, part]) => module.advance(before, from, to, JSON.parse(part))", new object[] { advance.Base, advance.From, advance.To, $"[{advance.Part}]" }));
        Assert.Equal(drawn, await page.EvaluateAsync<string>("document.getElementById('cpu').outerHTML"));
    }

    [Fact]
    public async Task The_keyboard_and_the_crosshair_stay_on_a_chart_that_is_drawn_anew()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await OpenAsync(context, "light", $"<main>{Drawing(0).Markup.Value}</main>");
        await page.Locator("#cpu .plot").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");

        await page.EvaluateAsync("html => document.querySelector('main').innerHTML = html", Drawing(3).Markup.Value);

        await Assertions.Expect(page.Locator("#cpu .plot")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#cpu .tip")).ToBeVisibleAsync();
    }

    /// <summary>An hour of two lines with gaps, whose newest two values come late; a deployment is in it at first.</summary>
    private static ChartDrawing Drawing(double minutesLater)
    {
        var to = Noon.AddHours(1).AddMinutes(minutesLater);
        double? Value(int minute) => minute % 9 == 4 || minute % 9 == 6 ? null : minute >= 58 + minutesLater ? 40 : 20 + minute % 30;
        ChartLine Line(string name, int color) => new(name, Noon, TimeSpan.FromMinutes(1), [.. Enumerable.Range(0, 60 + (int)minutesLater).Select(minute => Value(minute) + color)]) { Color = color, IsDashed = color == 2 };
        return ChartDrawing.From(new ChartInputs("cpu", "checkout", "CPU", [Line("average", 1), Line("maximum", 2)], new TimeSpanUtc(to.AddHours(-1), to), ChartUnit.Percent, [new ChartThreshold(80, "80 %")],
            [new ChartMarker(Noon.AddMinutes(3), "v1.4.2", "deployment"), new ChartMarker(Noon.AddMinutes(50), "scaled", "scaling") { IsMinor = true }], TimeZoneInfo.Utc, 100, null));
    }

    private static async Task PointAsync(IPage page, double share)
    {
        var plot = (await page.Locator("#cpu .plot").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync((float)(plot.X + plot.Width * share), plot.Y + plot.Height / 2);
        await page.Locator("#cpu .tip").WaitForAsync();
    }

    private async Task<IPage> OpenAsync(IBrowserContext context, string theme, string? charts = null)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddScoped<ChartAdvances>();
        var page = await context.NewPageAsync();
        var style = Dashboard.Shell.Theme.Css + await SourceAsync("wwwroot/app.css") + (await SourceAsync("Ui/Chart.razor.css")).Replace("::deep ", "", StringComparison.Ordinal);
        await page.SetContentAsync($"<!doctype html><html data-theme='{theme}'><style>{style}</style><body>{charts ?? ChartOf("cpu") + ChartOf("memory")}</body></html>");
        await page.AddScriptTagAsync(new() { Type = "module", Content = await SourceAsync("Ui/Chart.razor.js") + "\nglobalThis.module = { advance };" });

        // A module runs a moment after it was added.
        await page.WaitForFunctionAsync("() => globalThis.module");
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
