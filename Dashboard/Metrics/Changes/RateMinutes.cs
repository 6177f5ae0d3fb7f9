namespace Dashboard.Metrics.Changes;

/// <summary>Minutes that have requests, and those of them that failed.</summary>
internal sealed record RateMinutes(double[] Errors, double[] Requests)
{
    private const int Around = 12;
    private const double Unlikely = 1e-5, MostOfOnePair = 16;

    public int Count => Errors.Length;

    public static RateMinutes Of(IReadOnlyList<ObservedErrors> series) =>
        new([.. series.Select(minute => Math.Clamp(minute.Errors ?? 0, 0, minute.Requests!.Value))], [.. series.Select(minute => minute.Requests!.Value)]);

    /// <summary>So many minutes together each.</summary>
    public RateMinutes Thin(int stride) => new([.. Timeline.Thin(Errors, stride).Select(mean => mean * stride)], [.. Timeline.Thin(Requests, stride).Select(mean => mean * stride)]);

    /// <summary>Variance of the minutes over that of a binomial, from neighbours, which changes do not touch; 1 or more.</summary>
    public double Dispersion()
    {
        var (sum, pairs) = (0.0, 0);
        for (var index = 1; index < Count; index++)
        {
            var rate = Rate(index - Around, index + Around);
            if (rate is <= 0 or >= 1)
                continue;
            var difference = Errors[index] / Requests[index] - Errors[index - 1] / Requests[index - 1];
            sum += Math.Min(MostOfOnePair, difference * difference / (rate * (1 - rate) * (1 / Requests[index] + 1 / Requests[index - 1])));
            pairs++;
        }

        return pairs > 0 ? Math.Max(1, sum / pairs) : 1;
    }

    /// <summary>Minutes, up to four in a row, that fail far more or far less than those on both sides get the rate of the sides.</summary>
    public RateMinutes WithoutSpikes()
    {
        var dispersion = Dispersion();
        var errors = (double[])Errors.Clone();
        for (var start = 0; start < Count; start++)
        {
            var end = start;
            while (end < Count && IsFar(end, dispersion))
                end++;
            if (end == start)
                continue;
            if (end - start <= (end == Count ? OptimalPartition.ShortestSegment - 1 : SpikeFilter.LongestSpike) && Beside(start, end) is { } usual && IsWhole(start, end, usual))
                for (var index = start; index < end; index++)
                    errors[index] = Requests[index] * usual;
            start = end - 1;
        }

        return this with { Errors = errors };
    }

    /// <summary>Above what either side explains. A minute without errors is never far: there is nothing below a low rate.</summary>
    private bool IsFar(int index, double dispersion)
    {
        var rate = Math.Max(Quiet(index - Around - SpikeFilter.LongestSpike, index), Quiet(index + 1, index + 1 + Around + SpikeFilter.LongestSpike));
        var mean = Requests[index] * rate;
        return Errors[index] > mean && UpperTail(Errors[index], mean, dispersion) < Unlikely;
    }

    /// <summary>The rate of a stretch without its four worst minutes, which may be part of the same spike; one error and one request are added, since none seen is not none.</summary>
    private double Quiet(int start, int end)
    {
        (start, end) = (Math.Max(start, 0), Math.Min(end, Count));
        if (end - start <= SpikeFilter.LongestSpike)
            return 0;
        var calm = Enumerable.Range(start, end - start).OrderBy(index => Errors[index] / Requests[index]).Take(end - start - SpikeFilter.LongestSpike).ToList();
        return (calm.Sum(index => Errors[index]) + 1) / (calm.Sum(index => Requests[index]) + 1);
    }

    /// <summary>The minutes next to it are nearer to the usual rate than to that of the spike; else it is the middle of a longer one.</summary>
    private bool IsWhole(int start, int end, double usual)
    {
        var half = (usual + Rate(start, end)) / 2;
        return (start == 0 || Rate(start - 1, start) < half) && (end == Count || Rate(end, end + 1) < half);
    }

    private double? Beside(int start, int end)
    {
        var failed = Sum(Errors, start - Around, start) + Sum(Errors, end, end + Around);
        var all = Sum(Requests, start - Around, start) + Sum(Requests, end, end + Around);
        return all > 0 ? failed / all : null;
    }

    private double Rate(int start, int end) => Sum(Errors, start, end) / Sum(Requests, start, end);

    private static double Sum(double[] values, int start, int end)
    {
        var sum = 0.0;
        for (var index = Math.Max(start, 0); index < Math.Min(end, values.Length); index++)
            sum += values[index];
        return sum;
    }

    /// <summary>About the probability of so many errors or more (Chernoff), overdispersed.</summary>
    private static double UpperTail(double count, double mean, double dispersion) =>
        Math.Exp(-(count * Math.Log(count / mean) - count + mean) / dispersion);
}
