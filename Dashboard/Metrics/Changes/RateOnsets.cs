namespace Dashboard.Metrics.Changes;

/// <summary>The cuts that hold against the noise beside them, and their probability.</summary>
internal static class RateOnsets
{
    public static IEnumerable<Onset> Of(RateCost cost, RateMinutes minutes, IReadOnlyList<int> found, double least)
    {
        var cuts = found.ToList();
        while (cuts.Count > 0)
        {
            var gains = cuts.Select((_, number) => Gain(cost, minutes, cuts, number)).ToList();
            var weakest = gains.IndexOf(gains.Min());
            if (ChangeOdds.Probability(gains[weakest], minutes.Count) >= least)
                return Merged(cost, minutes, cuts, gains, least);
            cuts.RemoveAt(weakest);
        }

        return [];
    }

    /// <summary>Several steps one way may be one ramp.</summary>
    private static IEnumerable<Onset> Merged(RateCost cost, RateMinutes minutes, List<int> cuts, List<double> gains, double least)
    {
        double[] rates = [.. minutes.Errors.Zip(minutes.Requests, (errors, requests) => errors / requests)];
        var levels = new LevelCost(rates, [.. rates.Select(_ => 1)], new Noise(1, 0));
        return
            from change in Ramp.Merge(new LevelFit(Baseline.None, rates, cuts, levels, 0), Variance, ChangeOdds.Penalty(minutes.Count, least))
            let start = Bound(cuts, change.First - 1, minutes)
            let end = Bound(cuts, change.Last + 1, minutes)
            let gain = Enumerable.Range(change.First, change.Last - change.First + 1).Max(number => gains[number])
            select new Onset(change.Begin, ChangeOdds.Probability(gain, minutes.Count), cost.Level(start, cuts[change.First]), cost.Level(cuts[change.Last], end));

        double Variance(int start, int end)
        {
            var (rate, requests) = (cost.Level(start, end), minutes.Requests.AsSpan(start, end - start).ToArray().Average());
            return Math.Max(rate * (1 - rate), 1e-9) * cost.Dispersion / requests;
        }
    }

    private static double Gain(RateCost cost, RateMinutes minutes, List<int> cuts, int number)
    {
        var (start, cut, end) = (Bound(cuts, number - 1, minutes), cuts[number], Bound(cuts, number + 1, minutes));
        return (cost.Of(start, end) - cost.Of(start, cut) - cost.Of(cut, end)) / LocalDispersion(cost, minutes, start, cut, end);
    }

    /// <summary>How much more overdispersed the minutes beside a change are than the series; 1 where they are not.</summary>
    private static double LocalDispersion(RateCost cost, RateMinutes minutes, int start, int cut, int end)
    {
        const int Most = 60, Prior = 20;
        var (squares, count) = (0.0, 0);
        for (var index = Math.Max(start, cut - Most); index < Math.Min(end, cut + Most); index++, count++)
        {
            var rate = index < cut ? cost.Level(start, cut) : cost.Level(cut, end);
            var (mean, off) = (rate * minutes.Requests[index], minutes.Errors[index] - rate * minutes.Requests[index]);
            squares += rate is > 0 and < 1 ? Math.Min(off * off / (mean * (1 - rate)), 25 * cost.Dispersion) : 0;
        }

        return Math.Max(1, (Prior + squares / cost.Dispersion) / (Prior + count));
    }

    private static int Bound(List<int> cuts, int number, RateMinutes minutes) => number < 0 ? 0 : number >= cuts.Count ? minutes.Count : cuts[number];
}
