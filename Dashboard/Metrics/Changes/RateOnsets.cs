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
                return cuts.Select((cut, number) => new Onset(cut, ChangeOdds.Probability(gains[number], minutes.Count), cost.Level(Bound(cuts, number - 1, minutes), cut), cost.Level(cut, Bound(cuts, number + 1, minutes))));
            cuts.RemoveAt(weakest);
        }

        return [];
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
