namespace Dashboard.Metrics.Changes;

/// <summary>
/// Takes out what is no change of level: excursions of up to four points that came back, as a running median would (Hampel filter), and the
/// far tails of the noise. What left the level at the very end stays once it has lasted three points, since nobody knows yet whether it comes back.
/// </summary>
public static class SpikeFilter
{
    /// <summary>An excursion of five points and more is a change: the standard alarms are raised by five minutes.</summary>
    public const int LongestSpike = 4;

    internal const int Around = 12;
    private const double Far = 4, Tail = 3;

    public static double[] Clean(double[] values, Noise noise)
    {
        var clean = (double[])values.Clone();
        for (var start = 0; start < values.Length; start++)
        {
            var side = Side(values, start, noise);
            if (side == 0)
                continue;
            var end = start + 1;
            while (end < values.Length && Side(values, end, noise) == side)
                end++;
            if (end - start <= (end == values.Length ? OptimalPartition.ShortestSegment - 1 : LongestSpike) && IsWhole(values, start, end))
                Array.Fill(clean, Beside(values, start, end), start, end - start);
            start = end - 1;
        }

        return CutTails(clean, noise);
    }

    /// <summary>1 above both what was before and what came after, -1 below both, else 0.</summary>
    private static int Side(double[] values, int index, Noise noise)
    {
        var (before, after) = (Median(values, index - Around, index), Median(values, index + 1, index + 1 + Around));
        var (low, high) = (Math.Min(before ?? after ?? 0, after ?? before ?? 0), Math.Max(before ?? after ?? 0, after ?? before ?? 0));
        var far = Far * noise.Deviation * noise.Scale(index);
        return values[index] > high + far ? 1 : values[index] < low - far ? -1 : 0;
    }

    /// <summary>The points next to it are nearer to what is beside than to the spike; else it is the middle of a longer excursion.</summary>
    private static bool IsWhole(double[] values, int start, int end)
    {
        var (beside, spike) = (Beside(values, start, end), values[start..end].Average());
        return (start == 0 || Nearer(values[start - 1])) && (end == values.Length || Nearer(values[end]));

        bool Nearer(double next) => Math.Abs(next - beside) < Math.Abs(next - spike);
    }

    private static double Beside(double[] values, int start, int end) =>
        (Median(values, start - Around, start), Median(values, end, end + Around)) switch
        {
            ({ } before, { } after) => (before + after) / 2,
            var (before, after) => before ?? after ?? values[start],
        };

    private static double[] CutTails(double[] values, Noise noise)
    {
        var cut = new double[values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            // With itself, a point that began a new level is among its own.
            var (before, after) = (Median(values, index - LongestSpike, index + 1), Median(values, index, index + LongestSpike + 1));
            var (low, high) = (Math.Min(before ?? after!.Value, after ?? before!.Value), Math.Max(before ?? after!.Value, after ?? before!.Value));
            var tail = Tail * noise.Deviation * noise.Scale(index);
            cut[index] = Math.Clamp(values[index], low - tail, high + tail);
        }

        return cut;
    }

    /// <summary>Null where fewer than three points are.</summary>
    internal static double? Median(double[] values, int start, int end)
    {
        (start, end) = (Math.Max(start, 0), Math.Min(end, values.Length));
        if (end - start < 3)
            return null;
        Span<double> sorted = stackalloc double[2 * Around + 1];
        sorted = sorted[..(end - start)];
        values.AsSpan(start, end - start).CopyTo(sorted);
        sorted.Sort();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
