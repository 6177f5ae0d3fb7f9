using Bunit;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs;

/// <summary>What a person can do with one line, over HTTP.</summary>
public sealed class LogOpenedLineTests : BunitContext, IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(Make.Noon);
    private FakeLogs aws = default!;

    public async ValueTask InitializeAsync()
    {
        aws = await FakeLogs.StartAsync();
        Services.AddLogsRoom(aws.Url, time);
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Logs/LogList.razor.js").Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Services.GetRequiredService<Feed<FleetSnapshot>>().Publish(Make.Snapshot(LogsRoom.Logging(), LogsRoom.Logging("cart")), Make.Noon);
    }

    [Fact]
    public async Task Fields_stand_in_a_table_and_narrow_the_query()
    {
        var opened = await OpenAsync("""{"level":"error","request":{"method":"GET"},"durationMs":1250}""");

        Assert.Equal(["level", "request.method", "durationMs"], opened.FindAll(".log-fields th").Select(cell => cell.TextContent));
        Assert.Equal("1.25 s", opened.FindAll(".log-fields td[title]")[^1].GetAttribute("title"));
        Assert.Contains("q=" + Uri.EscapeDataString("\"\\\"method\\\":\\\"GET\\\"\""), opened.Find("[aria-label='Only lines with request.method GET']").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("q=" + Uri.EscapeDataString("-\"\\\"level\\\":\\\"error\\\"\""), opened.Find("[aria-label='Without lines with level error']").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_is_copied_as_the_line_means_it()
    {
        var opened = await OpenAsync("""{"msg":"two\nlines"}""");

        await opened.Find("[aria-label='Copy msg']").ClickAsync();

        Assert.Equal("two\nlines", JSInterop.VerifyInvoke("dashboard.copy").Arguments[0]);
    }

    [Fact]
    public async Task A_request_id_leads_to_the_lines_of_every_service_that_has_it()
    {
        aws.Add("/ecs/shop/cart", Make.Noon.AddSeconds(-3), "INFO cart 7f3a9c2e11d04b55 loaded", "cart/cart/1");
        aws.Add("/ecs/shop/cart", Make.Noon.AddSeconds(-4), "INFO another", "cart/cart/1");
        var opened = await OpenAsync("""{"level":"error","requestId":"7f3a9c2e11d04b55"}""");

        var url = opened.Find(".log-related a").GetAttribute("href")!;
        Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        var page = Render<LogsPage>();

        Assert.Equal("In 2 log groups of production, 15 min before to 15 min after.", opened.Find(".log-related p").TextContent);
        await UntilAsync(page, () => page.FindAll("[role=option]").Count == 2);
        Assert.Equal(["checkout", "cart"], page.FindAll(".log-service").Select(cell => cell.TextContent));
        Assert.Equal(TimeSpan.FromMinutes(30), page.Instance.View.Range.Resolve(Make.Noon).Length);
    }

    [Fact]
    public async Task A_cut_line_is_fetched_whole_and_shown_as_far_as_a_browser_bears()
    {
        var opened = await OpenAsync("WARN " + new string('x', 1_000_000) + " request_id=7f3a9c2e11d04b55");

        Assert.Single(aws.Searches, request => request["logStreamNames"] is not null);
        for (var more = 0; more < 3; more++)
            await opened.FindAll("button").Single(button => button.TextContent == "Show more").ClickAsync();
        Assert.Equal(400 * 1024, opened.Find(".log-message").TextContent.Length);
        Assert.Contains("Download it to read the rest.", opened.Markup, StringComparison.Ordinal);
        Assert.StartsWith("/logs/event.txt?event=", opened.Find("a[download]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_off_is_said()
    {
        var late = await OpenAsync("2026-01-31T11:00:00Z ERROR written an hour ago");
        Assert.Contains("The line says 2026-01-31 11:00:00.000 UTC, 59 min before the time that CloudWatch has for it.", late.Markup, StringComparison.Ordinal);

        var right = await OpenAsync("2026-01-31T11:59:59.100Z ERROR written just now");
        Assert.DoesNotContain("The line says", right.Markup, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<LogLineDetail>> OpenAsync(string message)
    {
        aws.Add("/ecs/shop/checkout", Make.Noon.AddSeconds(-1), message);
        var chunk = await Services.GetRequiredService<LogSource>().ReadAsync(LogMake.Scope, new(Make.Noon.AddSeconds(-1), Make.Noon), null, null, Xunit.TestContext.Current.CancellationToken);
        var line = new LogLine(chunk.Value!.Events.First(found => found.Message == message));
        var opened = Render<LogLineDetail>(parameters => parameters.Add(detail => detail.Link, line.Link).Add(detail => detail.Line, line).Add(detail => detail.View, LogView.Empty with { Groups = [LogMake.Group] }));
        opened.WaitForElement(".log-message");
        return opened;
    }

    // Renders are paced by the clock, which only this test moves.
    private async Task UntilAsync(IRenderedComponent<LogsPage> page, Func<bool> isSo)
    {
        while (!await page.InvokeAsync(isSo))
        {
            Xunit.TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(5, Xunit.TestContext.Current.CancellationToken);
        }
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await aws.DisposeAsync();
    }
}
