namespace Dashboard.Tests.Bench.Verdicts;

/// <summary>
/// Two days of minutes each, with what happens in the second one. Every parameter is drawn anew for each series; with
/// <c>changed</c> false the same series, down to its noise, without the change.
/// </summary>
internal static class FirstFamily
{
    public static IReadOnlyDictionary<string, Func<Draws, bool, LabelledSeries>> Rows { get; } = new Dictionary<string, Func<Draws, bool, LabelledSeries>>
    {
        ["step"] = Step,
        ["spike"] = Spike,
        ["ramp"] = Ramp,
        ["daily cycle, step"] = Cycle,
        ["low traffic, step"] = (draws, changed) => Rate(draws, changed, draws.Between(1, 5), 0, draws.Between(0.002, 0.02), draws.Between(0.1, 0.4), 0),
        ["high traffic, step"] = (draws, changed) => Rate(draws, changed, draws.Between(100, 1000), 0.6, draws.Between(0.001, 0.01), draws.Between(0.015, 0.1), 0),
        ["overdispersed, step"] = (draws, changed) => Rate(draws, changed, draws.Between(20, 200), 0.5, draws.Between(0.005, 0.02), draws.Between(0.05, 0.15), draws.Between(0.005, 0.03)),
        ["missing minutes"] = Missing,
    };

    private static LabelledSeries Step(Draws draws, bool changed)
    {
        var (level, noise, at) = (draws.Between(20, 500), draws.Between(0.01, 0.1), At(draws));
        var size = changed ? draws.Sign() * draws.Between(1.5, 6) : 0;
        return LabelledSeries.OfValues(minute => level * (1 + noise * (draws.Normal() + (minute >= at ? size : 0))), changed ? [at] : []);
    }

    /// <summary>A minute or two are no change, and are in every series; eight minutes and more are two.</summary>
    private static LabelledSeries Spike(Draws draws, bool changed)
    {
        var (level, noise, at, length, size) = (draws.Between(20, 500), draws.Between(0.01, 0.1), At(draws), draws.Whole(8, 40), draws.Between(4, 10));
        int[] shorts = [.. Enumerable.Range(0, 8).Select(_ => draws.Whole(0, LabelledSeries.Minutes))];
        return LabelledSeries.OfValues(
            minute => level * (1 + noise * (draws.Normal() + (shorts.Any(start => minute == start || (start % 2 == 0 && minute == start + 1)) ? 10 : 0) + (changed && minute >= at && minute < at + length ? size : 0))),
            changed ? [at, at + length] : []);
    }

    private static LabelledSeries Ramp(Draws draws, bool changed)
    {
        var (level, noise, at, length, size) = (draws.Between(20, 500), draws.Between(0.01, 0.1), At(draws), draws.Between(8, 60), draws.Between(5, 12));
        return LabelledSeries.OfValues(
            minute => level * (1 + noise * (draws.Normal() + (changed ? size * Math.Clamp((minute - at + 1) / length, 0, 1) : 0))),
            changed ? [at] : []);
    }

    private static LabelledSeries Cycle(Draws draws, bool changed)
    {
        var (level, noise, at, phase) = (draws.Between(20, 500), draws.Between(0.01, 0.05), At(draws), draws.Between(0, 1));
        var (day, half) = (draws.Between(3, 12), draws.Between(0, 4));
        var size = changed ? draws.Sign() * draws.Between(2, 6) : 0;
        return LabelledSeries.OfValues(
            minute => level * (1 + noise * (draws.Normal() + day * Wave(minute, 1, phase) + half * Wave(minute, 2, phase) + (minute >= at ? size : 0))),
            changed ? [at] : []);
    }

    private static LabelledSeries Rate(Draws draws, bool changed, double perMinute, double swing, double before, double after, double likeness)
    {
        var (at, phase) = (At(draws), draws.Between(0, 1));
        return LabelledSeries.OfErrors(
            minute =>
            {
                var requests = draws.Poisson(perMinute * (1 + swing * Wave(minute, 1, phase)));
                return (draws.BetaBinomial(requests, changed && minute >= at ? after : before, likeness), requests);
            },
            changed ? [at] : []);
    }

    private static LabelledSeries Missing(Draws draws, bool changed)
    {
        var (share, hole, length) = (draws.Between(0.05, 0.4), draws.Whole(200, LabelledSeries.Minutes - 200), draws.Whole(10, 90));
        var whole = Step(draws, changed);
        return whole.Without(minute => !whole.Changes.Contains(minute) && (draws.Chance(share) || (minute >= hole && minute < hole + length && whole.Changes.All(at => at < hole - 30 || at > hole + length + 30))));
    }

    private static int At(Draws draws) => draws.Whole(LabelledSeries.Day + 60, LabelledSeries.Minutes - 90);

    private static double Wave(int minute, int number, double phase) => Math.Sin(2 * Math.PI * (number * (double)minute / LabelledSeries.Day + phase));
}
