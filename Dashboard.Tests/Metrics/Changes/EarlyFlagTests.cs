using Dashboard.Metrics.Changes;

namespace Dashboard.Tests.Metrics.Changes;

public sealed class EarlyFlagTests
{
    [Fact]
    public void The_flag_rises_within_minutes_and_knows_since_when()
    {
        var flag = EarlyFlag.After(Noisy.Errors(120, 50, _ => 0.01))!;
        var worse = Noisy.Errors(30, 50, _ => 0.1, seed: 2);
        var waited = worse.TakeWhile(minute => !flag.Observe(minute)).Count();

        Assert.InRange(waited, 2, 6);
        Assert.InRange((flag.Since!.Value - Noisy.Start).TotalMinutes, 0, 2);
    }

    [Fact]
    public void One_bad_minute_does_not_raise_it()
    {
        var flag = EarlyFlag.After(Noisy.Errors(120, 50, _ => 0.01))!;

        Assert.False(flag.Observe(new(Noisy.Start, 50, 50)));
        Assert.All(Noisy.Errors(30, 50, _ => 0.01, seed: 3), minute => Assert.False(flag.Observe(minute)));
    }

    [Fact]
    public void It_falls_when_the_rate_is_usual_again()
    {
        var flag = EarlyFlag.After(Noisy.Errors(120, 50, _ => 0.01))!;

        Assert.True(Noisy.Errors(30, 50, _ => 0.2, seed: 2).Select(flag.Observe).ToList()[^1]);
        Assert.False(Noisy.Errors(60, 50, _ => 0.01, seed: 4).Select(flag.Observe).ToList()[^1]);
        Assert.Null(flag.Since);
    }

    [Fact]
    public void A_quiet_fortnight_raises_it_at_most_once() =>
        Assert.InRange(Enumerable.Range(1, 14).Count(seed => EarlyFlag.After(Noisy.Errors(720, 50, _ => 0.01, seed)) is { } flag && Noisy.Errors(1440, 50, _ => 0.01, 100 + seed).Any(flag.Observe)), 0, 1);

    [Fact]
    public void Without_minutes_it_is_not_known_what_is_usual() => Assert.Null(EarlyFlag.After(Noisy.Errors(11, 50, _ => 0.01)));
}
