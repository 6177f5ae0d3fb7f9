namespace Dashboard.Metrics.Changes;

/// <summary>Tails and quantiles of the distributions that the tests use.</summary>
internal static class Distributions
{
    /// <summary>Mid-p probability of so many marked ones or more in a draw, given how many are marked in all: half of the case itself counts.</summary>
    /// <param name="hits">Marked ones in the draw.</param>
    /// <param name="marked">Marked ones in the draw and the rest.</param>
    public static double HypergeometricTail(double hits, double marked, double drawn, double rest)
    {
        (drawn, rest) = (Math.Round(drawn), Math.Round(rest));
        if (marked == 0)
            return 0.5;
        var term = Math.Exp(LogChoose(drawn, hits) + LogChoose(rest, marked - hits) - LogChoose(drawn + rest, marked));
        var tail = term / 2;
        for (var next = hits; next < Math.Min(marked, drawn) && term > 1e-18 * tail; next++)
        {
            term *= (drawn - next) * (marked - next) / ((next + 1) * (rest - marked + next + 1));
            tail += term;
        }

        return Math.Clamp(tail, 1e-300, 1);
    }

    /// <summary>Probability that Student's variable is at most this.</summary>
    public static double Student(double value, double freedom)
    {
        var tail = IncompleteBeta(freedom / 2, 0.5, freedom / (freedom + value * value)) / 2;
        return value > 0 ? 1 - tail : tail;
    }

    /// <summary>By Acklam's rational approximation, 1e-9 relative also far out in the tails.</summary>
    public static double NormalQuantile(double probability)
    {
        if (probability > 0.5)
            return -NormalQuantile(1 - probability);
        if (probability > 0.02425)
        {
            var (middle, square) = (probability - 0.5, (probability - 0.5) * (probability - 0.5));
            return middle * Polynomial(square, -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716, 2.506628277459239)
                / Polynomial(square, -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1);
        }

        var root = Math.Sqrt(-2 * Math.Log(probability));
        return Polynomial(root, -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783)
            / Polynomial(root, 0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1);
    }

    private static double Polynomial(double at, params ReadOnlySpan<double> factors)
    {
        var sum = 0.0;
        foreach (var factor in factors)
            sum = sum * at + factor;
        return sum;
    }

    private static double LogChoose(double all, double some) => LogGamma(all + 1) - LogGamma(some + 1) - LogGamma(all - some + 1);

    /// <summary>Stirling's series, moved up to where it is good to 1e-12.</summary>
    public static double LogGamma(double value)
    {
        var shift = 0.0;
        for (; value < 10; value++)
            shift -= Math.Log(value);
        var inverse = 1 / (value * value);
        return shift + (value - 0.5) * Math.Log(value) - value + 0.9189385332046727
            + (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / value;
    }

    /// <summary>By Lentz's continued fraction.</summary>
    private static double IncompleteBeta(double first, double second, double at)
    {
        if (at is <= 0 or >= 1)
            return at <= 0 ? 0 : 1;
        if (at > (first + 1) / (first + second + 2))
            return 1 - IncompleteBeta(second, first, 1 - at);
        var front = Math.Exp(first * Math.Log(at) + second * Math.Log(1 - at) + LogGamma(first + second) - LogGamma(first) - LogGamma(second)) / first;
        var (fraction, up, down) = (1.0, 1.0, 0.0);
        for (var step = 0; step < 300; step++)
        {
            var half = step / 2;
            var part = step == 0 ? 1
                : step % 2 == 0 ? half * (second - half) * at / ((first + 2 * half - 1) * (first + 2 * half))
                : -(first + half) * (first + second + half) * at / ((first + 2 * half) * (first + 2 * half + 1));
            down = 1 / NotZero(1 + part * down);
            up = NotZero(1 + part / up);
            fraction *= up * down;
            if (Math.Abs(up * down - 1) < 1e-14)
                break;
        }

        return front * (fraction - 1);
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-30 ? 1e-30 : value;
}
