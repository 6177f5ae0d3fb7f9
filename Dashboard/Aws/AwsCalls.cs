using System.Collections.Immutable;

namespace Dashboard.Aws;

/// <param name="Metrics">Metrics asked of GetMetricData.</param>
public readonly record struct Tally(long Calls, long Throttles, long Metrics)
{
    public static Tally operator +(Tally left, Tally right) => new(left.Calls + right.Calls, left.Throttles + right.Throttles, left.Metrics + right.Metrics);
}

public sealed record OperationCalls(string Target, string Operation, Tally Tally);

/// <summary>The calls of the last minutes.</summary>
/// <param name="Covered">The time that the tallies span.</param>
public sealed record AwsCalls(ImmutableArray<OperationCalls> Rows, TimeSpan Covered)
{
    /// <summary>CloudWatch charges $0.01 per 1,000 metrics asked of GetMetricData, in most Regions, without a free tier.</summary>
    public const decimal DollarsPerMetric = 0.01m / 1000;
    private const double MinutesPerMonth = 60 * 24 * 365.25 / 12;

    public Tally Total => Rows.Aggregate(default(Tally), (sum, row) => sum + row.Tally);

    public double PerMinute(long count) => count / Covered.TotalMinutes;

    /// <summary>What the metrics cost in a month if it goes on as in the time covered, US dollars.</summary>
    public decimal DollarsPerMonth(long metrics) => (decimal)(PerMinute(metrics) * MinutesPerMonth) * DollarsPerMetric;

    /// <summary>The part of AWS's quota that the calls of the operation's whole bucket used, percent.</summary>
    public double QuotaPercent(OperationCalls row, AwsTargets targets)
    {
        if (targets.Find(row.Target) is not { } target)
            return 0;
        var quota = CallQuota.Of(row.Operation, target.Region);
        var calls = Rows.Where(other => targets.Find(other.Target)?.QuotaScope == target.QuotaScope && CallQuota.Of(other.Operation, target.Region).Bucket == quota.Bucket).Sum(other => other.Tally.Calls);
        return 100 * PerMinute(calls) / (quota.PerSecond * 60);
    }
}
