using Dashboard.Live;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Live;

public sealed class SideBySideTests
{
    private readonly FakeTimeProvider time = new(Make.Noon);
    private readonly TaskCompletionSource hanging = new();
    private readonly List<string> asked = [];
    private int shown;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_round_goes_on_without_a_place_that_hangs_and_does_not_ask_it_again_before_it_answered()
    {
        var places = new SideBySide<string>(time);

        var first = RoundAsync(places);
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        await first;
        await RoundAsync(places);
        Assert.True(places.IsAsked("hangs"));
        hanging.SetResult();
        await RoundAsync(places);

        Assert.Equal(["answers", "hangs", "answers", "answers", "hangs"], asked);
        Assert.Equal(3, shown);
    }

    [Fact]
    public async Task A_bug_at_one_place_is_thrown_after_the_others_were_shown_also_when_it_comes_late()
    {
        var places = new SideBySide<string>(time);
        var first = RoundAsync(places);
        time.Advance(TimeSpan.FromSeconds(2));
        await first;

        hanging.SetException(new InvalidOperationException("late"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => RoundAsync(places));
        Assert.Equal(2, shown);
    }

    private Task RoundAsync(SideBySide<string> places) => places.RoundAsync(["answers", "hangs"], place =>
    {
        asked.Add(place);
        return place == "hangs" ? hanging.Task : Task.CompletedTask;
    }, () => shown++, Cancel);
}
