namespace Dashboard.Metrics.Changes;

/// <summary>Rates with cuts between them, times a curve of the day where the series has one, and how badly that fits: the smaller the better.</summary>
/// <param name="Minutes">Requests are weighed by the curve: as many as would fail like these at the usual hour.</param>
internal sealed record RateFit(Baseline Baseline, RateMinutes Minutes, RateCost Cost, IReadOnlyList<int> Cuts, double Misfit)
{
    private const int MostRounds = 4, MostWorse = 9, NewtonSteps = 6;

    public static RateFit Search(RateMinutes minutes, Timeline line, double least)
    {
        var (dispersion, penalty) = (minutes.Dispersion(), ChangeOdds.Penalty(minutes.Count, least));
        var fit = Search(minutes, line, dispersion, penalty);
        return fit.Cuts.Count > 0 && Excess(minutes, line, fit, dispersion, penalty) is > 1 and var excess ? Search(minutes, line, excess * dispersion, penalty) : fit;
    }

    private static RateFit Search(RateMinutes minutes, Timeline line, double dispersion, double penalty)
    {
        var plain = new RateCost(minutes.Errors, minutes.Requests, dispersion, areRare: false);
        var cuts = OptimalPartition.Cut(plain, penalty);
        var flat = At(minutes, Baseline.None, cuts, dispersion, penalty);
        var stride = (line.Count + ScaledFit.MostPoints - 1) / ScaledFit.MostPoints;
        var best = cuts.Count == 0 ? flat
            : stride == 1 ? WithBaseline(minutes, line, flat, dispersion, penalty)
            : OnThinBaseline(minutes, line, stride, dispersion, penalty) is var fit && fit.Misfit < flat.Misfit ? fit : flat;
        return ReferenceEquals(best, flat) ? flat with { Cost = plain } : best;
    }

    private static RateFit OnThinBaseline(RateMinutes minutes, Timeline line, int stride, double dispersion, double penalty)
    {
        var (thin, thinLine) = (minutes.Thin(stride), line.Thin(stride));
        var rough = OptimalPartition.Cut(new RateCost(thin.Errors, thin.Requests, dispersion, areRare: false), penalty);
        var baseline = WithBaseline(thin, thinLine, At(thin, Baseline.None, rough, dispersion, penalty), dispersion, penalty).Baseline;
        return Search(minutes, line, baseline.On(line), [], dispersion, penalty);
    }

    private static RateFit WithBaseline(RateMinutes minutes, Timeline line, RateFit best, double dispersion, double penalty)
    {
        var worse = 0;
        foreach (var baseline in best.Cuts.Count == 0 ? [] : Baseline.Candidates(line))
        {
            var (none, cut) = (At(minutes, baseline, [], dispersion, penalty), At(minutes, baseline, best.Cuts, dispersion, penalty));
            var fit = Search(minutes, line, baseline, none.Misfit < cut.Misfit || line.Span >= 1 ? [] : best.Cuts, dispersion, penalty);
            (best, worse) = fit.Misfit < best.Misfit ? (fit, 0) : (best, worse + 1);
            if (worse == MostWorse)
                break;
        }

        return best;
    }

    /// <summary>By the baseline that leaves least, see <see cref="SlowNoise"/>.</summary>
    private static double Excess(RateMinutes minutes, Timeline line, RateFit fit, double dispersion, double penalty)
    {
        var least = SlowNoise.Excess(fit.Minutes, dispersion);
        foreach (var baseline in least > 1 && line.Count <= ScaledFit.MostPoints ? Baseline.Candidates(line) : [])
        {
            least = Math.Min(least, SlowNoise.Excess(At(minutes, baseline, fit.Cuts, dispersion, penalty).Minutes, dispersion));
            if (least <= 1)
                break;
        }

        return least;
    }

    private static RateFit Search(RateMinutes minutes, Timeline line, Baseline baseline, IReadOnlyList<int> cuts, double dispersion, double penalty)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var found = OptimalPartition.Cut(At(minutes, baseline, cuts, dispersion, penalty).Cost, penalty);
            if (round > 0 && found.SequenceEqual(cuts))
                break;
            cuts = found;
        }

        return At(minutes, baseline, cuts, dispersion, penalty);
    }

    private static RateFit At(RateMinutes minutes, Baseline baseline, IReadOnlyList<int> cuts, double dispersion, double penalty)
    {
        var curve = Curve(minutes, baseline, cuts);

        var weighed = minutes with { Requests = [.. minutes.Requests.Zip(curve, (requests, factor) => requests * factor)] };
        var cost = new RateCost(weighed.Errors, weighed.Requests, dispersion, areRare: true);
        int[] bounds = [0, .. cuts, minutes.Count];
        var misfit = bounds.Zip(bounds.Skip(1), cost.Of).Sum() + penalty * cuts.Count + Math.Log(minutes.Count) * baseline.Size
            - 2 * minutes.Errors.Select((errors, index) => errors * Math.Log(curve[index])).Sum() / dispersion;
        return new(baseline, weighed, cost, cuts, misfit);
    }

    /// <summary>Poisson regression of the logarithm of the rate on the baseline, beside a level of its own for each stretch; 1 on average.</summary>
    private static double[] Curve(RateMinutes minutes, Baseline baseline, IReadOnlyList<int> cuts)
    {
        var curve = new double[minutes.Count];
        Array.Fill(curve, 1);
        for (var step = 0; baseline.Size > 0 && step < NewtonSteps; step++)
        {
            var (columns, target) = Working(minutes, baseline, cuts, curve);
            var move = LeastSquares.Solve(columns, target);
            for (var index = 0; index < curve.Length; index++)
            {
                var change = 0.0;
                for (var column = 0; column < move.Length; column++)
                    change += move[column] * baseline.Columns[column][index];
                curve[index] = Math.Clamp(curve[index] * Math.Exp(Math.Clamp(change, -1, 1)), 0.02, 50);
            }
        }

        var usual = minutes.Requests.Zip(curve, (requests, factor) => requests * factor).Sum() / minutes.Requests.Sum();
        return [.. curve.Select(factor => factor / usual)];
    }

    /// <summary>Columns and target of one Newton step, weighed, the level of each stretch taken out.</summary>
    private static (double[][] Columns, double[] Target) Working(RateMinutes minutes, Baseline baseline, IReadOnlyList<int> cuts, double[] curve)
    {
        var columns = baseline.Columns.Select(_ => new double[minutes.Count]).ToArray();
        var target = new double[minutes.Count];
        int[] bounds = [0, .. cuts, minutes.Count];
        for (var stretch = 1; stretch < bounds.Length; stretch++)
        {
            var (start, end) = (bounds[stretch - 1], bounds[stretch]);
            var (failed, all) = (0.0, 0.0);
            for (var index = start; index < end; index++)
                (failed, all) = (failed + minutes.Errors[index], all + minutes.Requests[index] * curve[index]);
            if (failed == 0)
                continue;
            for (var index = start; index < end; index++)
            {
                var expected = failed / all * minutes.Requests[index] * curve[index];
                target[index] = (minutes.Errors[index] - expected) / Math.Sqrt(expected);
            }

            for (var column = 0; column < columns.Length; column++)
            {
                var (values, middle) = (baseline.Columns[column], 0.0);
                for (var index = start; index < end; index++)
                    middle += minutes.Requests[index] * curve[index] / all * values[index];
                for (var index = start; index < end; index++)
                    columns[column][index] = Math.Sqrt(failed / all * minutes.Requests[index] * curve[index]) * (values[index] - middle);
            }
        }

        return (columns, target);
    }
}
