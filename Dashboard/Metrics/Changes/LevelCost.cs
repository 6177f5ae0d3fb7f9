namespace Dashboard.Metrics.Changes;

/// <summary>Cost of one level under Gaussian noise with memory: exact for an autoregression of the first order, also over gaps.</summary>
public sealed class LevelCost : ISegmentCost
{
    private readonly double[] values, shares;
    private readonly double first, scale;
    private readonly double[] squares, products, weights;

    /// <param name="gaps">Periods since the point before.</param>
    public LevelCost(double[] values, int[] gaps, Noise noise)
    {
        shares = [.. values.Select((_, index) => 1 / noise.Scale(index))];
        this.values = [.. values.Zip(shares, (value, share) => value * share)];
        first = 1 - noise.Memory * noise.Memory;
        scale = 1 / (noise.Deviation * noise.Deviation * first);
        (squares, products, weights) = (new double[values.Length + 1], new double[values.Length + 1], new double[values.Length + 1]);
        for (var index = 0; index < values.Length; index++)
        {
            // What the point before does not foretell; over a longer gap it foretells less.
            var kept = index == 0 ? 0 : Math.Pow(noise.Memory, gaps[index]);
            var (rest, share) = (Rest(this.values, index, kept), Rest(shares, index, kept));
            var weight = first / (1 - kept * kept);
            squares[index + 1] = squares[index] + weight * rest * rest;
            products[index + 1] = products[index] + weight * share * rest;
            weights[index + 1] = weights[index] + weight * share * share;
        }
    }

    public int Count => values.Length;

    public double Of(int start, int end)
    {
        var (square, product, weight) = Sums(start, end);
        return Math.Max(0, square - product * product / weight) * scale;
    }

    /// <summary>The likeliest level of a stretch.</summary>
    public double Level(int start, int end)
    {
        var (_, product, weight) = Sums(start, end);
        return product / weight;
    }

    private (double Square, double Product, double Weight) Sums(int start, int end)
    {
        var (value, share) = (values[start], shares[start]);
        return (
            first * value * value + squares[end] - squares[start + 1],
            first * share * value + products[end] - products[start + 1],
            first * share * share + weights[end] - weights[start + 1]);
    }

    private static double Rest(double[] series, int index, double kept) => series[index] - (index == 0 ? 0 : kept * series[index - 1]);
}
