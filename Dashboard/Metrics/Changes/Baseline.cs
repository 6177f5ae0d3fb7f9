namespace Dashboard.Metrics.Changes;

/// <summary>
/// What goes on slowly beside the levels: a drift or the day's cycle, fitted together with the levels so that neither takes the other's share.
/// </summary>
public sealed class Baseline
{
    private const double ShortestSpanOfCycle = 0.7, ShortestHalfWave = 1.0 / 24;
    private const int MostWavesOfOneDay = 4, MostDegrees = 7, FewestPointsPerColumn = 12;
    private readonly double[][] columns;
    private readonly int degree, waves, hourlyWaves;

    private Baseline(Timeline line, int degree, int waves, int hourlyWaves = 0)
    {
        (this.degree, this.waves, this.hourlyWaves) = (degree, waves, hourlyWaves);
        columns =
        [
            .. Enumerable.Range(1, degree).Select(power => Chebyshev(line, power)),
            .. Enumerable.Range(1, waves).SelectMany(wave => Wave(line, wave)),
            .. Enumerable.Range(1, hourlyWaves).SelectMany(wave => Wave(line, 24 * wave)),
        ];
    }

    public static Baseline None { get; } = new(new Timeline([]), 0, 0);

    public IReadOnlyList<double[]> Columns => columns;

    /// <summary>Numbers that have to be fitted.</summary>
    public int Size => columns.Length;

    /// <summary>
    /// From the simplest on: a drift, then cycles of the day from one wave up to as many as the series can tell. Less than a day of a cycle
    /// looks like any slow curve, so there polynomials over the whole series are tried instead.
    /// </summary>
    public static IEnumerable<Baseline> Candidates(Timeline line)
    {
        var most = line.Span < ShortestSpanOfCycle ? Math.Clamp((int)(line.Span / ShortestHalfWave), 1, MostDegrees) : 1;
        for (var degree = 1; degree <= Math.Min(most, line.Count / FewestPointsPerColumn); degree++)
            yield return new(line, degree, 0);
        if (line.Span < ShortestSpanOfCycle)
            yield break;
        foreach (var waves in (int[])[1, 2, 3, 4, 6, 8, 12, 16, 24])
            if (waves <= (line.Span < 2 ? MostWavesOfOneDay : 24) && waves * line.Period * 3 <= 1 && 2 * waves <= line.Count / FewestPointsPerColumn)
                yield return new(line, 0, waves);
    }

    /// <summary>The same at the points of another series.</summary>
    public Baseline On(Timeline line) => Size == 0 ? this : new(line, degree, waves, hourlyWaves);

    /// <summary>What jobs do that run once an hour, beside this.</summary>
    public IEnumerable<Baseline> WithHours(Timeline line)
    {
        const int Most = 4;
        var hours = line.Span * 24;
        for (var waves = 1; waves <= Most && hours >= 4 && 24 * waves * line.Period * 4 <= 1 && Size + 2 * waves <= line.Count / FewestPointsPerColumn; waves *= 2)
            yield return new(line, degree, this.waves, waves);
    }

    /// <summary>The drift or cycle that fits best beside levels that change at the cuts, around zero.</summary>
    public double[] Fit(double[] values, Timeline line, Noise noise, IReadOnlyList<int> cuts)
    {
        if (Size == 0)
            return new double[values.Length];
        double[][] all = [.. columns, values];
        var rows = Whiten(all, line, noise, cuts);
        var solved = LeastSquares.Solve(rows[..^1], rows[^1]);
        var curve = new double[values.Length];
        for (var column = 0; column < Size; column++)
            for (var index = 0; index < curve.Length; index++)
                curve[index] += solved[column] * columns[column][index];
        var middle = curve.Average();
        return [.. curve.Select(value => value - middle)];
    }

    private static double[][] Wave(Timeline line, int number) =>
        [[.. line.Days.Select(day => Math.Sin(2 * Math.PI * number * day))], [.. line.Days.Select(day => Math.Cos(2 * Math.PI * number * day))]];

    /// <summary>Polynomials that a fit can tell from each other.</summary>
    private static double[] Chebyshev(Timeline line, int degree) => [.. line.Days.Select(day => Math.Cos(degree * Math.Acos(2 * day / line.Span - 1)))];

    /// <summary>Takes the memory of the noise and the level of each stretch out of every column.</summary>
    private static double[][] Whiten(double[][] all, Timeline line, Noise noise, IReadOnlyList<int> cuts)
    {
        var first = 1 - noise.Memory * noise.Memory;
        var white = all.Select(column => new double[column.Length]).ToArray();
        int[] bounds = [0, .. cuts, line.Count];
        for (var stretch = 1; stretch < bounds.Length; stretch++)
        {
            var (start, end) = (bounds[stretch - 1], bounds[stretch]);
            var share = new double[end - start];
            for (var index = start; index < end; index++)
            {
                var kept = index == start ? 0 : Math.Pow(noise.Memory, line.Gaps[index]);
                var root = Math.Sqrt(first / (1 - kept * kept));
                var (now, ago) = (root / noise.Scale(index), index == start ? 0 : root * kept / noise.Scale(index - 1));
                share[index - start] = now - ago;
                for (var column = 0; column < all.Length; column++)
                    white[column][index] = now * all[column][index] - ago * (index == start ? 0 : all[column][index - 1]);
            }

            var weight = share.Sum(part => part * part);
            foreach (var column in white)
            {
                var level = 0.0;
                for (var index = start; index < end; index++)
                    level += share[index - start] * column[index];
                for (var index = start; index < end; index++)
                    column[index] -= level / weight * share[index - start];
            }
        }

        return white;
    }
}
