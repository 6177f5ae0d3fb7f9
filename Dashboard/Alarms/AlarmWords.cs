using System.Globalization;
using Dashboard.Ui;

namespace Dashboard.Alarms;

/// <summary>An alarm in plain words, and where its panel is.</summary>
internal static class AlarmWords
{
    public static string StateOf(CloudWatchAlarm alarm) =>
        AlarmsFilter.States.FirstOrDefault(known => known.State == alarm.State) is { Words: { } words } ? words : alarm.State;

    public static string ChipOf(CloudWatchAlarm alarm) => alarm.State switch { "ALARM" => "failing", "OK" => "healthy", _ => "unknown" };

    /// <summary>As in "CPUUtilization ≥ 80, 5 × 1 min"; null for composites.</summary>
    public static string? ConditionOf(CloudWatchAlarm alarm)
    {
        if (alarm.Threshold is not { } threshold)
            return null;
        var sign = alarm.Comparison switch
        {
            "GreaterThanThreshold" => ">",
            "GreaterThanOrEqualToThreshold" => "≥",
            "LessThanThreshold" => "<",
            "LessThanOrEqualToThreshold" => "≤",
            _ => "outside",
        };
        var metric = alarm.Metric ?? (alarm.Kind == "Log" ? "log query" : alarm.IsErrorRate ? "error rate" : "expression");
        var periods = alarm is { EvaluationPeriods: { } count, PeriodSeconds: { } seconds } ? $", {count} × {Format.Duration(TimeSpan.FromSeconds(seconds))}" : "";
        return $"{metric} {sign} {threshold.ToString("0.###", CultureInfo.InvariantCulture)}{periods}";
    }

    /// <summary>The service's page at the panel of the alarm's metric; null when it is about no watched service.</summary>
    public static string? UrlOf(CloudWatchAlarm alarm) =>
        alarm.Service is { } key ? Urls.Service(key.Target, key.Cluster, key.Service) + PanelOf(alarm) : null;

    private static string PanelOf(CloudWatchAlarm alarm) => alarm.Metric switch
    {
        "CPUUtilization" => "#cpu",
        "MemoryUtilization" => "#memory",
        "RequestCount" or "RequestCountPerTarget" => "#requests",
        "TargetResponseTime" => "#response-time",
        "HealthyHostCount" or "UnHealthyHostCount" or "RunningTaskCount" => "#health",
        { } metric when metric.Contains("5XX", StringComparison.OrdinalIgnoreCase) => "#error-rate",
        _ => alarm.IsErrorRate ? "#error-rate" : alarm.Kind == "Log" ? "#errors" : "",
    };
}
