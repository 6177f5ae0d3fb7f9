using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Metrics.Panels;
using Dashboard.Status;
using Dashboard.Ui;

namespace Dashboard.Alerts.Pictures;

/// <summary>Which panel shows best what is wrong with a service, and its lines.</summary>
internal static class AlertPanels
{
    /// <summary>Null where no metric shows it, as with a task that does not start.</summary>
    public static AlertPicture? Of(Incident incident, ServiceStatus? row, PictureMark? deployed)
    {
        if (row is null || incident.Causes.OrderBy(cause => cause.IsOver).Select(cause => Of(cause, row)).FirstOrDefault(found => found is not null) is not { } shown)
            return null;
        return new AlertPicture(row.Key.ToString(), shown.Panel, shown.Threshold, incident.Since, deployed);
    }

    private static (AlertPanel Panel, double? Threshold)? Of(IncidentCause cause, ServiceStatus row)
    {
        if (row.OpenAlarms.FirstOrDefault(alarm => cause.Key == TroubleSpotter.CauseOf(alarm)) is { } alarm)
            return Of(alarm) is { } panel ? (panel, panel == AlertPanel.ErrorRate ? null : alarm.Threshold) : null;
        return cause.Text switch
        {
            _ when cause.Text.StartsWith("error rate", StringComparison.Ordinal) => (AlertPanel.ErrorRate, null),
            _ when cause.Text.StartsWith("p95 response time", StringComparison.Ordinal) => (AlertPanel.ResponseTime, null),
            _ when cause.Text.StartsWith("CPU", StringComparison.Ordinal) => (AlertPanel.Cpu, null),
            _ when cause.Text.Contains("unhealthy", StringComparison.Ordinal) => (AlertPanel.HealthyTargets, null),
            _ => null,
        };
    }

    // An error rate's unit is its author's, 5 or 0.05, so its threshold is not drawn.
    private static AlertPanel? Of(CloudWatchAlarm alarm) => alarm switch
    {
        { IsErrorRate: true } => AlertPanel.ErrorRate,
        { Metric: "CPUUtilization" } => AlertPanel.Cpu,
        { Metric: "MemoryUtilization" } => AlertPanel.Memory,
        { Metric: "TargetResponseTime" } => AlertPanel.ResponseTime,
        { Metric: "HealthyHostCount" or "UnHealthyHostCount" } => AlertPanel.HealthyTargets,
        { Metric: "HTTPCode_Target_5XX_Count" or "HTTPCode_ELB_5XX_Count" } => AlertPanel.ErrorRate,
        _ => null,
    };

    public static ServicePanel Draw(AlertPicture picture, ServiceSeries series) => picture.Panel switch
    {
        AlertPanel.Cpu => new ServicePanel("cpu", "CPU", ChartUnit.Percent, [series[ServiceMetric.CpuPercent].Line("average")]) { AtLeast = 100, Thresholds = Threshold(picture, ChartUnit.Percent) },
        AlertPanel.Memory => new ServicePanel("memory", "Memory", ChartUnit.Percent, [series[ServiceMetric.MemoryPercent].Line("average")]) { AtLeast = 100, Thresholds = Threshold(picture, ChartUnit.Percent) },
        AlertPanel.ErrorRate => new ServicePanel("error-rate", "Error rate", ChartUnit.Percent, [series.ErrorPercent.Line("error rate", 2)]),
        AlertPanel.ResponseTime => new ServicePanel("response-time", "Response time", ChartUnit.Milliseconds,
            [series[ServiceMetric.ResponseP50].Line("p50", 1, 1000), series[ServiceMetric.ResponseP95].Line("p95", 2, 1000), series[ServiceMetric.ResponseP99].Line("p99", 4, 1000)]) { Thresholds = Threshold(picture, ChartUnit.Milliseconds, 1000) },
        _ => new ServicePanel("targets", "Targets", ChartUnit.Count, [series[ServiceMetric.HealthyTargets].Line("healthy", 3), series[ServiceMetric.UnhealthyTargets].Line("unhealthy", 2)]) { AtLeast = 1 },
    };

    private static ImmutableArray<ChartThreshold> Threshold(AlertPicture picture, ChartUnit unit, double factor = 1) =>
        picture.Threshold * factor is { } value ? [new ChartThreshold(value, $"alarm {unit.Text(value)}")] : [];
}
