using Dashboard.Metrics.Changes;
using Dashboard.Tests.Bench.Verdicts;

namespace Dashboard.Tests.Metrics.Changes;

/// <summary>Series of minutes with noise of a seed.</summary>
internal static class Noisy
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 7, 0, 0, TimeSpan.Zero);

    /// <summary>Noise has the standard deviation 1.</summary>
    public static ObservedValue[] Values(int count, Func<int, double> level, int seed = 1, int minutes = 1)
    {
        var draws = new Draws(seed);
        return [.. Enumerable.Range(0, count).Select(row => new ObservedValue(Start.AddMinutes(row * minutes), level(row) + draws.Normal()))];
    }

    public static ObservedErrors[] Errors(int count, double perMinute, Func<int, double> rate, int seed = 1, double likeness = 0)
    {
        var draws = new Draws(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(row =>
            {
                var requests = draws.Poisson(perMinute);
                return new ObservedErrors(Start.AddMinutes(row), draws.BetaBinomial(requests, rate(row), likeness), requests);
            }),
        ];
    }
}
