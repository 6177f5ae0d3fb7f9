using System.Collections.Concurrent;
using Dashboard.Fleet;

namespace Dashboard.Metrics;

/// <summary>The last three hours and a bit of every service, minute by minute, in memory of a fixed size.</summary>
public sealed class MetricStore
{
    /// <summary>Three hours, and twenty minutes so that a range that began a moment ago is still whole.</summary>
    public const int Minutes = 200;

    private readonly ConcurrentDictionary<ServiceKey, MinuteRing> rings = new();

    public MinuteRing? Find(ServiceKey key) => rings.GetValueOrDefault(key);

    public MinuteRing Of(ServiceKey key) => rings.GetOrAdd(key, _ => new MinuteRing());

    /// <summary>Forgets services that are no longer in the fleet.</summary>
    public void Keep(IReadOnlySet<ServiceKey> keys)
    {
        foreach (var key in rings.Keys)
            if (!keys.Contains(key))
                rings.TryRemove(key, out _);
    }
}

/// <summary>One service's minutes: a ring per metric, which a poll writes and pages read.</summary>
public sealed class MinuteRing
{
    private static readonly int Metrics = Enum.GetValues<ServiceMetric>().Length;
    private readonly Lock gate = new();
    private readonly double[] values = new double[Metrics * MetricStore.Minutes];
    private long newest = long.MinValue;

    public MinuteRing() => Array.Fill(values, double.NaN);

    /// <summary>From here on it was asked for; null before the first answer.</summary>
    public DateTimeOffset? CoveredFrom { get; private set; }

    /// <summary>When CloudWatch last answered, UTC; null before.</summary>
    public DateTimeOffset? ObservedAt { get; private set; }
    public Fault? Fault { get; private set; }

    /// <summary>Counts the changes, so that a reader knows whether to build its series anew.</summary>
    public int Version { get; private set; }

    /// <summary>Start of the newest minute with a datapoint; null when there is none.</summary>
    public DateTimeOffset? NewestAt => newest == long.MinValue ? null : DateTimeOffset.UnixEpoch.AddMinutes(newest);

    /// <summary>Adds datapoints. One that is there already is replaced, since CloudWatch corrects late minutes; one that is missing now is kept.</summary>
    public void Merge(IReadOnlyDictionary<ServiceMetric, Dictionary<DateTimeOffset, double>> read, DateTimeOffset from, DateTimeOffset observedAt)
    {
        lock (gate)
        {
            var changed = false;
            foreach (var (metric, points) in read)
                foreach (var (at, value) in points)
                    changed |= Set(metric, Minute(at), value);
            CoveredFrom = CoveredFrom is { } covered && covered < from ? covered : from;
            ObservedAt = observedAt;
            Fault = null;
            Version += changed ? 1 : 0;
        }
    }

    public void Fail(Fault fault) => Fault = fault;

    /// <summary>Fills in one value per minute from <paramref name="from"/> on; null where there is no datapoint.</summary>
    public void Read(ServiceMetric metric, DateTimeOffset from, Span<double?> into)
    {
        lock (gate)
        {
            var first = Minute(from);
            for (var index = 0; index < into.Length; index++)
            {
                var minute = first + index;
                var known = newest != long.MinValue && minute <= newest && minute > newest - MetricStore.Minutes;
                into[index] = known && values[Slot(metric, minute)] is var value && !double.IsNaN(value) ? value : null;
            }
        }
    }

    /// <summary>Mean a minute from <paramref name="from"/> to the newest minute that has a datapoint, at most over the period; null when there is none or the ring does not reach back that far.</summary>
    public double? Mean(ServiceMetric metric, DateTimeOffset from, TimeSpan period)
    {
        if (CoveredFrom is not { } covered || covered > from || Minute(from) <= newest - MetricStore.Minutes)
            return null;
        var minutes = new double?[(int)period.TotalMinutes];
        Read(metric, from, minutes);
        var last = Array.FindLastIndex(minutes, value => value is not null);
        return last < 0 ? null : minutes.Sum() / (last + 1);
    }

    private bool Set(ServiceMetric metric, long minute, double value)
    {
        if (newest != long.MinValue && minute <= newest - MetricStore.Minutes)
            return false;
        for (var fresh = Math.Max(newest + 1, minute - MetricStore.Minutes + 1); fresh <= minute; fresh++)
            for (var each = 0; each < Metrics; each++)
                values[Slot((ServiceMetric)each, fresh)] = double.NaN;
        newest = Math.Max(newest, minute);
        var changed = !values[Slot(metric, minute)].Equals(value);
        values[Slot(metric, minute)] = value;
        return changed;
    }

    private static int Slot(ServiceMetric metric, long minute) => (int)metric * MetricStore.Minutes + (int)(minute % MetricStore.Minutes);

    private static long Minute(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;
}
