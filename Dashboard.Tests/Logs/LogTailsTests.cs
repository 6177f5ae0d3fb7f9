using Dashboard.Live;
using Dashboard.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Logs;

public sealed class LogTailsTests : IAsyncLifetime
{
    private readonly WatchedTime time = new(TimeSpan.FromSeconds(2));
    private readonly SemaphoreSlim changes = new(0);
    private FakeLogs aws = default!;
    private ServiceProvider room = default!;
    private LogTails tails = default!;

    public async ValueTask InitializeAsync()
    {
        aws = await FakeLogs.StartAsync();
        room = LogsRoom.Over(aws, time);
        tails = room.GetRequiredService<LogTails>();
        aws.Add("/a", Make.Noon.AddHours(-1), "old");
    }

    [Fact]
    public async Task Two_viewers_of_one_group_and_filter_share_one_poll()
    {
        using var one = Follow();
        using var other = Follow();
        using var another = tails.Follow(LogsRoom.Groups("/a"), LogQuery.FromPattern("other"), () => { });
        await time.WaitingAsync();
        await time.WaitingAsync();
        aws.Add("/a", Make.Noon.AddSeconds(1), "new");
        time.Advance(TimeSpan.FromSeconds(2));
        await ChangedAsync(2);

        Assert.Equal(2, tails.Polls);
        Assert.Equal(["new"], one.Take().Lines.Select(line => line.Text));
        Assert.Equal(["new"], other.Take().Lines.Select(line => line.Text));
        Assert.Equal(2, aws.Searches.Count(request => request["filterPattern"] is null));
    }

    [Fact]
    public async Task Follow_mode_decides_the_rest_of_the_words_and_shares_no_poll_with_other_words()
    {
        using var one = tails.Follow(LogsRoom.Groups("/a"), LogQuery.FromWords("error -cart"), () => changes.Release());
        using var other = tails.Follow(LogsRoom.Groups("/a"), LogQuery.FromWords("error cart"), () => changes.Release());
        await time.WaitingAsync();
        await time.WaitingAsync();
        aws.Add("/a", Make.Noon.AddSeconds(1), "Error of checkout");
        aws.Add("/a", Make.Noon.AddSeconds(1), "ERROR of Cart");
        time.Advance(TimeSpan.FromSeconds(2));
        await ChangedAsync(2);

        Assert.Equal(["Error of checkout"], one.Take().Lines.Select(line => line.Text));
        Assert.Equal(["ERROR of Cart"], other.Take().Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task The_poll_ends_with_its_last_viewer()
    {
        var one = Follow();
        var other = Follow();
        await time.WaitingAsync();

        one.Dispose();
        Assert.Equal(1, tails.Polls);
        other.Dispose();
        other.Dispose();

        Assert.Equal(0, tails.Polls);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(aws.Searches);
    }

    [Fact]
    public async Task An_event_comes_once_however_often_it_is_read_and_a_late_one_comes_too()
    {
        using var tail = Follow();
        var texts = new List<string>();
        await time.WaitingAsync();
        aws.Add("/a", Make.Noon.AddSeconds(1), "in time");
        for (var round = 0; round < 12; round++)
        {
            if (round == 6)
                aws.Add("/a", Make.Noon.AddSeconds(2), "ten seconds late");
            time.Advance(TimeSpan.FromSeconds(2));
            await time.WaitingAsync();
            texts.AddRange(tail.Take().Lines.Select(line => line.Text));
        }

        Assert.Equal(["in time", "ten seconds late"], texts);
    }

    [Fact]
    public async Task A_flood_drops_the_oldest_and_says_how_many()
    {
        using var tail = Follow();
        await time.WaitingAsync();
        for (var number = 0; number < 6_000; number++)
            aws.Add("/a", Make.Noon.AddSeconds(1).AddMicroseconds(number * 100), $"{number}");
        time.Advance(TimeSpan.FromSeconds(2));
        await ChangedAsync(1);

        var (lines, dropped) = tail.Take();

        Assert.Equal((5_000, 1_000L), (lines.Length, dropped));
        Assert.Equal("5999", lines[0].Text);
        Assert.Equal(0, tail.Take().Dropped);
    }

    [Fact]
    public async Task A_fault_is_shown_while_it_lasts_and_nothing_is_lost()
    {
        using var tail = Follow();
        await time.WaitingAsync();
        aws.Denied.Add("/a");
        await AdvanceAsync();
        Assert.Equal(FaultKind.Denied, Assert.Single(tail.Faults).Fault.Kind);
        aws.Add("/a", Make.Noon.AddSeconds(3), "meanwhile");

        aws.Denied.Clear();
        for (var round = 0; round < 3; round++)
            await AdvanceAsync();

        Assert.Empty(tail.Faults);
        Assert.Equal(["meanwhile"], tail.Take().Lines.Select(line => line.Text));
    }

    private LogTail Follow() => tails.Follow(LogsRoom.Groups("/a"), null, () => changes.Release());

    private async Task AdvanceAsync()
    {
        time.Advance(TimeSpan.FromSeconds(2));
        await time.WaitingAsync();
    }

    private async Task ChangedAsync(int count)
    {
        for (; count > 0; count--)
            await changes.WaitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await room.DisposeAsync();
        await aws.DisposeAsync();
    }
}
