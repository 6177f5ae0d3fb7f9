using Bunit;
using Bunit.TestDoubles;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs;

/// <summary>The page over the simulated AWS: which engine, what it costs, what it finds, when.</summary>
public sealed class LogQueryBarTests : BunitContext, IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(Make.Noon);
    private SimulatedAws aws = default!;

    public async ValueTask InitializeAsync()
    {
        aws = await SimulatedAws.StartAsync(time);
        Services.AddLogsRoom(aws.Uri, time);
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Logs/LogList.razor.js").Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Services.GetRequiredService<Feed<FleetSnapshot>>().Publish(Make.Snapshot(LogsRoom.Logging()), Make.Noon);
    }

    [Fact]
    public async Task A_short_range_says_that_it_is_searched_page_by_page()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout&q=level:error");

        Assert.Equal("Searched page by page, newest first, with FilterLogEvents: the range is short.", page.Find(".log-plan").TextContent.Trim());
        Assert.EndsWith("; checked here: level error.", page.Find(".log-translation").TextContent.Trim(), StringComparison.Ordinal);
        Assert.All(page.FindAll("[role=option] .log-level"), level => Assert.Equal("ERROR", level.TextContent));
    }

    [Fact]
    public async Task A_dear_query_is_asked_for_with_its_price_and_runs_when_it_is_wanted()
    {
        var options = Services.GetRequiredService<IOptions<LogsOptions>>().Value;
        (options.ConsentAtMegabytes, options.LargestPagedMegabytes) = (0, 0);
        var page = Render("/logs?service=production/shop/checkout&q=level:error&range=12h");
        await UntilAsync(page, () => page.FindAll(".log-consent").Count == 1);

        Assert.Matches(@"^This query scans about [\d.]+ [KMG]iB, which AWS bills with about (less than )?\$\d+\.\d\d\.$", page.Find(".log-consent span").TextContent);
        Assert.Contains("fields @timestamp, @message", page.Find(".log-translation code").TextContent, StringComparison.Ordinal);
        Assert.Contains("engine=pages", page.Find(".log-consent a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(0, Calls("logs:StartQuery"));

        await page.Find(".log-consent button").ClickAsync();
        await UntilAsync(page, () => page.Find("[role=status]").TextContent.Contains("scanned", StringComparison.Ordinal) && !page.Find("[role=status]").TextContent.Contains("running", StringComparison.Ordinal));

        Assert.Contains("Scanned: ", page.Find(".log-plan").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[role=option]"));
        Assert.Equal(1, Calls("logs:StartQuery"));
    }

    [Fact]
    public async Task Leaving_the_page_stops_the_query()
    {
        var page = Render("/logs?service=production/shop/checkout&syntax=insights&q=" + Uri.EscapeDataString("fields @timestamp, @message, @logStream, @log"));
        await WaitAsync(() => Calls("logs:StartQuery") == 1);
        Assert.NotNull(page);

        await DisposeComponentsAsync();

        await WaitAsync(() => Calls("logs:StopQuery") == 1);
    }

    [Fact]
    public async Task A_query_that_the_engine_refuses_is_marked_where_it_is_wrong()
    {
        var page = Render("/logs?service=production/shop/checkout&syntax=insights&q=" + Uri.EscapeDataString("fields @message | filtr x"));
        await UntilAsync(page, () => page.FindAll("[role=alert]").Count == 1);

        Assert.Equal("Logs Insights does not accept the query: unexpected symbol found filtr at line 1 and position 19", page.Find("[role=alert]").TextContent);
        Assert.Equal("filtr", page.Find(".log-marked mark").TextContent);
    }

    [Fact]
    public async Task Counts_are_a_table_and_the_bar_completes_the_query()
    {
        var page = Render("/logs?service=production/shop/checkout&syntax=insights&q=" + Uri.EscapeDataString("stats count(*) by bin(10m)"));
        await UntilAsync(page, () => page.FindAll("tbody tr").Count >= 6);

        Assert.Equal(["bin(10m)", "count(*)"], page.FindAll("th").Select(head => head.TextContent));
        await page.Find("form.log-query input").InputAsync("stats count(*) | so");
        Assert.Contains("stats count(*) | sort ", page.FindAll("datalist option").Select(option => option.GetAttribute("value")));
        Assert.Equal("Runs the query once more, which AWS bills once more.", page.Find(".log-export small").TextContent);
        Assert.All(page.FindAll(".log-export a"), link => Assert.EndsWith("&consent=1", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dragging_over_the_bars_narrows_the_range_in_the_address()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout");
        var bars = page.FindAll(".log-histogram .bin");
        Assert.Equal(page.FindAll("[role=option]").Count > 0, page.FindAll(".log-histogram rect.infos").Count > 0);

        await bars[10].TriggerEventAsync("onpointerdown", new PointerEventArgs { Button = 0, Buttons = 1 });
        await page.FindAll(".log-histogram .bin")[12].TriggerEventAsync("onpointerenter", new PointerEventArgs { Buttons = 1 });
        Assert.Equal(3, page.FindAll(".log-histogram .chosen").Count);
        await page.FindAll(".log-histogram .bin")[12].TriggerEventAsync("onpointerup", new PointerEventArgs());

        Assert.EndsWith("from=2026-01-31T11:20:00Z&to=2026-01-31T11:26:00Z", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keyboard_narrows_to_the_highest_bar_and_widens_again()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout&from=2026-01-31T11:00:00Z&to=2026-01-31T11:30:00Z");
        Assert.Matches(@"^[\d,]+ lines? from 11:00:00 UTC to 11:30:00 UTC: .* Most at ", page.Find(".log-histogram svg").GetAttribute("aria-label"));

        await page.FindAll("button").Single(button => button.TextContent == "Twice the range").ClickAsync();
        Assert.EndsWith("from=2026-01-31T10:45:00Z&to=2026-01-31T11:45:00Z", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await UntilAsync(page, () => page.FindAll("[role=status]").Any(status => status.TextContent.Contains("10:45:00", StringComparison.Ordinal)));
        await page.FindAll("button").Single(button => button.TextContent == "Narrow to the highest bar").ClickAsync();

        var view = page.Instance.View;
        Assert.InRange(view.Range.Fixed!.Value.Length, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
    }

    private long Calls(string operation) => Services.GetRequiredService<Dashboard.Aws.CallMeter>().Read().Rows.Where(row => row.Operation == operation).Sum(row => row.Tally.Calls);

    private async Task<IRenderedComponent<LogsPage>> OpenAsync(string url)
    {
        var page = Render(url);
        await UntilAsync(page, () => page.FindAll("[role=status]").Any(status => status.TextContent.Length > 0 && !status.TextContent.StartsWith("Searching", StringComparison.Ordinal)));
        return page;
    }

    // Renders are paced by the clock, which only this test moves.
    private async Task UntilAsync(IRenderedComponent<LogsPage> page, Func<bool> isSo)
    {
        using var limit = Limit();
        while (!await page.InvokeAsync(isSo))
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(5, limit.Token);
        }
    }

    private static async Task WaitAsync(Func<bool> isSo)
    {
        using var limit = Limit();
        while (!isSo())
            await Task.Delay(5, limit.Token);
    }

    private static CancellationTokenSource Limit()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(Xunit.TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        return limit;
    }

    private IRenderedComponent<LogsPage> Render(string url)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        return Render<LogsPage>();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await aws.DisposeAsync();
    }
}
