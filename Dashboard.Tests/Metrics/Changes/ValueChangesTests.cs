using Dashboard.Metrics.Changes;
using Dashboard.Tests.Bench.Verdicts;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Tests.Metrics.Changes;

public sealed class ValueChangesTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(40);

    [Fact]
    public void A_big_step_is_found_where_it_is_at_any_place_but_the_edge() => Check.One(Thorough, Prop.ForAll(
        Gen.Choose(12, 388).Zip(Gen.Choose(1, 10_000)).ToArbitrary(),
        at => ValueChanges.Find(Noisy.Values(400, row => row >= at.Item1 ? 62 : 50, at.Item2)) is [var only]
            && Math.Abs(only.Row - at.Item1) <= 1 && only.Probability > 0.99 && Math.Abs(only.Before - 50) < 2 && Math.Abs(only.After - 62) < 2));

    [Fact]
    public void The_unit_moves_nothing() => Check.One(Thorough, Prop.ForAll(
        Gen.Choose(-12, 12).Zip(Gen.Choose(1, 10_000)).ToArbitrary(),
        drawn =>
        {
            var series = Noisy.Values(300, row => row is > 100 and < 190 ? 46 : 40, drawn.Item2);
            var factor = Math.Pow(10, drawn.Item1 / 2.0);
            return Rows(series).SequenceEqual(Rows([.. series.Select(point => point with { Value = factor * point.Value })]));
        }));

    [Fact]
    public void When_it_was_moves_nothing() => Check.One(Thorough, Prop.ForAll(
        Gen.Choose(-100_000, 100_000).Zip(Gen.Choose(1, 10_000)).ToArbitrary(),
        drawn =>
        {
            var series = Noisy.Values(2000, row => 40 + 9 * Math.Sin(row / 1440.0 * 2 * Math.PI) + (row > 1600 ? 5 : 0), drawn.Item2);
            return Rows(series).SequenceEqual(Rows([.. series.Select(point => point with { At = point.At.AddMinutes(drawn.Item1) })]));
        }));

    [Fact]
    public void A_constant_never_changes() => Check.One(Thorough, Prop.ForAll(
        Gen.Choose(0, 3000).Zip(Gen.Choose(-1_000_000, 1_000_000)).ToArbitrary(),
        drawn => ValueChanges.Find([.. Enumerable.Range(0, drawn.Item1).Select(row => new ObservedValue(Noisy.Start.AddMinutes(row), drawn.Item2 / 7.0))]).Count == 0));

    [Fact]
    public void Noise_alone_is_no_change() =>
        Assert.InRange(Enumerable.Range(1, 60).Sum(seed => ValueChanges.Find(Noisy.Values(1440, _ => 50, seed)).Count), 0, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Who_comes_back_within_four_points_was_a_spike(int length) =>
        Assert.Empty(ValueChanges.Find(Noisy.Values(600, row => row >= 300 && row < 300 + length ? 90 : 50)));

    [Fact]
    public void Who_stays_away_for_longer_changed_twice() =>
        Assert.Equal([300, 310], Rows(Noisy.Values(600, row => row is >= 300 and < 310 ? 62 : 50)));

    [Fact]
    public void Three_points_at_the_end_are_told_at_once_and_two_are_not_yet()
    {
        var series = Noisy.Values(303, row => row >= 300 ? 62 : 50);

        Assert.Equal([300], Rows(series));
        Assert.Empty(Rows(series[..302]));
    }

    [Theory]
    [InlineData(1, 4000)]
    [InlineData(1, 1440)]
    [InlineData(1, 700)]
    [InlineData(60, 336)]
    public void A_days_cycle_is_no_change_and_does_not_hide_one(int minutes, int count)
    {
        var at = count * 3 / 4;
        var quiet = Noisy.Values(count, Cycle, minutes: minutes);

        Assert.Empty(ValueChanges.Find(quiet));
        Assert.Equal([at], Rows([.. quiet.Select((point, row) => point with { Value = point.Value + (row >= at ? 8 : 0) })]));

        double Cycle(int row) => 100 + 10 * Math.Sin(row * minutes / 1440.0 * 2 * Math.PI);
    }

    [Fact]
    public void A_ramp_is_one_change_from_where_it_begins()
    {
        var found = Rows(Noisy.Values(900, row => 50 + 20 * Math.Clamp((row - 500) / 40.0, 0, 1)));

        Assert.InRange(Assert.Single(found), 496, 506);
    }

    [Fact]
    public void Missing_minutes_are_gaps_and_rows_are_counted_with_them()
    {
        var series = Noisy.Values(600, row => row >= 400 ? 58 : 50).Select((point, row) => row % 3 == 1 || row is > 100 and < 180 ? point with { Value = null } : point).ToArray();
        series[50] = series[50] with { Value = double.NaN };

        Assert.InRange(Assert.Single(Rows(series)), 399, 402);
    }

    [Fact]
    public void Whole_numbers_without_noise_change_where_they_change() =>
        Assert.Equal([40, 70], [.. ValueChanges.Find([.. Enumerable.Range(0, 100).Select(row => new ObservedValue(Noisy.Start.AddMinutes(row), row is >= 40 and < 70 ? 3 : 2))]).Select(change => change.Row)]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_happens_once_an_hour_is_no_change_and_does_not_hide_one(int kind) =>
        Assert.Equal([500], Rows(Noisy.Values(720, row => 100 + (kind == 1 ? 3 * Math.Sin(row / 60.0 * 2 * Math.PI) : row % 60 < 3 ? 15 : 0) + (row >= 500 ? 6 : 0))));

    [Fact]
    public void Noise_that_remembers_longer_than_its_neighbours_tell_is_no_change()
    {
        var found = Enumerable.Range(1, 20).Sum(seed =>
        {
            var (draws, state) = (new Draws(seed), 0.0);
            return Rows(Noisy.Values(1000, _ => 50 + (state = 0.95 * state + 0.31 * draws.Normal()), 1000 + seed)).Length;
        });

        Assert.InRange(found, 0, 2);
    }

    [Fact]
    public void Errors_that_begin_to_come_by_the_handful_began_once()
    {
        var found = Enumerable.Range(1, 20).Select(seed =>
        {
            var draws = new Draws(seed);
            return Rows([.. Enumerable.Range(0, 800).Select(row => new ObservedValue(Noisy.Start.AddMinutes(row), row >= 600 ? draws.Poisson(4) : draws.Chance(0.01) ? 1 : 0))]);
        }).ToList();

        Assert.All(found, rows => Assert.Contains(rows, row => Math.Abs(row - 600) <= 5));
        Assert.InRange(found.Sum(rows => rows.Length), 20, 28);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-9)]
    [InlineData(-1e6)]
    [InlineData(1e300)]
    public void Magnitude_and_sign_do_not_matter(double factor) =>
        Assert.Equal([200], Rows([.. Noisy.Values(300, row => row >= 200 ? 62 : 50).Select(point => point with { Value = factor * point.Value })]));

    [Fact]
    public void One_absurd_value_hides_nothing()
    {
        var series = Noisy.Values(300, row => row >= 200 ? 62 : 50);
        series[77] = series[77] with { Value = 1e308 };

        Assert.Equal([200], Rows(series));
    }

    [Fact]
    public void A_hundred_thousand_points_are_read_within_seconds()
    {
        var time = TimeProvider.System.GetTimestamp();

        Assert.Equal([70_000], Rows(Noisy.Values(100_000, row => 50 + (row >= 70_000 ? 4 : 0))));
        Assert.InRange(TimeProvider.System.GetElapsedTime(time), TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Too_few_points_tell_nothing() => Assert.Empty(ValueChanges.Find(Noisy.Values(11, row => row > 5 ? 100 : 0)));

    private static int[] Rows(ObservedValue[] series) => [.. ValueChanges.Find(series).Select(change => change.Row)];
}
