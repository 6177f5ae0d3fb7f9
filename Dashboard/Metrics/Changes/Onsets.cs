namespace Dashboard.Metrics.Changes;

internal readonly record struct Onset(int Index, double Probability, double Before, double After);

/// <summary>From the cuts of a fit to when each change began: several steps one way may be one ramp, and what comes at the same time every day is none.</summary>
internal static class Onsets
{
    private const double SameSize = 0.5;

    public static IEnumerable<Onset> Of(LevelFit fit, Timeline line, Noise noise, double least)
    {
        var kept = Enumerable.Range(0, fit.Cuts.Count).Where(number => !ComesEveryDay(fit, line, number)).Select(number => fit.Cuts[number]).ToArray();
        fit = WithoutWeak(fit with { Cuts = kept }, line, noise, least);
        var penalty = ChangeOdds.Penalty(line.Count, least);
        foreach (var (begin, first, last) in Ramp.Merge(fit, (_, _) => noise.LongRunVariance, penalty))
        {
            var (start, end) = (fit.Bound(first - 1), fit.Bound(last + 1));
            var gain = fit.Cost.Of(start, end) - Enumerable.Range(first, last - first + 2).Sum(number => fit.Cost.Of(fit.Bound(number - 1), fit.Bound(number)));
            var probability = ChangeOdds.Probability(gain / LocalVariance(fit, start, end, first, last, noise), line.Count);
            if (probability >= least)
                yield return new(begin, probability, fit.Cost.Level(start, fit.Cuts[first]), fit.Cost.Level(fit.Cuts[last], end));
        }
    }

    /// <summary>Takes out, one by one, the cuts that are not worth their price where it is noisier than in the whole series.</summary>
    private static LevelFit WithoutWeak(LevelFit fit, Timeline line, Noise noise, double least)
    {
        while (fit.Cuts.Count > 0)
        {
            double[] gains = [.. Enumerable.Range(0, fit.Cuts.Count).Select(number => fit.Gain(number) / LocalVariance(fit, fit.Bound(number - 1), fit.Bound(number + 1), number, number, noise))];
            var weakest = Array.IndexOf(gains, gains.Min());
            if (ChangeOdds.Probability(gains[weakest], line.Count) >= least)
                break;
            fit = fit with { Cuts = [.. fit.Cuts.Where((_, number) => number != weakest)] };
        }

        return fit;
    }

    /// <summary>How much noisier it is around a change than in the whole series; 1 where it is not.</summary>
    private static double LocalVariance(LevelFit fit, int start, int end, int first, int last, Noise noise)
    {
        const int Most = 60, Prior = 20;
        var (squares, count) = (0.0, 0);
        var (before, after) = (fit.Cost.Level(start, fit.Cuts[first]), fit.Cost.Level(fit.Cuts[last], end));
        for (var index = Math.Max(start, fit.Cuts[first] - Most); index < fit.Cuts[first]; index++, count++)
            squares += Square((fit.Rest[index] - before) / noise.Scale(index));
        for (var index = fit.Cuts[last]; index < Math.Min(end, fit.Cuts[last] + Most); index++, count++)
            squares += Square((fit.Rest[index] - after) / noise.Scale(index));
        return Math.Max(1, (Prior + squares / (noise.Deviation * noise.Deviation)) / (Prior + count));
    }

    private static double Square(double value) => value * value;

    private static bool ComesEveryDay(LevelFit fit, Timeline line, int number)
    {
        var (day, size) = (line.Days[fit.Cuts[number]], Size(fit, number));
        return Enumerable.Range(0, fit.Cuts.Count).Any(other =>
        {
            var days = Math.Abs(line.Days[fit.Cuts[other]] - day);
            var off = Math.Abs(days - Math.Round(days));
            return days > 0.5 && Math.Round(days) is 1 or 7 && off <= Math.Max(5.0 / 1440, 1.1 * line.Period) && Math.Abs(Size(fit, other) - size) <= SameSize * Math.Abs(size);
        });
    }

    private static double Size(LevelFit fit, int number) =>
        fit.Cost.Level(fit.Cuts[number], fit.Bound(number + 1)) - fit.Cost.Level(fit.Bound(number - 1), fit.Cuts[number]);
}
