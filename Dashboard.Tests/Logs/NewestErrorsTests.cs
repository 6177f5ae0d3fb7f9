using Bunit;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Logs;

public sealed class NewestErrorsTests : BunitContext, IAsyncLifetime
{
    private readonly WatchedTime time = new(TimeSpan.FromSeconds(30));
    private FakeLogs aws = default!;

    public async ValueTask InitializeAsync()
    {
        aws = await FakeLogs.StartAsync();
        Services.AddLogsRoom(aws.Url, time);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Services.GetRequiredService<Feed<FleetSnapshot>>().Publish(Make.Snapshot(LogsRoom.Logging()), Make.Noon);
        aws.Add("/ecs/shop/checkout", Make.Noon.AddMinutes(-1), "2026 ERROR payment broke", "checkout/checkout/t1");
        aws.Add("/ecs/shop/checkout", Make.Noon.AddMinutes(-2), "INFO the error count is 0", "checkout/checkout/t1");
        aws.Add("/ecs/shop/checkout", Make.Noon.AddMinutes(-3), "INFO fine", "checkout/checkout/t1");
    }

    [Fact]
    public async Task Everybody_shares_one_search_that_runs_only_while_somebody_looks()
    {
        var errors = Services.GetRequiredService<NewestErrors>();
        var one = errors.Hold(Make.Key());
        var other = errors.Hold(Make.Key());
        await time.WaitingAsync();
        Assert.Equal(2, aws.Searches.Count); // three hours are read as one and two

        one.Dispose();
        time.Advance(TimeSpan.FromSeconds(30));
        await time.WaitingAsync();
        Assert.Equal(4, aws.Searches.Count);
        other.Dispose();

        Assert.Equal(0, errors.Polls);
        Assert.Single(errors.Of(Make.Key()).Current.Value!.Lines);
    }

    [Fact]
    public async Task A_line_that_is_found_again_stays_the_same_and_so_where_it_stands_on_the_screen()
    {
        var errors = Services.GetRequiredService<NewestErrors>();
        using var hold = errors.Hold(Make.Key());
        await time.WaitingAsync();
        var first = Assert.Single(errors.Of(Make.Key()).Current.Value!.Lines);

        aws.Add("/ecs/shop/checkout", Make.Noon.AddSeconds(1), "2026 ERROR again", "checkout/checkout/t1");
        time.Advance(TimeSpan.FromSeconds(30));
        await time.WaitingAsync();

        var lines = errors.Of(Make.Key()).Current.Value!.Lines;
        Assert.Equal(2, lines.Length);
        Assert.Same(first, lines[1]);
    }

    [Fact]
    public async Task The_panel_shows_only_lines_that_say_they_are_errors_and_links_each()
    {
        var panel = Render<NewestErrorsPanel>(parameters => parameters.Add(shown => shown.Key, Make.Key()));
        await time.WaitingAsync();

        panel.WaitForAssertion(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            Assert.Contains("payment broke", Assert.Single(panel.FindAll("li")).TextContent, StringComparison.Ordinal);
        });
        Assert.Contains("the newest of the last three hours", panel.Markup, StringComparison.Ordinal);
        var link = panel.Find("li a").GetAttribute("href")!;
        Assert.Contains("service=production%2Fshop%2Fcheckout", link, StringComparison.Ordinal);
        Assert.Contains("event=", link, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pattern_is_one_that_CloudWatch_takes() => Assert.True(NewestErrors.Pattern.Length < LogQuery.LongestPattern);

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await aws.DisposeAsync();
    }
}
