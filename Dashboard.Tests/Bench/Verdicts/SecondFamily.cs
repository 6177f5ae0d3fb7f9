namespace Dashboard.Tests.Bench.Verdicts;

/// <summary>Other shapes and other noise than in the first family; held out while the detector was built and reported apart from it.</summary>
internal static class SecondFamily
{
    public static IReadOnlyDictionary<string, Func<Draws, bool, LabelledSeries>> Rows { get; } = new Dictionary<string, Func<Draws, bool, LabelledSeries>>
    {
        ["AR(1) noise, step"] = Remembering,
        ["heavy tails, step"] = (draws, changed) => Step(draws, changed, _ => draws.HeavyTailed(3)),
        ["log-normal latency"] = Latency,
        ["trapezoid incident"] = Incident,
        ["office hours, step"] = OfficeHours,
        ["requests fall, Poisson"] = Requests,
        ["bursts of errors"] = Bursts,
        ["slow memory leak"] = Leak,
    };

    private static LabelledSeries Remembering(Draws draws, bool changed)
    {
        var (memory, state) = (draws.Between(0.2, 0.8), 0.0);
        return Step(draws, changed, _ => state = memory * state + Math.Sqrt(1 - memory * memory) * draws.Normal());
    }

    private static LabelledSeries Step(Draws draws, bool changed, Func<int, double> noise)
    {
        var (level, at, size) = (draws.Between(1, 1000), At(draws), changed ? draws.Sign() * draws.Between(3, 8) : 0);
        return LabelledSeries.OfValues(minute => level * (1 + 0.03 * (noise(minute) + (minute >= at ? size : 0))), changed ? [at] : []);
    }

    private static LabelledSeries Latency(Draws draws, bool changed)
    {
        var (level, spread, at, factor) = (draws.Between(0.02, 2), draws.Between(0.1, 0.4), At(draws), changed ? draws.Between(1.4, 4) : 1);
        return LabelledSeries.OfValues(minute => level * Math.Exp(spread * draws.Normal()) * (minute >= at ? factor : 1), changed ? [at] : []);
    }

    /// <summary>Up within three minutes, some time there, and back within five.</summary>
    private static LabelledSeries Incident(Draws draws, bool changed)
    {
        var (at, length, size) = (At(draws), draws.Whole(15, 60), changed ? draws.Between(5, 12) : 0);
        return LabelledSeries.OfValues(
            minute => 60 + draws.Normal() + size * Math.Clamp(Math.Min((minute - at + 1) / 3.0, (at + length + 5 - minute) / 5.0), 0, 1),
            changed ? [at, at + length + 1] : []);
    }

    /// <summary>Up at eight, down at eighteen, with a dip at noon; the rest is noise of a uniform distribution.</summary>
    private static LabelledSeries OfficeHours(Draws draws, bool changed)
    {
        var (at, day, size) = (At(draws), draws.Between(3, 10), changed ? draws.Sign() * draws.Between(3, 6) : 0);
        return LabelledSeries.OfValues(
            minute =>
            {
                var hour = minute % LabelledSeries.Day / 60.0;
                var office = Math.Clamp((hour - 7) / 2, 0, 1) * Math.Clamp((19 - hour) / 2, 0, 1) * (1 - 0.4 * Math.Exp(-Math.Pow(hour - 12.5, 2)));
                return 40 + draws.Between(-1.7, 1.7) + day * office + (minute >= at ? size : 0);
            },
            changed ? [at] : []);
    }

    private static LabelledSeries Requests(Draws draws, bool changed)
    {
        var (at, perMinute, left) = (At(draws), draws.Between(5, 400), changed ? draws.Between(0.2, 0.6) : 1);
        return LabelledSeries.OfValues(minute => draws.Poisson(perMinute * (minute >= at ? left : 1)), changed ? [at] : []);
    }

    /// <summary>Errors whose rate of each minute is drawn from a gamma distribution, with bad single minutes among them.</summary>
    private static LabelledSeries Bursts(Draws draws, bool changed)
    {
        var (at, perMinute, before, after, shape) = (At(draws), draws.Between(30, 300), draws.Between(0.002, 0.02), draws.Between(0.06, 0.2), draws.Between(1.5, 6));
        return LabelledSeries.OfErrors(
            minute =>
            {
                var requests = draws.Poisson(perMinute);
                var rate = (changed && minute >= at ? after : before) * draws.Gamma(shape) / shape;
                return (draws.Binomial(requests, draws.Chance(0.002) ? 0.5 : Math.Min(rate, 1)), requests);
            },
            changed ? [at] : []);
    }

    /// <summary>A climb over one to two hours that goes on at the top.</summary>
    private static LabelledSeries Leak(Draws draws, bool changed)
    {
        var (at, length, size) = (At(draws), draws.Between(60, 120), changed ? draws.Between(15, 40) : 0);
        return LabelledSeries.OfValues(minute => 35 + draws.Normal() + size * Math.Clamp((minute - at + 1) / length, 0, 1), changed ? [at] : []);
    }

    private static int At(Draws draws) => draws.Whole(LabelledSeries.Day + 60, LabelledSeries.Minutes - 150);
}
