namespace Dashboard.Metrics.Changes;

/// <summary>The noise of a series around its level: an autoregression of the first order.</summary>
/// <param name="Deviation">Standard deviation, in the unit of the values.</param>
/// <param name="Memory">Correlation of neighbours, 0 to 0.9.</param>
/// <param name="Scales">How much noisier each point is than the others; null where all are alike.</param>
public readonly record struct Noise(double Deviation, double Memory, double[]? Scales = null)
{
    private const double MostMemory = 0.9;

    /// <summary>Variance of the mean of many points, times their number.</summary>
    public double LongRunVariance => Deviation * Deviation * (1 + Memory) / (1 - Memory);

    public double Scale(int index) => Scales is null ? 1 : Scales[index];

    /// <summary>
    /// From differences of neighbours, which levels and slow cycles do not touch: those two apart vary 1 + memory times as much as those one
    /// apart (Chakar, Lebarbier, Lévy-Leduc and Robin, Bernoulli 23, 2017); large ones are cut off, since they are changes and spikes.
    /// </summary>
    /// <param name="gaps">Periods since the point before; only points without a gap between them are held against each other.</param>
    public static Noise Of(double[] values, int[] gaps, double[]? scales = null)
    {
        var one = Differences(values, gaps, scales, 1);
        var two = Differences(values, gaps, scales, 2);
        var (near, apart) = (Variance(one), Variance(two));
        var memory = near > 0 && two.Count >= 20 ? Math.Clamp(apart / near - 1, 0, MostMemory) : 0;
        return new Noise(Math.Sqrt(near / 2 / (1 - memory)), memory, scales);
    }

    /// <summary>Most neighbours are equal, as in counts that are mostly zero; with a curve taken out they no longer are, and look like noise that is tiny.</summary>
    public static bool IsRare(double[] values) => 2 * values.Zip(values.Skip(1)).Count(pair => pair.First.Equals(pair.Second)) >= values.Length - 1;

    private static List<double> Differences(double[] values, int[] gaps, double[]? scales, int lag)
    {
        var differences = new List<double>(values.Length);
        for (var index = lag; index < values.Length; index++)
            if (gaps[index] == 1 && (lag == 1 || gaps[index - 1] == 1))
                differences.Add(Math.Abs(values[index] - values[index - lag]) / (scales is null ? 1 : (scales[index] + scales[index - lag]) / 2));
        return differences;
    }

    private static double Variance(List<double> differences)
    {
        if (differences.Count == 0)
            return 0;
        differences.Sort();
        var scale = 1.4826 * differences[differences.Count / 2];
        if (scale > 0)
            return differences.Average(difference => Math.Min(difference * difference, 9 * scale * scale));

        // Most neighbours are equal: whole numbers, or counts that are mostly zero. The few largest may be the changes themselves.
        var kept = differences.Count - Math.Max(6, differences.Count / 50);
        return kept > 0 ? differences.Take(kept).Sum(difference => difference * difference) / kept : 0;
    }
}
