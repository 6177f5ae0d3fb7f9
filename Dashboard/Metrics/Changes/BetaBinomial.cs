namespace Dashboard.Metrics.Changes;

/// <summary>
/// Errors of requests whose rate itself varies from minute to minute, as it does when failures come in bursts. A rate is then judged by
/// the minutes, not by the sum in which one burst weighs as much as all others together.
/// </summary>
internal static class BetaBinomial
{
    /// <summary>Correlation of two requests of one minute; zero is a binomial.</summary>
    private static readonly double[] Likenesses = [0, 0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32];

    private const int Steps = 24;

    /// <summary>Before anything is seen: requests of a minute share instances, callers and dependencies, so independent ones are the rarer case.</summary>
    private const double Binomial = 0.3;

    /// <summary>Averages over the likenesses, each weighed by how well it explains the minutes, since a few dozen of them do not settle it.</summary>
    /// <returns>Probability that the minutes are binomial; mean likeness; twice the logarithm of the likelihood ratio of two rates against one.</returns>
    public static (double Binomial, double Likeness, double Ratio) Compare(RateSample old, RateSample young)
    {
        double[] apart = [.. Likenesses.Select(likeness => Best([old], likeness) + Best([young], likeness) + Prior(likeness))];
        double[] together = [.. Likenesses.Select(likeness => Best([old, young], likeness) + Prior(likeness))];
        var all = LogSum(apart);
        double[] weights = [.. apart.Select(one => Math.Exp(one - all))];
        return (weights[0], weights.Zip(Likenesses, (weight, likeness) => weight * likeness).Sum(), Math.Max(0, 2 * (all - LogSum(together))));
    }

    private static double Prior(double likeness) => Math.Log(likeness == 0 ? Binomial : (1 - Binomial) / (Likenesses.Length - 1));

    private static double LogSum(double[] logarithms)
    {
        var most = logarithms.Max();
        return most + Math.Log(logarithms.Sum(one => Math.Exp(one - most)));
    }

    /// <summary>The highest logarithm of the likelihood at any rate, by golden section on the log odds.</summary>
    private static double Best(RateSample[] sides, double likeness)
    {
        const double Golden = 0.6180339887498949;
        var (low, high) = (-14.0, 6.0);
        var (left, right) = (high - Golden * (high - low), low + Golden * (high - low));
        var (atLeft, atRight) = (At(left), At(right));
        for (var step = 0; step < Steps; step++)
        {
            if (atLeft > atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - Golden * (high - low);
                atLeft = At(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + Golden * (high - low);
                atRight = At(right);
            }
        }

        return Math.Max(atLeft, atRight);

        double At(double logOdds) => sides.Sum(side => LogLikelihood(side, 1 / (1 + Math.Exp(-logOdds)), likeness));
    }

    private static double LogLikelihood(RateSample side, double rate, double likeness)
    {
        if (likeness == 0)
            return side.Errors * Math.Log(rate) + (side.Requests - side.Errors) * Math.Log(1 - rate);
        var total = 1 / likeness - 1;
        var (failing, fine, sum) = (rate * total, (1 - rate) * total, 0.0);
        var (ofFine, ofTotal) = (Distributions.LogGamma(fine), Distributions.LogGamma(total));
        foreach (var (errors, requests) in side.Minutes)
        {
            for (var failed = 0; failed < errors && failed < 64; failed++)
                sum += Math.Log(failing + failed);
            if (errors > 64)
                sum += Distributions.LogGamma(failing + errors) - Distributions.LogGamma(failing + 64);
            sum += Distributions.LogGamma(fine + requests - errors) - ofFine - Distributions.LogGamma(total + requests) + ofTotal;
        }

        return sum;
    }
}
