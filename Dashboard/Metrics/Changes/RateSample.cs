namespace Dashboard.Metrics.Changes;

/// <summary>The minutes on one side of an instant, those without requests left out.</summary>
internal sealed record RateSample(IReadOnlyList<(double Errors, double Requests)> Minutes, double Errors, double Requests)
{
    private const double MostMemory = 0.8;

    /// <summary>Errors per request, 0 to 1; null without requests.</summary>
    public double? Rate => Requests > 0 ? Errors / Requests : null;

    public static RateSample Of(IReadOnlyList<ObservedErrors> series)
    {
        (double Errors, double Requests)[] minutes =
            [.. series.Where(minute => minute.Requests > 0).Select(minute => (Math.Round(Math.Clamp(minute.Errors ?? 0, 0, minute.Requests!.Value)), minute.Requests!.Value))];
        return new(minutes, minutes.Sum(minute => minute.Errors), minutes.Sum(minute => minute.Requests));
    }

    /// <summary>Variance of the rate over that of one request, when two requests of one minute are as alike as given.</summary>
    public double VarianceOfMean(double likeness) => Minutes.Sum(minute => minute.Requests * (1 + (minute.Requests - 1) * likeness)) / (Requests * Requests);

    /// <summary>What likeness of neighbouring minutes does to the variance of a mean, (1 + m) / (1 - m); 1 where it may be chance.</summary>
    public static double Memory(RateSample old, RateSample young)
    {
        double[][] sides = [old.Residuals(), young.Residuals()];
        var squares = sides.Sum(side => side.Sum(off => off * off));
        var products = sides.Sum(side => side.Zip(side.Skip(1), (off, next) => off * next).Sum());
        var memory = squares > 0 ? Math.Min(products / squares, MostMemory) : 0;
        return memory > 2 / Math.Sqrt(sides.Sum(side => side.Length)) ? (1 + memory) / (1 - memory) : 1;
    }

    private double[] Residuals() => Rate is > 0 and < 1 and var rate
        ? [.. Minutes.Select(minute => (minute.Errors - rate * minute.Requests) / Math.Sqrt(minute.Requests * rate * (1 - rate)))]
        : [.. Minutes.Select(_ => 0.0)];
}
