namespace Dashboard.Metrics.Changes;

/// <summary>The best levels and baseline of a series on one scale.</summary>
internal sealed record ScaledFit(PowerTransform Scale, LevelFit Fit, Noise Noise)
{
    /// <summary>Baselines are tried from the simplest on, until so many in a row explain nothing more.</summary>
    private const int MostWorse = 3;

    private const double Smaller = 0.8;

    /// <param name="noisePower">The scale on which the noise is alike at every level; on another one it follows the level.</param>
    public static ScaledFit Search(double[] values, PowerTransform scale, double noisePower, Timeline line, double least)
    {
        double[] scaled = [.. values.Select(scale.Apply)];
        var spread = scaled.Max() - scaled.Min();
        var scales = noisePower == scale.Power ? null : Scales(values, scale.Power - noisePower);
        var (rough, curve) = Rough(scaled, line, scales);
        var clean = SpikeFilter.Clean([.. scaled.Zip(curve, (value, part) => value - part)], Floor(rough, spread));
        var noise = Floor(Noise.Of(clean, line.Gaps, scales), spread);
        return new(scale, Search([.. clean.Zip(curve, (value, part) => value + part)], line, noise, ChangeOdds.Penalty(line.Count, least)), noise);
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
        foreach (var baseline in Baseline.Candidates(line))
        {
            var part = baseline.Fit(scaled, line, best, []);
            var noise = Noise.Of([.. scaled.Zip(part, (value, slow) => value - slow)], line.Gaps, scales);
            if (noise.Deviation < Smaller * best.Deviation)
                (best, curve) = (noise, part);
        }

        return (best, curve);
    }

    private static LevelFit Search(double[] values, Timeline line, Noise noise, double penalty)
    {
        var best = LevelFit.Search(values, line, noise, Baseline.None, [], penalty);
        var worse = 0;
        foreach (var baseline in best.Cuts.Count == 0 ? [] : Baseline.Candidates(line))
        {
            var (flat, cut) = (LevelFit.At(values, line, noise, baseline, [], penalty), LevelFit.At(values, line, noise, baseline, best.Cuts, penalty));
            var fit = LevelFit.Search(values, line, noise, baseline, flat.Misfit < cut.Misfit ? [] : best.Cuts, penalty);
            (best, worse) = fit.Misfit < best.Misfit ? (fit, 0) : (best, worse + 1);
            if (worse == MostWorse)
                break;
        }

        return best;
    }

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
