namespace Dashboard.Metrics.Changes;

public enum ChangeAnswer
{
    Rose,
    Fell,

    /// <summary>A rise that matters would have shown.</summary>
    NoChangeSeen,
    CannotTell,
}

/// <summary>Why a change can neither be seen nor ruled out.</summary>
public enum ChangeDoubt
{
    NothingBefore,
    NothingAfter,

    /// <summary>Fewer than five minutes in all: how much they vary by themselves is not known.</summary>
    TooFewMinutes,

    /// <summary>Not even a rise that matters would have shown; see <see cref="RateVerdict.SmallestSeen"/>.</summary>
    TooLittleTraffic,

    /// <summary>The same of a level: it moves so much by itself that a rise that matters would not have shown.</summary>
    TooMuchNoise,
}

/// <summary>Whether an error rate is another one since an instant that is known, such as a deployment.</summary>
/// <param name="Before">Errors per request, 0 to 1; null without requests.</param>
/// <param name="After">The same since then.</param>
/// <param name="Probability">That it rose, or fell, whichever way it moved; 0.5 to 1. Null when it could not be tested.</param>
/// <param name="SmallestSeen">The rate that would have been called a rise four times in five; null when it could not be tested.</param>
/// <param name="Doubt">Null unless the answer is that nobody can tell.</param>
public sealed record RateVerdict(ChangeAnswer Answer, double? Before, double? After, double? Probability, double? SmallestSeen, ChangeDoubt? Doubt)
{
    public required double ErrorsBefore { get; init; }
    public required double RequestsBefore { get; init; }
    public required double ErrorsAfter { get; init; }
    public required double RequestsAfter { get; init; }
}

/// <summary>
/// Did it change then? The pooled counts are tested exactly given their sum (Fisher, mid-p), which is right at any traffic. As far as
/// minutes vary more than independent requests would, two beta-binomials are held against one instead (signed root of the likelihood ratio),
/// so that no single burst decides. The score z is divided by the root of (1 + m) / (1 - m) where neighbours are alike, m their correlation, and
/// judged by Student's distribution on n - 2 degrees of freedom, since the variance is measured.
/// </summary>
/// <remarks>Restarts are tested the same way: the tasks that ran in a minute, and those of them that stopped.</remarks>
public static class RateTest
{
    /// <summary>From here on a change is told. Both ways together one test in a hundred is wrong when nothing changed.</summary>
    public const double Sure = 0.995;

    /// <summary>The rate of the standard alarm: who cannot see a rise to it cannot say that nothing happened.</summary>
    public const double Matters = 0.05;

    private const int FewestMinutes = 5;
    internal const double Power = 0.8;

    /// <param name="before">Minutes before; those without requests say nothing.</param>
    /// <param name="after">Minutes since.</param>
    /// <param name="matters">The rate to which a rise has to be seen, 0 to 1; twice the rate before where that is higher.</param>
    public static RateVerdict Of(IReadOnlyList<ObservedErrors> before, IReadOnlyList<ObservedErrors> after, double matters = Matters)
    {
        var (old, young) = (RateSample.Of(before), RateSample.Of(after));
        var none = new RateVerdict(ChangeAnswer.CannotTell, old.Rate, young.Rate, null, null, null)
        {
            ErrorsBefore = old.Errors,
            RequestsBefore = old.Requests,
            ErrorsAfter = young.Errors,
            RequestsAfter = young.Requests,
        };
        if (old.Requests == 0)
            return none with { Doubt = ChangeDoubt.NothingBefore };
        if (young.Requests == 0)
            return none with { Doubt = ChangeDoubt.NothingAfter };
        if (old.Minutes.Count + young.Minutes.Count < FewestMinutes)
            return none with { Doubt = ChangeDoubt.TooFewMinutes };

        var (score, likeness, memory) = Compare(old, young);
        var probability = Distributions.Student(score, old.Minutes.Count + young.Minutes.Count - 2);
        var smallest = SmallestSeen(old, young, likeness, memory);
        var told = none with { Probability = Math.Max(probability, 1 - probability), SmallestSeen = smallest };
        if (told.Probability >= Sure)
            return told with { Answer = young.Rate > old.Rate ? ChangeAnswer.Rose : ChangeAnswer.Fell };
        return smallest <= Math.Max(matters, 2 * old.Rate!.Value)
            ? told with { Answer = ChangeAnswer.NoChangeSeen }
            : told with { Doubt = ChangeDoubt.TooLittleTraffic };
    }

    /// <returns>Standard deviations by which the rate since then is above the one before; correlation of two requests of one minute; what likeness of neighbours does to the variance.</returns>
    internal static (double Score, double Likeness, double Memory) Compare(RateSample old, RateSample young)
    {
        var memory = RateSample.Memory(old, young);
        var (binomial, likeness, ratio) = BetaBinomial.Compare(old, young);
        var score = binomial * Exact(old, young) + (1 - binomial) * Math.Sqrt(ratio) * Math.Sign(young.Rate!.Value - old.Rate!.Value);
        return (score / Math.Sqrt(memory), likeness, memory);
    }

    internal static double Exact(RateSample old, RateSample young)
    {
        var rose = young.Rate > old.Rate;
        var tail = rose
            ? Distributions.HypergeometricTail(young.Errors, old.Errors + young.Errors, young.Requests, old.Requests)
            : Distributions.HypergeometricTail(old.Errors, old.Errors + young.Errors, old.Requests, young.Requests);
        return Math.Max(0, -Distributions.NormalQuantile(tail)) * (rose ? 1 : -1);
    }

    private static double SmallestSeen(RateSample old, RateSample young, double likeness, double memory)
    {
        var usual = (old.Errors + 0.5) / (old.Requests + 1);
        var needed = -Distributions.NormalQuantile(1 - Sure) - Distributions.NormalQuantile(1 - Power);
        var (low, high) = (usual, 1.0);
        for (var step = 0; step < 40; step++)
        {
            var rate = (low + high) / 2;
            var variance = memory * (usual * (1 - usual) * old.VarianceOfMean(likeness) + rate * (1 - rate) * young.VarianceOfMean(likeness));
            (low, high) = rate - usual >= needed * Math.Sqrt(variance) ? (low, rate) : (rate, high);
        }

        return high;
    }
}
