namespace Dashboard.Logs;

/// <summary>
/// Whether something comes more often than before beyond chance: the exact conditional test of two Poisson rates. Of so many in all, as
/// many belong to the later sample as a binomial draw with its share of the exposure gives, if the rates are equal.
/// </summary>
/// <remarks>Przyborowski and Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31 (1940); the choice among many: Benjamini and Hochberg, "Controlling the false discovery rate", J. R. Stat. Soc. B 57 (1995).</remarks>
public static class RateTest
{
    /// <summary>How likely as many as <paramref name="now"/> or more are where the rates are equal, 0 to 1; 1 where the later rate is not above the earlier.</summary>
    /// <param name="before">Times in the earlier sample.</param>
    /// <param name="exposureBefore">What they are counted over, above 0; in the unit of <paramref name="exposureNow"/>.</param>
    public static double PValue(long before, double exposureBefore, long now, double exposureNow)
    {
        var share = exposureNow / (exposureBefore + exposureNow);
        var all = before + now;
        if (now == 0 || now <= all * share)
            return 1;

        // From here on each term is smaller than the one before.
        var term = Math.Exp(LogFactorial(all) - LogFactorial(now) - LogFactorial(before) + (now * Math.Log(share)) + (before * Math.Log(1 - share)));
        var sum = 0.0;
        for (var times = now; times <= all && term > sum * 1e-15; times++)
        {
            sum += term;
            term *= (all - times) / (times + 1.0) * share / (1 - share);
        }

        return Math.Min(1, sum);
    }

    /// <summary>The largest p-value that counts, so that of all that are called different at most <paramref name="falseShare"/> are expected to be so by chance; below 0 when none is.</summary>
    public static double Threshold(IEnumerable<double> pValues, double falseShare)
    {
        var sorted = pValues.Order().ToArray();
        for (var rank = sorted.Length; rank > 0; rank--)
            if (sorted[rank - 1] <= falseShare * rank / sorted.Length)
                return sorted[rank - 1];
        return -1;
    }

    // Stirling's series: from 32 on it is exact to twelve digits.
    private static double LogFactorial(long n)
    {
        if (n >= 32)
            return (n * Math.Log(n)) - n + (0.5 * Math.Log(2 * Math.PI * n)) + (1 / (12.0 * n)) - (1 / (360.0 * n * n * n)) + (1 / (1260.0 * n * n * n * n * n));
        var sum = 0.0;
        for (var factor = 2; factor <= n; factor++)
            sum += Math.Log(factor);
        return sum;
    }
}
