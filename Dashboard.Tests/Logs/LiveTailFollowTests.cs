using Dashboard.Logs;
using Dashboard.Simulator;
using LogLine = Dashboard.Logs.LogLine;

namespace Dashboard.Tests.Logs;

public sealed class LiveTailFollowTests : IAsyncLifetime
{
    private TailHouse house = default!;

    public async ValueTask InitializeAsync() => house = await TailHouse.OpenAsync(("Logs:LiveTailRenewal", "00:01:00"));

    [Fact]
    public async Task Ten_viewers_of_one_group_and_filter_share_one_session_and_its_lines()
    {
        var tails = Enumerable.Range(0, 10).Select(_ => house.Follow()).ToArray();
        await house.LiveAsync(tails);
        await house.RunAsync(tails[0], 20);

        Assert.Equal((1, 1), (house.Logs.LiveTails, house.Logs.LiveTailsBegun));
        var first = tails[0].Take().Lines;
        Assert.NotEmpty(first);
        Assert.All(tails[1..], tail => Assert.Equal(first, tail.Take().Lines));
    }

    [Fact]
    public async Task Who_comes_later_gets_the_lines_of_the_last_seconds_that_a_search_may_not_find_yet()
    {
        using var first = house.Follow();
        await house.LiveAsync(first);
        await house.RunAsync(first, 10);

        using var later = house.Follow();

        Assert.NotEmpty(later.Take().Lines);
    }

    [Fact]
    public async Task The_sixteenth_group_or_filter_is_polled_with_the_reason_until_a_session_is_free()
    {
        var tails = Enumerable.Range(0, 15).Select(number => house.Follow($"-absent{number}")).ToArray();
        await house.LiveAsync(tails);
        using var sixteenth = house.Follow();
        await house.RunAsync(sixteenth, 10);

        Assert.Equal("The dashboard has 15 Live Tail sessions open in this account, as many as Logs:LiveTailSessions allows.", Assert.Single(sixteenth.States).Why);
        Assert.NotEmpty(sixteenth.Take().Lines);
        Assert.Equal(15, house.Logs.LiveTailsBegun);

        tails[3].Dispose();
        await house.LiveAsync(sixteenth);
        Assert.Null(Assert.Single(sixteenth.States).Why);
        Assert.Equal(15, house.Tails.Sessions);
    }

    [Fact]
    public async Task A_session_is_renewed_before_it_ends_without_loss_or_duplicate()
    {
        using var tail = house.Follow();
        var startedAt = house.Time.GetUtcNow();
        var lines = new List<LogLine>();
        for (var second = 0; second < 150; second++)
        {
            await house.RunAsync(tail, 1);
            lines.AddRange(tail.Take().Lines);
        }

        Assert.InRange(house.Logs.LiveTailsBegun, 3, 4);
        await AssertCompleteAsync(tail, lines, startedAt);
    }

    [Theory]
    [InlineData(InjectedFault.SessionStreaming, "CloudWatch reported an error of its own (SessionStreamingException)")]
    [InlineData(InjectedFault.SessionReset, "the connection broke")]
    [InlineData(InjectedFault.SessionSilent, "nothing came for 15 s")]
    public async Task A_session_that_breaks_is_told_polled_meanwhile_and_begun_again_without_loss(string fault, string why)
    {
        using var tail = house.Follow();
        var startedAt = house.Time.GetUtcNow();
        await house.LiveAsync(tail);
        await house.RunAsync(tail, 12);
        house.Break(fault);
        await house.UntilAsync(tail, () => !tail.States[0].IsLive);

        Assert.Equal($"The Live Tail session ended early: {why}.", tail.States[0].Why);
        Assert.NotNull(tail.States[0].RetryAt);
        await house.LiveAsync(tail);
        await house.RunAsync(tail, 10);

        Assert.Equal(2, house.Logs.LiveTailsBegun);
        await AssertCompleteAsync(tail, [.. tail.Take().Lines], startedAt);
    }

    [Fact]
    public async Task A_session_whose_three_hours_are_over_is_followed_by_another_at_once()
    {
        using var tail = house.Follow();
        var startedAt = house.Time.GetUtcNow();
        await house.LiveAsync(tail);
        await house.RunAsync(tail, 8);
        house.Break(InjectedFault.SessionTimeout);
        await house.UntilAsync(tail, () => house.Logs.LiveTailsBegun == 2);
        await house.RunAsync(tail, 10);

        Assert.Null(tail.States[0].Why);
        await AssertCompleteAsync(tail, [.. tail.Take().Lines], startedAt);
    }

