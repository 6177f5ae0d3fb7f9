namespace Dashboard.Tests.Bench.Verdicts;

/// <summary>Random numbers of the distributions that metrics have.</summary>
internal sealed class Draws(int seed)
{
    private readonly Random random = new(seed);

    public double Between(double low, double high) => low + (high - low) * random.NextDouble();

    public int Whole(int low, int high) => random.Next(low, high);

    public bool Chance(double probability) => random.NextDouble() < probability;

    public int Sign() => Chance(0.5) ? 1 : -1;

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Of Student, with variance 1; three degrees of freedom and more.</summary>
    public double HeavyTailed(int freedom) =>
        Normal() / Math.Sqrt(Gamma(freedom / 2.0) * 2 / freedom) / Math.Sqrt(freedom / (freedom - 2.0));

    /// <summary>Mean and variance are the shape (Marsaglia and Tsang, 2000).</summary>
    public double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        var third = shape - 1.0 / 3;
        while (true)
        {
            var normal = Normal();
            var cube = Math.Pow(1 + normal / Math.Sqrt(9 * third), 3);
            if (cube > 0 && Math.Log(1 - random.NextDouble()) < normal * normal / 2 + third - third * cube + third * Math.Log(cube))
                return third * cube;
        }
    }

    public int Poisson(double mean)
    {
        if (mean > 500)
            return (int)Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * Normal()));
        var (count, product, floor) = (0, 1 - random.NextDouble(), Math.Exp(-mean));
        for (; product > floor; count++)
            product *= 1 - random.NextDouble();
        return count;
    }

    public int Binomial(int count, double share)
    {
        var hits = 0;
        for (var draw = 0; draw < count; draw++)
            hits += Chance(share) ? 1 : 0;
        return hits;
    }

    /// <param name="likeness">Correlation of two requests of one minute; 0 is a binomial.</param>
    public int BetaBinomial(int count, double share, double likeness)
    {
        if (likeness <= 0)
            return Binomial(count, share);
        var total = 1 / likeness - 1;
        var (failed, fine) = (Gamma(share * total), Gamma((1 - share) * total));
        return Binomial(count, failed / (failed + fine));
    }
}
