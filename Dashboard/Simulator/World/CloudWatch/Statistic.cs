using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>A CloudWatch statistic. Percentiles of longer periods are the request-weighted mean of the minutes' percentiles.</summary>
internal readonly record struct Statistic(string Name, double Z)
{
    public bool IsPercentile => Name[0] == 'p';

    /// <summary>Null when CloudWatch knows none of that name.</summary>
    public static Statistic? Parse(string text) => text switch
    {
        "Sum" or "Average" or "Minimum" or "Maximum" or "SampleCount" => new Statistic(text, 0),
        ['p' or 'P', .. var digits] when double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100
            => new Statistic("p" + digits, Quantile(Math.Min(percent, 99.99) / 100)),
        _ => null,
    };

    public double Of(double median, double spread) => Name switch
    {
        "Minimum" => median * Math.Exp(-2.9 * spread),
        "Maximum" => median * Math.Exp(3.1 * spread),
        "Average" or "Sum" => median * Math.Exp(spread * spread / 2),
        _ => median * Math.Exp(spread * Z),
    };

    /// <summary>The normal distribution's inverse, by Abramowitz and Stegun 26.2.23 (error below 0.0005).</summary>
    private static double Quantile(double share)
    {
        var tail = Math.Min(share, 1 - share);
        var t = Math.Sqrt(-2 * Math.Log(tail));
        var z = t - ((2.515517 + (0.802853 * t) + (0.010328 * t * t)) / (1 + (1.432788 * t) + (0.189269 * t * t) + (0.001308 * t * t * t)));
        return share < 0.5 ? -z : z;
    }
}
