using Dashboard.Metrics.Changes;
using Dashboard.Tests.Bench.Verdicts;

namespace Dashboard.Tests.Metrics.Changes;

public sealed class RateChangesTests
{
    [Fact]
    public void A_rise_of_the_error_rate_is_found_with_both_rates()
    {
        var change = Assert.Single(RateChanges.Find(Noisy.Errors(600, 200, row => row >= 400 ? 0.094 : 0.002)));

        Assert.InRange(change.Row, 399, 401);
        Assert.Equal(Noisy.Start.AddMinutes(change.Row), change.At);
        Assert.InRange(change.Before, 0.001, 0.003);
        Assert.InRange(change.After, 0.085, 0.1);
        Assert.InRange(change.Probability, 0.99, 1);
    }

    [Fact]
    public void Traffic_may_change_without_the_rate() =>
        Assert.Empty(RateChanges.Find([.. Noisy.Errors(300, 20, _ => 0.02), .. Noisy.Errors(300, 400, _ => 0.02, seed: 2).Select(minute => minute with { At = minute.At.AddMinutes(300) })]));

    [Fact]
    public void At_low_traffic_it_is_found_where_enough_requests_have_come() =>
        Assert.InRange(Assert.Single(RateChanges.Find(Noisy.Errors(900, 2, row => row >= 600 ? 0.3 : 0.01))).Row, 590, 615);

    [Fact]
    public void A_rate_that_climbs_changed_once_from_where_it_begins_to() =>
        Assert.InRange(Assert.Single(RateChanges.Find(Noisy.Errors(800, 200, row => 0.01 + 0.12 * Math.Clamp((row - 600) / 30.0, 0, 1)))).Row, 596, 607);

    [Fact]
    public void A_rate_that_wanders_by_itself_is_no_change()
    {
        var found = Enumerable.Range(1, 20).Sum(seed =>
        {
            var (draws, state) = (new Draws(seed), 0.0);
            return RateChanges.Find(Noisy.Errors(1000, 200, _ => 0.01 * Math.Exp(0.5 * (state = 0.8 * state + 0.6 * draws.Normal())), 1000 + seed)).Count;
        });

        Assert.InRange(found, 0, 4);
    }

    [Fact]
    public void A_bad_minute_is_no_change() =>
        Assert.Empty(RateChanges.Find(Noisy.Errors(600, 100, row => row is 300 or 301 ? 0.8 : 0.01)));

    [Fact]
    public void Minutes_that_vary_by_themselves_are_no_change() =>
        Assert.InRange(Enumerable.Range(1, 40).Sum(seed => RateChanges.Find(Noisy.Errors(1440, 100, _ => 0.02, seed, likeness: 0.03)).Count), 0, 2);

    [Fact]
    public void Errors_without_a_datapoint_are_none_where_requests_have_one()
    {
        var series = Noisy.Errors(400, 50, row => row >= 300 ? 0.3 : 0).Select(minute => minute.Errors == 0 ? minute with { Errors = null } : minute).ToArray();

        Assert.InRange(Assert.Single(RateChanges.Find(series)).Row, 299, 301);
    }

    [Fact]
    public void No_requests_and_no_errors_have_no_change()
    {
        Assert.Empty(RateChanges.Find([]));
        Assert.Empty(RateChanges.Find(Noisy.Errors(400, 0, _ => 0)));
        Assert.Empty(RateChanges.Find(Noisy.Errors(400, 50, _ => 0)));
    }
}
