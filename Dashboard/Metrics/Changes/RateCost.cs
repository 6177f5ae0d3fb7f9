namespace Dashboard.Metrics.Changes;

/// <summary>Cost of one error rate under a binomial that is divided by its overdispersion (quasi-binomial: McCullagh and Nelder, 1989, 4.5).</summary>
public sealed class RateCost : ISegmentCost
{
    private readonly double[] errors, requests;
    private readonly bool areRare;
    /// <summary>Variance over that of a binomial, 1 or more.</summary>
    public double Dispersion { get; }

    /// <param name="areRare">Takes errors for a Poisson count, which adds up also where requests are weighed by a curve.</param>
    public RateCost(double[] errors, double[] requests, double dispersion, bool areRare)
    {
        this.areRare = areRare;
        Dispersion = dispersion;
        Count = errors.Length;
        (this.errors, this.requests) = (new double[Count + 1], new double[Count + 1]);
        for (var index = 0; index < Count; index++)
            (this.errors[index + 1], this.requests[index + 1]) = (this.errors[index] + errors[index], this.requests[index] + requests[index]);
    }

    public int Count { get; }

    public double Of(int start, int end) => Deviance(errors[end] - errors[start], requests[end] - requests[start]) / Dispersion;

    /// <summary>Errors per request, 0 to 1.</summary>
    public double Level(int start, int end) => (errors[end] - errors[start]) / (requests[end] - requests[start]);

    private double Deviance(double failed, double all) =>
        -2 * (Times(failed, failed / all) + (areRare ? -failed : Times(all - failed, 1 - failed / all)));

    private static double Times(double count, double share) => count > 0 ? count * Math.Log(share) : 0;
}
