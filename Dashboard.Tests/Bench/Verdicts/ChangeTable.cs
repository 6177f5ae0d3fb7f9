using System.Diagnostics;

namespace Dashboard.Tests.Bench.Verdicts;

/// <summary>
/// Generated series with known changes: of each method the share of changes seen in time when the threshold is set to 1 % of the unchanged
/// series alarming, and with the threshold that it comes with F1, the median of rows between the change and the alarm, and false alarms.
/// </summary>
internal static class ChangeTable
{
    private const int Near = 10, InTime = 60;

    public static void Print(string title, IReadOnlyDictionary<string, Func<Draws, bool, LabelledSeries>> rows, int runs)
    {
        Console.WriteLine($"{title}, {runs} series changed and {runs} unchanged a row; F1 within {Near} rows");
        Console.WriteLine($"{"",-24}{string.Concat(Watchers.All.Select(watcher => $"{watcher.Name,-38}"))}");
        Console.WriteLine($"{"",-24}{string.Concat(Watchers.All.Select(_ => $"{"at 1 %",7}{"F1",7}{"off by",8}{"false",8}{"",8}"))}");
        foreach (var (name, make) in rows)
        {
            LabelledSeries[] changed = [.. Enumerable.Range(0, runs).Select(run => make(new Draws(run), true))];
            LabelledSeries[] unchanged = [.. Enumerable.Range(0, runs).Select(run => make(new Draws(100_000 + run), false))];
            Console.Write($"{name,-24}");
            foreach (var watcher in Watchers.All)
                Console.Write(Cells(watcher, changed, unchanged));
            Console.WriteLine($"told after {TellsAfter(changed):N0}, {Milliseconds(changed):N0} ms");
        }
    }

    private static string Cells(Watcher watcher, LabelledSeries[] changed, LabelledSeries[] unchanged)
    {
        double[][] quiet = [.. unchanged.Select(watcher.Score)], loud = [.. changed.Select(watcher.Score)];
        var threshold = Math.BitIncrement(quiet.Select(scores => scores.Max()).Order().ElementAt((int)(0.99 * quiet.Length)));
        var seen = changed.Zip(loud).Average(pair => pair.First.Changes.Average(at => Seen(pair.Second, at, threshold) ? 1.0 : 0));
        var (hits, missed, wrong, off) = (0, 0, 0, new List<int>());
        foreach (var (series, scores) in changed.Zip(loud))
        {
            var left = watcher.Alarms(scores, watcher.Usual).ToList();
            foreach (var at in series.Changes)
                if (left.Where(alarm => Math.Abs(alarm - at) <= Near).OrderBy(alarm => Math.Abs(alarm - at)).Cast<int?>().FirstOrDefault() is { } alarm)
                {
                    hits++;
                    off.Add(Math.Abs(alarm - at));
                    left.Remove(alarm);
                }
                else
                    missed++;
            wrong += left.Count;
        }

        var untrue = quiet.Average(scores => watcher.Alarms(scores, watcher.Usual).Length);
        return $"{seen,7:N2}{2.0 * hits / (2 * hits + missed + wrong),7:N2}{(off.Count > 0 ? off.Order().ElementAt(off.Count / 2) : double.NaN),8:N0}{untrue,8:N2}{"",8}";
    }

    private static bool Seen(double[] scores, int at, double threshold) =>
        Enumerable.Range(at - Near, Near + InTime).Any(row => row >= 0 && row < scores.Length && scores[row] >= threshold);

    /// <summary>Median of the minutes after which a change is first found, when the series is asked about again as it grows.</summary>
    private static double TellsAfter(LabelledSeries[] series)
    {
        int[] waits = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60];
        var first = series.Take(40).SelectMany(one => one.Changes.Take(1).Select(at =>
            waits.Cast<int?>().FirstOrDefault(wait => Watchers.Find(one.Until(at + wait!.Value)).Any(change => Math.Abs(change.Row - at) <= Near)) ?? int.MaxValue));
        var sorted = first.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static double Milliseconds(LabelledSeries[] series)
    {
        var watch = Stopwatch.StartNew();
        foreach (var one in series)
            Watchers.Find(one);
        return watch.Elapsed.TotalMilliseconds / series.Length;
    }
}
