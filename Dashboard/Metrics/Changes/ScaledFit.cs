namespace Dashboard.Metrics.Changes;

/// <summary>The best levels and baseline of a series on one scale.</summary>
internal sealed record ScaledFit(PowerTransform Scale, LevelFit Fit, Noise Noise)
{
    /// <summary>Baselines are tried from the simplest on, until so many in a row explain nothing more.</summary>
    private const int MostWorse = 9;


    /// <summary>With more points, baselines are tried on the means of some points each.</summary>
    internal const int MostPoints = 6000;

    private const double Smaller = 0.8;

    /// <summary>Rare errors are spikes one by one, and together the noise: with all of them taken out, any two that meet would be a change.</summary>
    private const double Spiky = 0.7;

    /// <param name="noisePower">The scale on which the noise is alike at every level; on another one it follows the level.</param>
    public static ScaledFit Search(double[] values, PowerTransform scale, double noisePower, Timeline line, double least)
    {
        double[] scaled = [.. values.Select(scale.Apply)];
        var spread = scaled.Max() - scaled.Min();
        var scales = noisePower == scale.Power ? null : Scales(values, scale.Power - noisePower);
        var (rough, curve) = Rough(scaled, line, scales);
        double[] flat = [.. scaled.Zip(curve, (value, part) => value - part)];
        scales = LocalNoise.Of(flat, line.Gaps, rough, scales);
        var clean = SpikeFilter.Clean(flat, Floor(rough with { Scales = scales }, spread));
        var noise = Floor(Noise.Of(clean, line.Gaps, scales), Math.Max(spread, Spiky * rough.Deviation / 1e-3));
        double[] whole = [.. clean.Zip(curve, (value, part) => value + part)];
        var penalty = ChangeOdds.Penalty(line.Count, least);
        var fit = Search(whole, line, noise, penalty);
        if (fit.Cuts.Count > 0 && Excess(whole, line, noise, fit, penalty) is > 1 and var excess)
        {
            noise = noise with { Deviation = noise.Deviation * Math.Sqrt(excess) };
            fit = Search(whole, line, noise, penalty);
        }

        return new(scale, fit, noise);
    }

    /// <summary>To hold fits on several scales against each other: minus twice the logarithm of the likelihood of the values themselves.</summary>
    public double Misfit(double[] values)
    {
        var innovation = Noise.Deviation * Noise.Deviation * (1 - Noise.Memory * Noise.Memory);
        return Fit.Misfit + values.Length * Math.Log(innovation) + 2 * (Noise.Scales?.Sum(Math.Log) ?? 0) + Scale.Stretch(values);
    }

    /// <summary>Where points are far apart, a cycle moves more from one to the next than the noise does: then it is taken out before the noise is measured.</summary>
    private static (Noise Noise, double[] Curve) Rough(double[] scaled, Timeline line, double[]? scales)
    {
        var (best, curve) = (Noise.Of(scaled, line.Gaps, scales), new double[scaled.Length]);
        foreach (var baseline in Noise.IsRare(scaled) || line.Count > MostPoints ? [] : Baseline.Candidates(line))
        {
            var part = baseline.Fit(scaled, line, best, []);
            var noise = Noise.Of([.. scaled.Zip(part, (value, slow) => value - slow)], line.Gaps, scales);
            if (noise.Deviation < Smaller * best.Deviation)
                (best, curve) = (noise, part);
        }

        return (best, curve);
    }

    /// <summary>By the baseline that leaves least: a cycle that a baseline explains is no noise.</summary>
    private static double Excess(double[] values, Timeline line, Noise noise, LevelFit fit, double penalty)
    {
        var least = SlowNoise.Excess(fit.Rest, noise);
        foreach (var baseline in least > 1 && line.Count <= MostPoints ? Baseline.Candidates(line) : [])
        {
            least = Math.Min(least, SlowNoise.Excess(LevelFit.At(values, line, noise, baseline, fit.Cuts, penalty).Rest, noise));
            if (least <= 1)
                break;
        }

        return least;
    }

    private static LevelFit Search(double[] values, Timeline line, Noise noise, double penalty)
    {
        var best = LevelFit.Search(values, line, noise, Baseline.None, [], penalty);
        if (best.Cuts.Count == 0)
            return best;
        var stride = (line.Count + MostPoints - 1) / MostPoints;
        if (stride > 1)
            return Better(best, LevelFit.Search(values, line, noise, ThinBaseline(values, line, noise, stride, penalty).On(line), [], penalty));
        best = WithBaseline(values, line, noise, best, penalty);
        return best.Baseline.WithHours(line).Aggregate(best, (fit, hours) => Better(fit, LevelFit.Search(values, line, noise, hours, fit.Cuts, penalty)));
    }

    /// <summary>A slow curve is seen as well by the means of some minutes each.</summary>
    private static Baseline ThinBaseline(double[] values, Timeline line, Noise noise, int stride, double penalty)
    {
        var (thin, thinLine) = (Timeline.Thin(values, stride), line.Thin(stride));
        var thinNoise = Noise.Of(thin, thinLine.Gaps, noise.Scales is { } scales ? Timeline.Thin(scales, stride) : null);
        thinNoise = thinNoise with { Deviation = Math.Max(thinNoise.Deviation, noise.Deviation / stride) };
        return WithBaseline(thin, thinLine, thinNoise, LevelFit.Search(thin, thinLine, thinNoise, Baseline.None, [], penalty), penalty).Baseline;
    }

    private static LevelFit WithBaseline(double[] values, Timeline line, Noise noise, LevelFit best, double penalty)
    {
        var worse = 0;
        foreach (var baseline in best.Cuts.Count == 0 ? [] : Baseline.Candidates(line))
        {
            var (flat, cut) = (LevelFit.At(values, line, noise, baseline, [], penalty), LevelFit.At(values, line, noise, baseline, best.Cuts, penalty));
            var fit = LevelFit.Search(values, line, noise, baseline, flat.Misfit < cut.Misfit || line.Span >= 1 ? [] : best.Cuts, penalty);
            (best, worse) = fit.Misfit < best.Misfit ? (fit, 0) : (best, worse + 1);
            if (worse == MostWorse)
                break;
        }

        return best;
    }

    private static LevelFit Better(LevelFit one, LevelFit other) => other.Misfit < one.Misfit ? other : one;

    /// <summary>Of values above zero; a power of their running median.</summary>
    private static double[] Scales(double[] values, double power)
    {
        double[] levels = [.. values.Select((value, index) => SpikeFilter.Median(values, index - SpikeFilter.Around, index + SpikeFilter.Around + 1) ?? value)];
        var usual = levels.Order().ElementAt(levels.Length / 2);
        return [.. levels.Select(level => Math.Pow(level / usual, power))];
    }

    /// <summary>A series without any noise still has levels.</summary>
    private static Noise Floor(Noise noise, double spread) => noise with { Deviation = Math.Max(noise.Deviation, spread * 1e-3) };
}
