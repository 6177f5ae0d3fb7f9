namespace Dashboard.Metrics.Changes;

/// <summary>
/// Where a series of values changed its level, and since when: the cheapest cut into levels under Gaussian noise with memory, beside a drift
/// or the day's cycle where the series has one; the noise is measured by the series itself, so nothing has to be set.
/// </summary>
public static class ValueChanges
{
    /// <summary>With fewer points the noise cannot be told from a change.</summary>
    public const int FewestPoints = 12;

    private const double Farthest = 1e9;

    /// <param name="series">Ascending in time; a datapoint that is missing is a gap.</param>
    /// <param name="least">Changes of at least this probability are given.</param>
    /// <returns>Ascending; none where nothing changed, and where the series is too short to tell.</returns>
    public static IReadOnlyList<ChangePoint> Find(IReadOnlyList<ObservedValue> series, double least = ChangeOdds.Least)
    {
        int[] rows = [.. Enumerable.Range(0, series.Count).Where(row => series[row].Value is { } value && double.IsFinite(value))];
        if (rows.Length < FewestPoints)
            return [];
        var line = new Timeline([.. rows.Select(row => series[row].At)]);
        var unit = Unit([.. rows.Select(row => Math.Abs(series[row].Value!.Value))]);
        double[] values = [.. rows.Select(row => Math.Clamp(series[row].Value!.Value / unit, -Farthest, Farthest))];
        if (values.Max() - values.Min() <= Math.Abs(values[0]) * 1e-12)
            return [];
        var scale = PowerTransform.For(values);
        var found = ScaledFit.Search(values, scale, scale.Power, line, least);
        if (found.Fit.Baseline.Size > 0 && found.Scale.Power > 0 && values.All(value => value > 0))
            // Changes that multiply a cycle are steps only on the scale of the logarithm.
            found = ScaledFit.Search(values, new PowerTransform(0), scale.Power, line, least) is var other && other.Misfit(values) < found.Misfit(values) ? other : found;
        return
        [
            .. Onsets.Of(found.Fit, line, found.Noise, least).Select(onset => new ChangePoint(
                rows[onset.Index],
                series[rows[onset.Index]].At,
                onset.Probability,
                unit * found.Scale.Undo(onset.Before),
                unit * found.Scale.Undo(onset.After))),
        ];
    }

    /// <summary>So that neither bytes by the petabyte nor seconds by the nanosecond leave the range in which squares can be summed.</summary>
    private static double Unit(double[] sizes) => sizes.Where(size => size > 0).Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : 1;
}
