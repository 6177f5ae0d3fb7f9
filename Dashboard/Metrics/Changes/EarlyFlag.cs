namespace Dashboard.Metrics.Changes;

/// <summary>
/// The flag that rises while a deterioration is young, minute by minute: cumulated sums of the logarithm of the likelihood ratio of a higher
/// rate against the usual one (CUSUM: Page, Biometrika 41, 1954), for rates of two, five and twenty times the usual. A false alarm comes
/// at most once in as many minutes as the exponential of the threshold says (Lorden, Ann. Math. Stat. 42, 1971): here once a month.
/// </summary>
public sealed class EarlyFlag
{
    private const double MinutesOfMonth = 43_200, Capped = 2.5;
    private static readonly double[] Rises = [2, 5, 20];
    private readonly double threshold = Math.Log(MinutesOfMonth * Rises.Length);
    private readonly double usual, dispersion;
    private readonly double[] sums = new double[Rises.Length];
    private readonly DateTimeOffset?[] since = new DateTimeOffset?[Rises.Length];

    private EarlyFlag(double usual, double dispersion) => (this.usual, this.dispersion) = (usual, dispersion);

    /// <summary>When the deterioration began that is flagged now; null while nothing is.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>Learns what is usual.</summary>
    /// <param name="quiet">Minutes in which nothing was wrong, an hour of them at least.</param>
    /// <returns>Null with fewer than twelve minutes that have requests: what is usual is not known.</returns>
    public static EarlyFlag? After(IReadOnlyList<ObservedErrors> quiet)
    {
        ObservedErrors[] counted = [.. quiet.Where(minute => minute.Requests > 0)];
        if (counted.Length < RateChanges.FewestMinutes)
            return null;
        var minutes = RateMinutes.Of(counted);
        return new((minutes.Errors.Sum() + 1) / (minutes.Requests.Sum() + 1), minutes.Dispersion());
    }

    /// <summary>Takes the next minute.</summary>
    /// <returns>Whether the flag is up.</returns>
    public bool Observe(ObservedErrors minute)
    {
        if (minute.Requests is not { } requests || requests <= 0)
            return Since is not null;
        var failed = Math.Clamp(minute.Errors ?? 0, 0, requests);
        for (var number = 0; number < Rises.Length; number++)
        {
            var rate = Math.Min(0.9, Math.Max(Rises[number] * usual, usual + 0.001));
            var ratio = failed * Math.Log(rate / usual) + (requests - failed) * Math.Log((1 - rate) / (1 - usual));

            // One or two minutes, however bad, are a spike.
            var sum = sums[number] + Math.Min(ratio / dispersion, threshold / Capped);
            since[number] = sum <= 0 ? null : since[number] ?? minute.At;
            sums[number] = Math.Clamp(sum, 0, 2 * threshold);
        }

        var highest = Array.IndexOf(sums, sums.Max());
        Since = sums[highest] >= threshold ? since[highest] : null;
        return Since is not null;
    }
}
