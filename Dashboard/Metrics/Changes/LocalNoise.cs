namespace Dashboard.Metrics.Changes;

/// <summary>
/// How much noisier it is around each point than in the whole series. Errors that were rare and come by the dozen now bring a noise that
/// the quiet hours before know nothing of; measured by those hours alone, each wobble of it would be a change.
/// </summary>
internal static class LocalNoise
{
    private const int Around = 30, Fewest = 20;

    /// <summary>Below this it may be chance.</summary>
    private const double Noisier = 1.6;

    /// <summary>Steps and spikes are among the largest differences, so only the others are looked at: 0.7 of them, which of a normal distribution have 0.3095 of its variance.</summary>
    private const double Kept = 0.7, VarianceOfKept = 0.3095;

    /// <param name="scales">What is known of it already; null where all points are alike.</param>
    public static double[]? Of(double[] values, int[] gaps, Noise noise, double[]? scales)
    {
        if (noise.Deviation <= 0 || values.Length < 2 * Fewest)
            return scales;
        var local = new double[values.Length];
        var usual = Math.Sqrt(2 * (1 - noise.Memory)) * noise.Deviation;
        var some = false;
        var squares = Enumerable.Range(0, values.Length).Select(index => index == 0 || gaps[index] > 1 ? double.NaN : Square((values[index] - values[index - 1]) / noise.Scale(index))).ToArray();
        for (var index = 0; index < values.Length; index++)
        {
            var ratio = Math.Max(Deviation(squares, index - Around + 1, index + 1), Deviation(squares, index + 1, index + Around + 1)) / usual;
            some |= ratio > Noisier;
            local[index] = (scales?[index] ?? 1) * (ratio > Noisier ? ratio : 1);
        }

        return some ? local : scales;
    }

    private static double Deviation(double[] squares, int start, int end)
    {
        Span<double> near = stackalloc double[Around];
        var count = 0;
        for (var at = Math.Max(1, start); at < Math.Min(squares.Length, end); at++)
            if (!double.IsNaN(squares[at]))
                near[count++] = squares[at];
        if (count < Fewest)
            return 0;
        near = near[..count];
        near.Sort();
        var (sum, kept) = (0.0, (int)(Kept * count));
        foreach (var square in near[..kept])
            sum += square;
        return Math.Sqrt(sum / kept / VarianceOfKept);
    }

    private static double Square(double value) => value * value;
}
