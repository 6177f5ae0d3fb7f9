using Dashboard.Metrics.Changes;

namespace Dashboard.Tests.Metrics.Changes;

public sealed class LevelTestTests
{
    [Fact]
    public void A_rise_is_told_with_both_levels()
    {
        var verdict = LevelTest.Of(Noisy.Values(60, _ => 50), Noisy.Values(15, _ => 53, seed: 2));

        Assert.Equal((ChangeAnswer.Rose, null), (verdict.Answer, verdict.Doubt));
        Assert.InRange(verdict.Before!.Value, 49, 51);
        Assert.InRange(verdict.After!.Value, 52, 54);
        Assert.InRange(verdict.Probability!.Value, RateTest.Sure, 1);
    }

    [Fact]
    public void A_spike_after_it_is_no_rise() =>
        Assert.Equal(ChangeAnswer.NoChangeSeen, LevelTest.Of(Noisy.Values(60, _ => 50), Noisy.Values(15, row => row == 7 ? 500 : 50, seed: 2)).Answer);

    [Fact]
    public void Noise_in_which_a_quarter_more_would_not_show_is_no_answer()
    {
        var verdict = LevelTest.Of(Noisy.Values(60, _ => 0.5), Noisy.Values(5, _ => 0.5, seed: 2));

        Assert.Equal((ChangeAnswer.CannotTell, ChangeDoubt.TooMuchNoise), (verdict.Answer, verdict.Doubt));
    }

    [Fact]
    public void Without_values_before_or_after_or_with_few_nobody_can_tell()
    {
        var some = Noisy.Values(60, _ => 50);

        Assert.Equal(ChangeDoubt.NothingBefore, LevelTest.Of([], some).Doubt);
        Assert.Equal(ChangeDoubt.NothingAfter, LevelTest.Of(some, [new(Noisy.Start, null)]).Doubt);
        Assert.Equal(ChangeDoubt.TooFewMinutes, LevelTest.Of(some, some[..2]).Doubt);
    }

    [Fact]
    public void Of_a_hundred_deployments_that_changed_nothing_about_one_is_suspected() =>
        Assert.InRange(Enumerable.Range(1, 400).Count(seed => LevelTest.Of(Noisy.Values(60, _ => 50, seed), Noisy.Values(15, _ => 50, 10_000 + seed)).Answer is ChangeAnswer.Rose or ChangeAnswer.Fell), 0, 14);

    [Fact]
    public void A_constant_that_stays_has_not_changed_and_one_that_moves_has()
    {
        ObservedValue[] two = [.. Enumerable.Range(0, 30).Select(row => new ObservedValue(Noisy.Start.AddMinutes(row), 2))];

        Assert.Equal(ChangeAnswer.NoChangeSeen, LevelTest.Of(two, two[..10]).Answer);
        Assert.Equal(ChangeAnswer.Rose, LevelTest.Of(two, [.. two[..10].Select(point => point with { Value = 3 })]).Answer);
    }
}