    [Fact]
    public async Task A_services_streams_are_followed_by_their_prefix_and_nothing_else_is()
    {
        var stream = house.Logs.DescribeLogStreams(TailHouse.Group).MaxBy(found => found.LastEventTimestamp)!.LogStreamName;
        using var tail = house.Tails.Follow([LogsRoom.Groups(TailHouse.Group)[0] with { StreamPrefix = stream[..^20] }], null, () => { });
        await house.LiveAsync(tail);
        await house.UntilAsync(tail, () => tail.Waiting > 5);

        Assert.All(tail.Take().Lines, line => Assert.Equal(stream, line.Stream));
    }

    [Fact]
    public async Task Lines_that_AWS_left_out_are_counted_by_the_second()
    {
        using var tail = house.Follow();
        await house.LiveAsync(tail);
        house.Break(InjectedFault.SessionSampled);
        house.Break(InjectedFault.SessionSampled);

        await house.UntilAsync(tail, () => tail.States[0].SampledUpdates == 2);
        await house.RunAsync(tail, 3);
        Assert.Equal(2, tail.States[0].SampledUpdates);
    }

    [Fact]
    public async Task A_refusal_by_IAM_leads_to_polls_and_is_asked_again_after_ten_minutes_only()
    {
        house.Break(InjectedFault.Denied);
        using var tail = house.Follow();
        using var other = house.Follow("-absent");
        await house.RunAsync(tail, 40);

        Assert.Contains("AWS refused logs:StartLiveTail in production", tail.States[0].Why!, StringComparison.Ordinal);
        Assert.NotEmpty(tail.Take().Lines);
        Assert.InRange(house.Asked, 1, 2);

        var asked = house.Asked;
        house.Aws.Faults.Clear();
        house.Time.Advance(TimeSpan.FromMinutes(8));
        await house.RunAsync(tail, 10);
        Assert.Equal(0, house.Logs.LiveTailsBegun);
        house.Time.Advance(TimeSpan.FromMinutes(2));
        await house.LiveAsync(tail, other);
        Assert.InRange(asked, 1, 2);
    }

    [Fact]
    public async Task An_account_without_a_session_left_leads_to_polls_with_AWSs_words()
    {
        house.Break(InjectedFault.LimitExceeded);
        using var tail = house.Follow();
        await house.UntilAsync(tail, () => tail.States[0].Why is not null);

        Assert.StartsWith("AWS begins no further Live Tail session in the account of production:", tail.States[0].Why, StringComparison.Ordinal);
        house.Aws.Faults.Clear();
        await house.LiveAsync(tail);
    }

    [Fact]
    public async Task The_last_viewers_leaving_ends_the_session_after_half_a_minute()
    {
        var tail = house.Follow();
        using var witness = house.Follow("-absent");
        await house.LiveAsync(tail, witness);
        tail.Dispose();
        await house.RunAsync(witness, 20);
        var back = house.Follow();
        Assert.True(back.States[0].IsLive);
        Assert.Equal(2, house.Logs.LiveTailsBegun);

        back.Dispose();
        await house.RunAsync(witness, 25);
        Assert.Equal(2, house.Tails.Polls);
        await house.UntilAsync(witness, () => house.Logs.LiveTails == 1);
        Assert.Equal(1, house.Tails.Polls);
    }

    [Fact]
    public async Task A_paused_viewer_takes_nothing_and_sees_how_much_waits_and_what_could_not()
    {
        var small = await TailHouse.OpenAsync(("Logs:FollowBuffer", "100"));
        await using var _ = small;
        using var tail = small.Follow();
        await small.LiveAsync(tail);
        tail.Pause();
        await small.UntilAsync(tail, () => tail.Dropped > 0);

        Assert.Empty(tail.Take().Lines);
        Assert.Equal(100, tail.Waiting);
        var dropped = tail.Dropped;
        tail.Resume();
        var (lines, lost) = tail.Take();
        Assert.Equal((100, dropped), (lines.Length, lost));
        Assert.Equal(lines.Max(line => line.At), lines[0].At);
    }

    private async Task AssertCompleteAsync(LogTail tail, List<LogLine> lines, DateTimeOffset startedAt)
    {
        // What was written last may still be on its way; what was read is complete.
        var to = tail.ReadAt!.Value.AddSeconds(-2);
        await house.RunAsync(tail, 12);
        lines.AddRange(tail.Take().Lines);
        Assert.NotEmpty(lines);
        Assert.Equal(house.Written(startedAt, to), TailHouse.Shown(lines, startedAt, to));
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();
}
