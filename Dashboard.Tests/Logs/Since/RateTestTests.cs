using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class RateTestTests
{
    [Theory]
    [InlineData(0, 1, 5, 1, 1 / 32.0)]
    [InlineData(0, 1, 1, 1, 0.5)]
    [InlineData(1, 1, 4, 1, 6 / 32.0)]
    [InlineData(0, 3, 2, 1, 1 / 16.0)]
    [InlineData(0, 1, 0, 1, 1)]
    [InlineData(9, 1, 3, 1, 1)]
    public void Chance_is_that_of_a_binomial_draw(long before, double exposureBefore, long now, double exposureNow, double chance) =>
        Assert.Equal(chance, RateTest.PValue(before, exposureBefore, now, exposureNow), 12);

    [Fact]
    public void Chance_agrees_with_the_draw_summed_term_by_term()
    {
        for (var before = 0; before <= 40; before++)
        {
            for (var now = 1; now <= 40; now++)
            {
                if (now <= (before + now) * 0.3)
                    continue;
                Assert.Equal(Summed(before + now, now, 0.3), RateTest.PValue(before, 7, now, 3), 9);
            }
        }
    }

    [Fact]
    public void Many_lines_are_no_trouble() => Assert.Multiple(
        () => Assert.InRange(RateTest.PValue(500_000, 1, 501_000, 1), 0.1, 0.2),
        () => Assert.InRange(RateTest.PValue(500_000, 1, 510_000, 1), 0, 1e-20),
        () => Assert.Equal(0, RateTest.PValue(0, 1, 1_000_000, 1)));

    [Fact]
    public void Equal_rates_are_called_different_no_more_often_than_the_level_says()
    {
        var random = new Random(17);
        const int Trials = 4000;
        var called = Enumerable.Range(0, Trials).Count(_ => RateTest.PValue(Poisson(random, 12), 2, Poisson(random, 6), 1) <= 0.05);

        Assert.InRange(called, 0, (int)(Trials * 0.06));
    }

    [Fact]
    public void Of_many_the_threshold_lets_through_what_is_far_from_chance_only()
    {
        Assert.Equal(0.012, RateTest.Threshold([0.001, 0.012, 0.2, 0.8], 0.05));
        Assert.True(RateTest.Threshold([0.03, 0.2, 0.8], 0.05) < 0);
        Assert.True(RateTest.Threshold([], 0.05) < 0);
    }

    private static double Summed(int all, int least, double share)
    {
        var sum = 0.0;
        for (var times = least; times <= all; times++)
            sum += Choose(all, times) * Math.Pow(share, times) * Math.Pow(1 - share, all - times);
        return sum;
    }

    private static double Choose(int all, int some)
    {
        var ways = 1.0;
        for (var one = 1; one <= some; one++)
            ways = ways * (all - some + one) / one;
        return ways;
    }

    // Knuth's.
    private static long Poisson(Random random, double mean)
    {
        var (limit, product, count) = (Math.Exp(-mean), random.NextDouble(), 0L);
        while (product > limit)
        {
            product *= random.NextDouble();
            count++;
        }

        return count;
    }
}
