namespace Dashboard.Metrics.Changes;

/// <summary>
/// How likely a change is, from how much better the series fits with it. A change costs its place and its level, 3 ln n in twice the
/// logarithm of the likelihood (modified BIC: Zhang and Siegmund, Biometrics 63, 2007), so the odds are exp((gain - 3 ln n) / 2).
/// </summary>
public static class ChangeOdds
{
    /// <summary>What is less likely than this is not told.</summary>
    public const double Least = 0.9;

    /// <param name="gain">Twice the difference of the logarithms of the likelihoods with and without the change.</param>
    /// <param name="count">Points in the series.</param>
    public static double Probability(double gain, int count) => 1 / (1 + Math.Exp((Cost(count) - gain) / 2));

    /// <summary>The gain at which a change is as likely as asked.</summary>
    public static double Penalty(int count, double probability) => Cost(count) + 2 * Math.Log(probability / (1 - probability));

    private static double Cost(int count) => 3 * Math.Log(Math.Max(count, 2));
}
