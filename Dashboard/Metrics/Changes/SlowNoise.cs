namespace Dashboard.Metrics.Changes;

/// <summary>
/// Noise that remembers longer than its neighbours tell, as a queue that fills and drains or an hourly job does: means of many points
/// then move more than the noise of single points explains, everywhere and not at changes only.
/// </summary>
internal static class SlowNoise
{
    private const int FewestBlocks = 12;
    private const double Chance = 4.5, FewestErrors = 5;

    /// <returns>The variance of means of many points over that which the noise explains; 1 where it explains it.</returns>
    public static double Excess(double[] rest, Noise noise)
    {
        var most = 1.0;
        for (var length = 8; length <= 64 && rest.Length / length > FewestBlocks; length *= 2)
        {
            var (means, loudness) = Blocks(rest, noise, length);
            double[] moves = [.. Enumerable.Range(1, means.Length - 1).Select(block => Math.Abs(means[block] - means[block - 1]) / Math.Sqrt((loudness[block] + loudness[block - 1]) / 2)).Order()];
            most = Math.Max(most, Ratio(moves, Expected(length, noise)));
        }

        return most;
    }

    /// <summary>The same of error rates, by blocks in which enough failed to tell.</summary>
    public static double Excess(RateMinutes minutes, double dispersion)
    {
        var most = 1.0;
        for (var length = 8; length <= 64 && minutes.Count / length > FewestBlocks; length *= 2)
        {
            var blocks = Enumerable.Range(0, minutes.Count / length).Select(block => (Errors: minutes.Errors[(block * length)..((block + 1) * length)].Sum(), Requests: minutes.Requests[(block * length)..((block + 1) * length)].Sum())).ToList();
            var pairs = blocks.Zip(blocks.Skip(1)).Where(pair => pair.First.Errors + pair.Second.Errors >= FewestErrors).ToList();
            if (pairs.Count >= FewestBlocks)
                most = Math.Max(most, Ratio([.. pairs.Select(Move).Order()], dispersion));
        }

        return most;
    }

    /// <summary>In standard deviations of a binomial.</summary>
    private static double Move(((double Errors, double Requests) First, (double Errors, double Requests) Second) pair)
    {
        var (first, second) = pair;
        var rate = (first.Errors + second.Errors) / (first.Requests + second.Requests);
        return Math.Abs(second.Errors / second.Requests - first.Errors / first.Requests) / Math.Sqrt(Math.Max(rate * (1 - rate), 1e-9) * (1 / first.Requests + 1 / second.Requests));
    }

    /// <param name="moves">Ascending; the median is what changes do not touch.</param>
    private static double Ratio(double[] moves, double expected)
    {
        var typical = 1.4826 * moves[moves.Length / 2];
        var ratio = typical * typical / expected;
        return ratio > 1 + Chance / Math.Sqrt(moves.Length) ? ratio : 1;
    }

    /// <summary>The means of blocks, louder points weighing less, and the variance of each over that of a block of usual points.</summary>
    private static (double[] Means, double[] Loudness) Blocks(double[] rest, Noise noise, int length)
    {
        var (means, loudness) = (new double[rest.Length / length], new double[rest.Length / length]);
        for (var block = 0; block < means.Length; block++)
        {
            var (sum, weight) = (0.0, 0.0);
            for (var index = block * length; index < (block + 1) * length; index++)
            {
                var share = 1 / (noise.Scale(index) * noise.Scale(index));
                (sum, weight) = (sum + share * rest[index], weight + share);
            }

            (means[block], loudness[block]) = (sum / weight, length / weight);
        }

        return (means, loudness);
    }

    /// <summary>Variance of the difference of the means of two neighbouring blocks under an autoregression of the first order.</summary>
    private static double Expected(int length, Noise noise)
    {
        var (kept, rest) = (noise.Memory, 1 - Math.Pow(noise.Memory, length));
        var mean = (1 + kept) / (1 - kept) / length - 2 * kept * rest / ((1 - kept) * (1 - kept) * length * length);
        var both = kept * rest * rest / ((1 - kept) * (1 - kept) * length * length);
        return 2 * noise.Deviation * noise.Deviation * (mean - both);
    }
}
