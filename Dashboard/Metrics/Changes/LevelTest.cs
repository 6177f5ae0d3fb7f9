namespace Dashboard.Metrics.Changes;

/// <summary>Whether a metric such as the response time is at another level since an instant that is known.</summary>
/// <param name="Before">The usual value before, in the unit of the metric; null without values.</param>
/// <param name="After">The same since then.</param>
/// <param name="Probability">That it rose, or fell, whichever way it moved; 0.5 to 1. Null when it could not be tested.</param>
/// <param name="SmallestSeen">The level that would have been called a rise four times in five; null when it could not be tested.</param>
/// <param name="Doubt">Null unless the answer is that nobody can tell.</param>
public sealed record LevelVerdict(ChangeAnswer Answer, double? Before, double? After, double? Probability, double? SmallestSeen, ChangeDoubt? Doubt);

/// <summary>
/// Did the level change then? The difference of the means, on the scale on which the noise is alike at every level and without spikes, over its
/// standard error with the memory of the noise, judged by Student's distribution on as many degrees of freedom as independent points remain.
/// </summary>
public static class LevelTest
{
    /// <summary>Kayenta's bound of an effect that counts: a quarter.</summary>
    public const double Matters = 0.25;

    private const int FewestBefore = 15, FewestAfter = 3;

    /// <param name="before">Minutes before, ascending; those without a datapoint say nothing.</param>
    /// <param name="after">Minutes since.</param>
    /// <param name="matters">The share of the level before by which a rise has to be seen.</param>
    public static LevelVerdict Of(IReadOnlyList<ObservedValue> before, IReadOnlyList<ObservedValue> after, double matters = Matters)
    {
        var (old, young) = (Values(before), Values(after));
        var none = new LevelVerdict(ChangeAnswer.CannotTell, Middle(old), Middle(young), null, null, null);
        if (old.Length == 0)
            return none with { Doubt = ChangeDoubt.NothingBefore };
        if (young.Length == 0)
            return none with { Doubt = ChangeDoubt.NothingAfter };
        if (old.Length < FewestBefore || young.Length < FewestAfter)
            return none with { Doubt = ChangeDoubt.TooFewMinutes };

        var scale = PowerTransform.For([.. old, .. young]);
        var (first, second, noise) = Means([.. old.Concat(young).Select(scale.Apply)], old.Length);
        var error = Math.Sqrt(Math.Max(noise.LongRunVariance, 1e-12 * first * first) * (1.0 / old.Length + 1.0 / young.Length));
        var freedom = Math.Max(2, (old.Length + young.Length) * (1 - noise.Memory) / (1 + noise.Memory) - 2);
        var probability = error > 0 ? Distributions.Student((second - first) / error, freedom) : 0.5;
        var needed = -Distributions.NormalQuantile(1 - RateTest.Sure) - Distributions.NormalQuantile(1 - RateTest.Power);
        var told = none with { Probability = Math.Max(probability, 1 - probability), SmallestSeen = scale.Undo(first + needed * error) };
        if (told.Probability >= RateTest.Sure)
            return told with { Answer = second > first ? ChangeAnswer.Rose : ChangeAnswer.Fell };
        return told.SmallestSeen - scale.Undo(first) <= matters * Math.Abs(scale.Undo(first))
            ? told with { Answer = ChangeAnswer.NoChangeSeen }
            : told with { Doubt = ChangeDoubt.TooMuchNoise };
    }

    private static (double Before, double After, Noise Noise) Means(double[] scaled, int split)
    {
        int[] gaps = [.. scaled.Select((_, index) => index == split ? 2 : 1)];
        var clean = SpikeFilter.Clean(scaled, Noise.Of(scaled, gaps));
        return (clean[..split].Average(), clean[split..].Average(), Noise.Of(clean, gaps));
    }

    private static double[] Values(IReadOnlyList<ObservedValue> series) =>
        [.. series.Select(point => point.Value).OfType<double>().Where(double.IsFinite)];

    private static double? Middle(double[] values) => values.Length == 0 ? null : values.Order().ElementAt(values.Length / 2);
}
