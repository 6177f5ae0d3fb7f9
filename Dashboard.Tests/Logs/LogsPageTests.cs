using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs;

public sealed class LogsPageTests : BunitContext, IAsyncLifetime
{
    private const int MostSteps = 2_000;
    private readonly FakeTimeProvider time = new(Make.Noon) { AutoAdvanceAmount = TimeSpan.Zero };
    private FakeLogs aws = default!;

    public async ValueTask InitializeAsync()
    {
        aws = await FakeLogs.StartAsync();
        Services.AddLogsRoom(aws.Url, time);
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Logs/LogList.razor.js").Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Services.GetRequiredService<Feed<FleetSnapshot>>().Publish(Make.Snapshot(LogsRoom.Logging(), LogsRoom.Logging("cart")), Make.Noon);
        aws.Add("/ecs/shop/checkout", Make.Noon.AddMinutes(-1), "{\"level\":\"error\",\"msg\":\"<img src=x onerror=alert(1)>\"}");
        aws.Add("/ecs/shop/checkout", Make.Noon.AddMinutes(-2), "INFO \u001b[31mred\u001b[0m \u202etxt");
    }

    [Fact]
    public async Task Lines_come_newest_first_with_level_and_nothing_in_them_runs()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout");

        var rows = page.FindAll("[role=option]");
        Assert.Equal(["ERROR", "INFO"], rows.Select(row => row.QuerySelector(".log-level")!.TextContent));
        Assert.Contains("<img src=x onerror=alert(1)>", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("INFO red ‹U+202E›txt", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("img"));
        Assert.Contains("2 lines between 11:00:00 UTC and 12:00:00 UTC.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_lines_are_shown_before_the_next_quarter_of_a_second()
    {
        var page = Render("/logs?service=production/shop/checkout");

        // The clock stands, so what waits for it does not come.
        await page.WaitForStateAsync(() => page.FindAll("[role=option]").Count == 2, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_row_is_no_component_of_its_own()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout");

        Assert.Equal(2, page.FindAll("[role=option]").Count);
        Assert.Empty(page.FindComponent<LogList>().FindComponents<ColouredText>());
    }

    [Fact]
    public async Task Nothing_is_searched_before_something_is_chosen()
    {
        var page = Render();

        Assert.Contains("Choose a service or a log group.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(aws.Requests);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task What_lies_before_the_bound_of_a_viewer_is_one_link_away()
    {
        for (var number = 0; number < 20_000; number++)
            aws.Add("/ecs/shop/checkout", Make.Noon.AddMilliseconds(-number * 100 - 1), $"INFO line {number} is as long as lines are");
        var page = await OpenAsync("/logs?service=production/shop/checkout");
        var kept = page.FindComponent<LogList>().Instance.Rows;
        var oldest = kept[^1];
        Assert.Contains($"20,002 lines between 11:00:00 UTC and 12:00:00 UTC. The newest {kept.Count:N0} are here, back to {oldest.At:HH:mm:ss} UTC.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("20,001 info", page.Find(".log-histogram-key .infos").TextContent);

        page = await OpenAsync(page.Find(".log-older").GetAttribute("href")!);

        var older = page.FindComponent<LogList>().Instance.Rows;
        Assert.Equal(oldest.At.AddMilliseconds(-100), older.First(line => line.At < oldest.At).At);
        Assert.Equal("INFO line 19999 is as long as lines are", older[^1].Text);
        Assert.Empty(page.FindAll(".log-older"));
    }

    [Fact]
    public async Task Patterns_of_all_lines_that_a_search_reads_are_sorted_opened_and_lead_to_their_lines()
    {
        for (var number = 0; number < 12_000; number++)
            aws.Add("/ecs/shop/checkout", Make.Noon.AddMilliseconds(-number * 100 - 120_001), $"INFO order {number} placed for customer {number * 7919}");

        var page = await OpenAsync("/logs?service=production/shop/checkout&view=patterns");

        Assert.Contains("patterns in 12,002 lines between 11:00:00 UTC and 12:00:00 UTC.", page.Find(".patterns [role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("order number placed for customer number", page.Find(".pattern-text").TextContent);
        Assert.Empty(page.FindAll("[role=option]"));

        page.Find(".pattern-row").Click();
        Assert.Equal("true", page.Find(".pattern-row").GetAttribute("aria-expanded"));
        Assert.Contains("/logs?service=production%2Fshop%2Fcheckout&q=%22placed%20for%20customer%22%20%22order%22", page.FindAll(".pattern-links a").Select(link => link.GetAttribute("href")));

        var newest = await OpenAsync("/logs?service=production/shop/checkout&view=patterns&sort=newness");
        Assert.StartsWith("<img", newest.Find(".pattern-text").TextContent, StringComparison.Ordinal);
        Assert.Empty(newest.FindAll("img"));
    }

    [Fact]
    public async Task One_word_is_shown_as_the_spellings_that_CloudWatch_is_asked_for()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout&q=Info");

        Assert.Equal("Sent to CloudWatch as: ?info ?Info ?INFO", page.Find(".log-translation").TextContent.Trim());
        Assert.Single(page.FindAll("[role=option]"));
    }

    [Fact]
    public async Task Words_are_shown_as_the_pattern_they_become_and_that_the_rest_is_decided_here()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout&q=order-id%20-slow");

        Assert.Equal("?\"order-id\" ?\"Order-id\" ?\"ORDER-ID\"", page.Find(".log-translation code").TextContent);
        Assert.Equal("?\"order-id\" ?\"Order-id\" ?\"ORDER-ID\"", (string?)aws.Searches[0]["filterPattern"]);
        Assert.EndsWith("; checked here: “order-id”, not “slow”.", page.Find(".log-translation").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("No lines match.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_pattern_and_an_unknown_service_say_so_on_the_page()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout&service=production/shop/gone&syntax=pattern&q=%7B%20broken");

        Assert.Contains("Invalid character(s) in term '{ broken'", page.Find(".note-fault").TextContent, StringComparison.Ordinal);
        Assert.Contains("There is no service production/shop/gone", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_cannot_be_meant_says_why_marks_where_and_asks_AWS_nothing()
    {
        var page = Render("/logs?service=production/shop/checkout&q=slow%20level:loud%20x");

        Assert.Contains("“loud” is not a level", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(("loud", "slow level:loud x"), (page.Find(".log-marked mark").TextContent, page.Find(".log-marked").TextContent));
        Assert.Empty(aws.Searches);
    }

    [Fact]
    public void Every_bad_value_gets_its_sentence_and_the_page_stands()
    {
        var page = Render("/logs?service=x&group=y&syntax=z&range=9y&follow=perhaps&event=nowhere");

        Assert.Equal(6, page.FindAll("[role=alert]").Count);
    }

    [Fact]
    public async Task An_opened_line_is_pretty_and_its_address_opens_it_again_without_a_search()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout");
        await page.Find("[role=option]").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("  \"level\": \"error\"", page.Find(".log-message").TextContent, StringComparison.Ordinal));
        var address = Services.GetRequiredService<NavigationManager>().Uri;
        Assert.Contains("event=", address, StringComparison.Ordinal);

        var link = page.Instance.View.UrlOf(page.Instance.View.Event!.Value);
        var before = aws.Searches.Count;
        var later = Render(link.Replace("service=production%2Fshop%2Fcheckout&", "", StringComparison.Ordinal));

        later.WaitForAssertion(() => Assert.Contains("onerror", later.Find(".log-message").TextContent, StringComparison.Ordinal));
        Assert.Equal(before + 1, aws.Searches.Count);
    }

    [Fact]
    public async Task A_megabyte_is_fetched_and_shown_in_pieces()
    {
        aws.Add("/ecs/shop/checkout", Make.Noon.AddSeconds(-1), "WARN " + new string('x', 1_000_000));
        var page = await OpenAsync("/logs?service=production/shop/checkout");
        Assert.True(page.Find("[role=option] .log-text").TextContent.Length < 500);

        await page.Find("[role=option]").ClickAsync();

        page.WaitForAssertion(() => Assert.Equal((16 * 1024) , page.Find(".log-message").TextContent.Length));
        await page.FindAll("button").Single(button => button.TextContent == "Show more").ClickAsync();
        Assert.Equal(144 * 1024, page.Find(".log-message").TextContent.Length);
    }

    [Fact]
    public async Task The_keyboard_moves_the_cursor_and_opens_a_line()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout");
        var list = page.FindComponent<LogList>();

        await page.InvokeAsync(() => list.Instance.Moved(1));
        await page.InvokeAsync(() => list.Instance.Moved(1));
        Assert.Contains("red", page.Find("[aria-selected=true]").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => list.Instance.Opened());

        page.WaitForAssertion(() => Assert.Contains("INFO red", page.Find(".log-message").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stack_trace_of_many_events_is_one_row_until_somebody_opens_it()
    {
        foreach (var (number, text) in new[] { "ERROR checkout broke", "java.lang.IllegalStateException: no", "\tat shop.Checkout.pay(Checkout.java:12)" }.Index())
            aws.Add("/ecs/shop/checkout", Make.Noon.AddSeconds(-5).AddMilliseconds(number), text);
        var page = await OpenAsync("/logs?service=production/shop/checkout");
        Assert.Equal(3, page.FindAll("[role=option]").Count);
        Assert.Equal("+2 lines", page.Find(".log-fold").TextContent);

        await page.Find(".log-fold").ClickAsync();
        Assert.Equal(["−2 lines", "java.lang.IllegalStateException: no", " at shop.Checkout.pay(Checkout.java:12)"], page.FindAll("[role=option] .log-text").Take(3).Select((cell, row) => row == 0 ? cell.QuerySelector(".log-fold")!.TextContent : cell.TextContent));

        await page.Find("[role=option]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("java.lang.IllegalStateException: no\n\tat shop.Checkout.pay(Checkout.java:12)", page.Find(".log-following").TextContent));
    }

    [Fact]
    public async Task A_link_to_a_line_inside_a_trace_opens_the_trace_and_the_arrow_keys_close_it()
    {
        aws.Add("/ecs/shop/checkout", Make.Noon.AddSeconds(-5), "ERROR checkout broke");
        aws.Add("/ecs/shop/checkout", Make.Noon.AddSeconds(-5).AddMilliseconds(1), "\tat shop.Checkout.pay(Checkout.java:12)");
        var chunk = await Services.GetRequiredService<LogSource>().ReadAsync(LogMake.Scope, new(Make.Noon.AddSeconds(-6), Make.Noon), null, null, Xunit.TestContext.Current.CancellationToken);
        var inside = new LogLine(chunk.Value!.Events[0]).Link;

        var page = await OpenAsync("/logs?service=production/shop/checkout&event=" + Uri.EscapeDataString(inside.ToString()));
        await UntilAsync(page, () => page.FindAll("[role=option]").Count == 4);
        Assert.Contains("at shop.Checkout.pay", page.Find("[aria-selected=true]").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.FindComponent<LogList>().Instance.Folded(isClosed: true));

        await UntilAsync(page, () => page.FindAll("[role=option]").Count == 3);
        Assert.Contains("ERROR checkout broke", page.Find("[aria-selected=true]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ends_a_search_that_AWS_has_not_answered()
    {
        var gate = new TaskCompletionSource();
        aws.Gate = gate.Task;
        var page = Render("/logs?service=production/shop/checkout");
        page.WaitForAssertion(() => Assert.Contains("Searching: back to", page.Find("[role=status]").TextContent, StringComparison.Ordinal));

        await page.FindAll("button").Single(button => button.TextContent == "Stop").ClickAsync();

        Assert.Contains("Stopped.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        gate.SetResult();
    }

    [Fact]
    public async Task Leaving_a_line_gives_up_its_read()
    {
        aws.Slow.Add("/ecs/shop/cart");
        var link = new LogEventLink(new LogGroupKey("production", "/ecs/shop/cart"), LogMake.Stream, Make.Noon, 1);
        await UntilAsync(Render("/logs?event=" + Uri.EscapeDataString(link.ToString())), () => aws.Searches.Count == 1);

        await DisposeComponentsAsync();

        await aws.Abandoned.Task.WaitAsync(FakeLogs.SoonerThanTimeLimits, Xunit.TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task New_lines_wait_while_the_person_reads_further_down()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout&follow=1");
        var list = page.FindComponent<LogList>();
        await page.InvokeAsync(() => list.Instance.AtTop(false));
        aws.Add("/ecs/shop/checkout", Make.Noon.AddSeconds(1), "fresh");

        await UntilAsync(page, () => page.FindAll(".log-new").Count == 1);
        Assert.Equal("1 new line ↑", page.Find(".log-new").TextContent);
        Assert.Equal(2, page.FindAll("[role=option]").Count);
        await page.Find(".log-new").ClickAsync();

        Assert.Contains("fresh", page.FindAll("[role=option]")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_the_page_ends_its_poll()
    {
        var page = await OpenAsync("/logs?service=production/shop/checkout&follow=1");
        Assert.Equal(1, Services.GetRequiredService<LogTails>().Polls);

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<LogTails>().Polls);
        Assert.NotNull(page);
    }

    private async Task<IRenderedComponent<LogsPage>> OpenAsync(string url)
    {
        var page = Render(url);
        await UntilAsync(page, () => page.FindAll("[role=status]").Any(status => !status.TextContent.StartsWith("Searching", StringComparison.Ordinal) && status.TextContent.Length > 0));
        return page;
    }

    // Renders are paced by the clock, which only this test moves.
    private async Task UntilAsync(IRenderedComponent<LogsPage> page, Func<bool> isSo)
    {
        for (var step = 0; !await page.InvokeAsync(isSo); step++)
        {
            Assert.True(step < MostSteps, $"This page does not come to what was waited for: {page.Find(".page").TextContent}");
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(5, Xunit.TestContext.Current.CancellationToken);
        }
    }

    private IRenderedComponent<LogsPage> Render(string url = "/logs")
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
