using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Fleet;
using Dashboard.Metrics;

namespace Dashboard.Shell;

/// <summary>A service's alarms as lines on its charts.</summary>
public static class AlarmThresholds
{
    private static readonly OncePer<AlarmsSnapshot, ServiceKey, ImmutableArray<MetricThreshold>> Known = new((alarms, key) =>
        [.. alarms.Of(key).Where(MeansTrouble).Select(Threshold).OfType<MetricThreshold>().OrderBy(threshold => threshold.Value)]);

    public static ImmutableArray<MetricThreshold> Of(AlarmsSnapshot? alarms, ServiceKey key) => alarms is null ? [] : Known.Of(alarms, key);

    /// <summary>Target tracking has alarms of its own, which only add and remove tasks; so do alarms on a CPU that is low.</summary>
    private static bool MeansTrouble(CloudWatchAlarm alarm) =>
        !alarm.IsForScaling
        && alarm.Comparison?.StartsWith(alarm.Metric == "HealthyHostCount" ? "LessThan" : "GreaterThan", StringComparison.Ordinal) == true;

    private static MetricThreshold? Threshold(CloudWatchAlarm alarm)
    {
        // Metric math is left out, since its unit is its author's: an error rate may be 5 or 0.05.
        ServiceMetric? metric = alarm.Metric switch
        {
            "CPUUtilization" => ServiceMetric.CpuPercent,
            "MemoryUtilization" => ServiceMetric.MemoryPercent,
            "TargetResponseTime" => ServiceMetric.ResponseP95,
            "HealthyHostCount" => ServiceMetric.HealthyTargets,
            _ => null,
        };
        return metric is { } known && alarm is { Threshold: { } value, Kind: "Metric" }
            ? new MetricThreshold(known, value, known == ServiceMetric.ResponseP95 && alarm.Statistic is { } statistic ? $"{statistic} alarm" : "alarm")
            : null;
    }
}
