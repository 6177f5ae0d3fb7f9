using Bunit;
using Dashboard.Logs;
using Dashboard.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Logs;

public sealed class LogTailStatusTests : BunitContext, IAsyncLifetime
{
    private TailHouse house = default!;

    public async ValueTask InitializeAsync()
    {
        house = await TailHouse.OpenAsync(("Logs:FollowBuffer", "100"));
        Services.AddSingleton<TimeProvider>(house.Time);
    }

    [Fact]
    public async Task It_says_that_lines_come_by_Live_Tail_and_in_how_many_seconds_AWS_left_some_out()
    {
        using var tail = house.Follow();
        await house.LiveAsync(tail);
        house.Break(InjectedFault.SessionSampled);
        await house.UntilAsync(tail, () => tail.States[0].SampledUpdates == 1);

        var text = Text(tail);

        Assert.StartsWith("Following by Live Tail. Read ", text, StringComparison.Ordinal);
        Assert.Contains("AWS left lines out in 1 second: Live Tail sends at most 500 lines a second.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_once_why_several_groups_are_polled_and_when_Live_Tail_is_tried_again()
    {
        house.Break(InjectedFault.Denied);
        using var tail = house.Tails.Follow(LogsRoom.Groups(TailHouse.Group, "/ecs/shop/cart"), null, () => { });
        await house.UntilAsync(tail, () => tail.States.All(state => state.Why is not null));

        var status = Render<LogTailStatus>(parameters => parameters.Add(part => part.Tail, tail));

        Assert.Contains("Following by polls every 2 s.", status.Find(".log-following").TextContent, StringComparison.Ordinal);
        var why = Assert.Single(status.FindAll(".log-polled")).TextContent;
        Assert.StartsWith("AWS refused logs:StartLiveTail in production: ", why, StringComparison.Ordinal);
        Assert.Matches(@"Until there is a session, lines are read every 2 s; Live Tail is tried again at \d\d:\d\d:\d\d UTC\.$", why);
    }

    [Fact]
    public async Task A_paused_viewer_reads_how_many_lines_wait_and_how_many_were_dropped()
    {
        using var tail = house.Follow();
        await house.LiveAsync(tail);
        var isResumed = false;
        var status = Render<LogTailStatus>(parameters => parameters.Add(part => part.Tail, tail).Add(part => part.OnShowNew, () => isResumed = true));
        await status.Find(".log-pause").ClickAsync();
        Assert.StartsWith("Paused.", status.Find(".log-paused").TextContent, StringComparison.Ordinal);
        await house.UntilAsync(tail, () => tail.Dropped > 0);

        status.Render();

        Assert.Equal("Paused. 100 new lines wait.", status.Find(".log-paused").TextContent);
        Assert.Matches("[0-9]+ lines? dropped here because more came than can wait. Search to see them.", status.Find(".log-following").TextContent);
        await status.Find(".log-resume").ClickAsync();
        Assert.True(isResumed);
    }

    private string Text(LogTail tail) => Render<LogTailStatus>(parameters => parameters.Add(part => part.Tail, tail)).Find(".log-following").TextContent.ReplaceLineEndings(" ").Trim() is var text ? System.Text.RegularExpressions.Regex.Replace(text, @"\s+", " ") : "";

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await house.DisposeAsync();
    }
}
