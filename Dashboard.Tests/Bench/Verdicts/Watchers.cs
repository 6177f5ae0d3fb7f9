using Dashboard.Metrics.Changes;

namespace Dashboard.Tests.Bench.Verdicts;

/// <summary>A method under test.</summary>
/// <param name="Score">For each row, how strongly the method says that something changed there; the higher the surer.</param>
/// <param name="Usual">The threshold that it comes with.</param>
/// <param name="Quiet">Rows after an alarm that belong to the same one.</param>
internal sealed record Watcher(string Name, Func<LabelledSeries, double[]> Score, double Usual, int Quiet)
{
    public int[] Alarms(double[] scores, double threshold)
    {
        var alarms = new List<int>();
        for (var row = 0; row < scores.Length; row++)
            if (scores[row] >= threshold && (alarms.Count == 0 || row - alarms[^1] > Quiet))
                alarms.Add(row);
        return [.. alarms];
    }
}

/// <summary>Ours and the simple methods that it is held against.</summary>
internal static class Watchers
{
    private const int Hour = 60, Canary = 15;

    public static Watcher[] All { get; } =
    [
        new("ours", Ours, Math.Log(ChangeOdds.Least / (1 - ChangeOdds.Least)), 0),
        new("three sigma", series => Minutes(series, ThreeSigma), 3, 30),
        new("yesterday", series => Minutes(series, Yesterday), 3, 30),
        new("Mann-Whitney", series => Minutes(series, MannWhitney), 1.96, 30),
    ];

    public static IReadOnlyList<ChangePoint> Find(LabelledSeries series, double least = ChangeOdds.Least) =>
        series.Values.Length > 0 ? ValueChanges.Find(series.Values, least) : RateChanges.Find(series.Errors, least);

    /// <summary>Signed z of the rank sum of two samples, ties included.</summary>
    public static double RankSum(double[] before, double[] after)
    {
        if (before.Length == 0 || after.Length == 0)
            return 0;
        double[] all = [.. before, .. after];
        int[] order = [.. Enumerable.Range(0, all.Length)];
        Array.Sort((double[])all.Clone(), order);
        var (ranks, ties) = (0.0, 0.0);
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            while (end < order.Length && all[order[end]] == all[order[start]])
                end++;
            for (var at = start; at < end; at++)
                ranks += order[at] >= before.Length ? (start + end + 1) / 2.0 : 0;
            ties += Math.Pow(end - start, 3) - (end - start);
            start = end;
        }

        double count = all.Length, above = ranks - after.Length * (after.Length + 1) / 2.0, pairs = (double)before.Length * after.Length;
        var deviation = Math.Sqrt(pairs / 12 * (count + 1 - ties / (count * (count - 1))));
        return deviation > 0 ? (above - pairs / 2) / deviation : 0;
    }

    private static double[] Ours(LabelledSeries series)
    {
        var scores = new double[series.Count];
        Array.Fill(scores, double.NegativeInfinity);
        foreach (var change in Find(series, least: 0.05))
            scores[change.Row] = Math.Log(change.Probability / (1 - change.Probability));
        return scores;
    }

    /// <summary>Only the second day is judged: one of the methods needs the first.</summary>
    private static double[] Minutes(LabelledSeries series, Func<double?[], int, double> score)
    {
        var numbers = series.Numbers;
        return [.. Enumerable.Range(0, series.Count).Select(row => row < LabelledSeries.Day || numbers[row] is null ? double.NegativeInfinity : score(numbers, row))];
    }

    private static double ThreeSigma(double?[] numbers, int row) => Distance(Window(numbers, row - Hour, row), [numbers[row]!.Value]);

    private static double Yesterday(double?[] numbers, int row) =>
        Distance(Window(numbers, row - LabelledSeries.Day - Hour / 2, row - LabelledSeries.Day + Hour / 2), Window(numbers, row - 4, row + 1));

    private static double MannWhitney(double?[] numbers, int row) =>
        Math.Abs(RankSum(Window(numbers, row - Canary - Hour + 1, row - Canary + 1), Window(numbers, row - Canary + 1, row + 1)));

    private static double Distance(double[] usual, double[] now)
    {
        if (usual.Length < 10)
            return 0;
        var mean = usual.Average();
        var deviation = Math.Sqrt(usual.Average(value => (value - mean) * (value - mean)));
        return Math.Abs(now.Average() - mean) / Math.Max(deviation, 1e-9);
    }

    private static double[] Window(double?[] numbers, int start, int end) =>
        [.. numbers[Math.Max(0, start)..Math.Max(0, end)].Where(value => value is not null).Select(value => value!.Value)];
}
