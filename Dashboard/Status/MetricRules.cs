using Dashboard.Alarms;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Ui;

namespace Dashboard.Status;

/// <summary>What error rate, response time and CPU say. A minute without a datapoint says nothing.</summary>
internal static class MetricRules
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(RecentMinutes.Window);

    public static IEnumerable<Finding> Findings(StateInputs inputs)
    {
        if (inputs.Metrics is not { } series)
            yield break;
        if (Errors(series, inputs.Limits, inputs.Now) is { } errors)
            yield return errors;
        if (ResponseTime(series, inputs.Now) is { } slow)
            yield return slow;
        if (Cpu(series, inputs.Limits, inputs.Now) is { } busy)
            yield return busy;
    }

    private static Finding? Errors(ServiceSeries series, ServiceThresholds limits, DateTimeOffset now)
    {
        if (RecentMinutes.Newest(series.ErrorPercent, now) is not { } newest)
            return null;
        var end = newest.At + series.ErrorPercent.Period;

        // Below the floor of traffic, one failed request in a quiet minute would look like an incident.
        if (RecentMinutes.ErrorRate(series, end - Window, end) is not { } rate || rate.Percent <= limits.ErrorPercent || rate.RequestsPerMinute < limits.MinimumRequests)
            return null;
        var since = RecentMinutes.RunStart(series.ErrorPercent, limits.ErrorPercent);
        var before = since is { } began ? RecentMinutes.ErrorRate(series, DateTimeOffset.MinValue, began) : null;
        return new(ServiceState.Failing, $"error rate {Format.Percent(rate.Percent)} over the last 5 minutes{(before is { } calm ? $" ({Format.Percent(calm.Percent)} before)" : "")}", since);
    }

    private static Finding? ResponseTime(ServiceSeries series, DateTimeOffset now)
    {
        var p95 = series[ServiceMetric.ResponseP95];
        if (RecentMinutes.Newest(p95, now) is not { } newest)
            return null;
        var end = newest.At + p95.Period;
        var recent = RecentMinutes.Quantile(RecentMinutes.Values(p95, end - Window, end), 0.5);
        var earlier = RecentMinutes.Values(p95, DateTimeOffset.MinValue, end - Window);

        // The calmer quarter of the hour is the baseline, so that half an hour of trouble does not become the new normal.
        if (recent is not { } slow || earlier.Count < 15 || RecentMinutes.Quantile(earlier, 0.25) is not { } usual || slow < 2 * usual || slow < usual + 0.2)
            return null;
        return new(ServiceState.Degraded, $"p95 response time {Format.Milliseconds(slow * 1000)} over the last 5 minutes ({Format.Milliseconds(usual * 1000)} before)", RecentMinutes.RunStart(p95, Math.Max(1.5 * usual, usual + 0.1)));
    }

    public static Finding? Cpu(ServiceSeries series, ServiceThresholds limits, DateTimeOffset now)
    {
        var cpu = series[ServiceMetric.CpuPercent];
        if (RecentMinutes.Newest(cpu, now) is not { } newest)
            return null;
        var recent = RecentMinutes.Values(cpu, newest.At + cpu.Period - Window, newest.At + cpu.Period);
        return recent.Count == RecentMinutes.Window && recent.All(value => value > limits.CpuPercent)
            ? new(ServiceState.Degraded, $"CPU {Format.Percent(recent.Average())} over the last 5 minutes", RecentMinutes.RunStart(cpu, limits.CpuPercent))
            : null;
    }
}
