namespace Dashboard.Metrics.Changes;

/// <summary>A climb or fall that took a while, which a fit of levels takes for one step or for a staircase.</summary>
internal static class Ramp
{
    /// <summary>A ramp has to explain a step this much better, since it has two places where the step has one.</summary>
    private const double PriceOfSecondPlace = 8;

    private const int Longest = 240;

    /// <param name="variance">Of one point, between a start and an end.</param>
    /// <returns>Where each change begins, and the first and the last of the cuts that it stands for.</returns>
    public static IEnumerable<(int Begin, int First, int Last)> Merge(LevelFit fit, Func<int, int, double> variance, double penalty)
    {
        var sums = new LineSums(fit.Rest);
        for (var first = 0; first < fit.Cuts.Count;)
        {
            var last = first;
            while (last + 1 < fit.Cuts.Count && Rises(fit, last + 1) == Rises(fit, first) && fit.Cuts[last + 1] - fit.Cuts[first] <= Longest)
                last++;
            var begin = -1;
            for (; last >= first && begin < 0; last -= begin < 0 ? 1 : 0)
                begin = Begin(fit, sums, first, last, variance(fit.Bound(first - 1), fit.Bound(last + 1)), penalty);
            last = Math.Max(last, first);
            yield return (begin < 0 ? fit.Cuts[first] : begin, first, last);
            first = last + 1;
        }
    }

    private static bool Rises(LevelFit fit, int number) =>
        fit.Cost.Level(fit.Cuts[number], fit.Bound(number + 1)) > fit.Cost.Level(fit.Bound(number - 1), fit.Cuts[number]);

    /// <summary>Where the ramp begins that explains these cuts better than steps do; -1 when steps do.</summary>
    private static int Begin(LevelFit fit, LineSums sums, int first, int last, double variance, double penalty)
    {
        var (start, end) = (fit.Bound(first - 1), fit.Bound(last + 1));
        var steps = penalty * (last - first) - PriceOfSecondPlace;
        for (var number = first; number <= last + 1; number++)
            steps += sums.AroundMean(fit.Bound(number - 1), fit.Bound(number)) / variance;
        var (from, to) = (Math.Max(start, fit.Cuts[first] - Longest / 2), Math.Min(end, fit.Cuts[last] + Longest / 2));
        var (begin, best) = (-1, steps);
        var stride = Math.Max(1, (to - from) / 120);
        for (var low = from; low <= fit.Cuts[first] + 1; low += stride)
            for (var high = Math.Max(low + 3, fit.Cuts[last] - 1); high <= to; high += stride)
                if (sums.AroundRamp(start, low, high, end) / variance is var misfit && misfit < best)
                    (begin, best) = (low, misfit);
        return begin < 0 ? -1 : Math.Min(begin + 1, fit.Cuts[first]);
    }

    /// <summary>Sums from which the squares around a mean or a ramp follow at once.</summary>
    private sealed class LineSums
    {
        private readonly double[] values, squares, products;

        public LineSums(double[] series)
        {
            (values, squares, products) = (new double[series.Length + 1], new double[series.Length + 1], new double[series.Length + 1]);
            for (var index = 0; index < series.Length; index++)
            {
                values[index + 1] = values[index] + series[index];
                squares[index + 1] = squares[index] + series[index] * series[index];
                products[index + 1] = products[index] + index * series[index];
            }
        }

        public double AroundMean(int start, int end) =>
            squares[end] - squares[start] - (values[end] - values[start]) * (values[end] - values[start]) / (end - start);

        /// <summary>Flat up to <paramref name="low"/>, a straight line to <paramref name="high"/>, flat from there on.</summary>
        public double AroundRamp(int start, int low, int high, int end)
        {
            double count = end - start, length = high - low, tail = end - high;
            var shape = (length - 1) / 2 + tail;
            var shapeSquares = (length - 1) * (2 * length - 1) / (6 * length) + tail;
            var shapeProducts = (products[high] - products[low] - low * (values[high] - values[low])) / length + values[end] - values[high];
            var (sum, around) = (values[end] - values[start], AroundMean(start, end));
            var (covariance, variance) = (shapeProducts - shape * sum / count, shapeSquares - shape * shape / count);
            return variance > 1e-9 ? around - covariance * covariance / variance : around;
        }
    }
}
