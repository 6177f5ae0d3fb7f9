using Dashboard.Metrics.Changes;

namespace Dashboard.Tests.Metrics.Changes;

public sealed class RateTestTests
{
    [Fact]
    public void A_rise_is_told_with_both_rates_and_their_counts()
    {
        var verdict = RateTest.Of(Noisy.Errors(60, 200, _ => 0.002), Noisy.Errors(15, 200, _ => 0.094, seed: 2));

        Assert.Equal((ChangeAnswer.Rose, null), (verdict.Answer, verdict.Doubt));
        Assert.Equal(verdict.ErrorsAfter / verdict.RequestsAfter, verdict.After);
        Assert.InRange(verdict.Before!.Value, 0.001, 0.004);
        Assert.InRange(verdict.Probability!.Value, 0.998, 1);
    }

    [Fact]
    public void A_fall_is_told_too() =>
        Assert.Equal(ChangeAnswer.Fell, RateTest.Of(Noisy.Errors(60, 200, _ => 0.1), Noisy.Errors(15, 200, _ => 0.01, seed: 2)).Answer);

    [Fact]
    public void Where_a_rise_would_have_shown_no_change_is_an_answer() =>
        Assert.Equal(ChangeAnswer.NoChangeSeen, RateTest.Of(Noisy.Errors(60, 200, _ => 0.01), Noisy.Errors(15, 200, _ => 0.01, seed: 2)).Answer);

    [Fact]
    public void Too_little_traffic_says_what_it_could_have_seen()
    {
        var verdict = RateTest.Of(Noisy.Errors(60, 1, _ => 0.01), Noisy.Errors(15, 1, _ => 0.01, seed: 2));

        Assert.Equal((ChangeAnswer.CannotTell, ChangeDoubt.TooLittleTraffic), (verdict.Answer, verdict.Doubt));
        Assert.InRange(verdict.SmallestSeen!.Value, 0.1, 0.8);
    }

    [Fact]
    public void Without_requests_before_or_after_or_with_few_minutes_nobody_can_tell()
    {
        var some = Noisy.Errors(10, 50, _ => 0.1);

        Assert.Equal(ChangeDoubt.NothingBefore, RateTest.Of([], some).Doubt);
        Assert.Equal(ChangeDoubt.NothingAfter, RateTest.Of(some, [new ObservedErrors(Noisy.Start, null, 0)]).Doubt);
        Assert.Equal(ChangeDoubt.TooFewMinutes, RateTest.Of(some[..2], some[..2]).Doubt);
        Assert.All([RateTest.Of([], some), RateTest.Of(some, [])], verdict => Assert.Equal((ChangeAnswer.CannotTell, null), (verdict.Answer, verdict.Probability)));
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(200, 0)]
    [InlineData(200, 0.03)]
    public void Of_a_hundred_deployments_that_changed_nothing_about_one_is_suspected(double perMinute, double likeness)
    {
        var suspected = Enumerable.Range(1, 400).Count(seed =>
            RateTest.Of(Noisy.Errors(60, perMinute, _ => 0.01, seed, likeness), Noisy.Errors(15, perMinute, _ => 0.01, 10_000 + seed, likeness)).Answer is ChangeAnswer.Rose or ChangeAnswer.Fell);

        Assert.InRange(suspected, 0, 12);
    }

    [Fact]
    public void The_exact_tail_is_that_of_the_hypergeometric_distribution()
    {
        // 3 of 4 marked ones in a draw of 5 out of 10: 50/210 and above it 5/210, of which the case itself counts half.
        Assert.Equal(25.0 / 210 + 5.0 / 210, Distributions.HypergeometricTail(3, 4, 5, 5), 1e-9);
        Assert.Equal(0.975, Distributions.Student(2.228138852, 10), 1e-8);
        Assert.Equal(-2.5758293035489, Distributions.NormalQuantile(0.005), 1e-7);
    }
}
