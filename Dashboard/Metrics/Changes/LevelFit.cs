namespace Dashboard.Metrics.Changes;

/// <summary>Levels with cuts between them on a baseline, and how badly that fits: the smaller the better.</summary>
internal sealed record LevelFit(Baseline Baseline, double[] Rest, IReadOnlyList<int> Cuts, LevelCost Cost, double Misfit)
{
    private const int MostRounds = 5;

    /// <summary>Finds levels and baseline in turns, beginning with levels that change at the cuts given, then takes out the cuts that are not worth their price.</summary>
    public static LevelFit Search(double[] values, Timeline line, Noise noise, Baseline baseline, IReadOnlyList<int> cuts, double penalty)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var found = OptimalPartition.Cut(new LevelCost(Subtract(values, baseline.Fit(values, line, noise, cuts)), line.Gaps, noise), penalty);
            if (round > 0 && found.SequenceEqual(cuts))
                break;
            cuts = found;
        }

        var fit = At(values, line, noise, baseline, cuts, penalty);
        while (baseline.Size > 0 && fit.Cuts.Count > 0)
        {
            var weakest = Enumerable.Range(0, fit.Cuts.Count).MinBy(fit.Gain);
            var without = At(values, line, noise, baseline, [.. fit.Cuts.Where((_, index) => index != weakest)], penalty);
            if (without.Misfit > fit.Misfit)
                break;
            fit = without;
        }

        return fit;
    }

    public static LevelFit At(double[] values, Timeline line, Noise noise, Baseline baseline, IReadOnlyList<int> cuts, double penalty)
    {
        var rest = Subtract(values, baseline.Fit(values, line, noise, cuts));
        var cost = new LevelCost(rest, line.Gaps, noise);
        int[] bounds = [0, .. cuts, line.Count];
        var misfit = bounds.Zip(bounds.Skip(1), cost.Of).Sum() + penalty * cuts.Count + Math.Log(line.Count) * baseline.Size;
        return new(baseline, rest, cuts, cost, misfit);
    }

    /// <summary>How much better the series fits with this cut than with one level from the cut before to the one after.</summary>
    public double Gain(int number)
    {
        var (start, cut, end) = (Bound(number - 1), Cuts[number], Bound(number + 1));
        return Cost.Of(start, end) - Cost.Of(start, cut) - Cost.Of(cut, end);
    }

    /// <summary>The cut of this number, or the beginning or end of the series.</summary>
    public int Bound(int number) => number < 0 ? 0 : number >= Cuts.Count ? Rest.Length : Cuts[number];

    private static double[] Subtract(double[] values, double[] curve) => [.. values.Zip(curve, (value, part) => value - part)];
}
