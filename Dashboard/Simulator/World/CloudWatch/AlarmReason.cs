using System.Globalization;
using System.Text.Json;

namespace Dashboard.Simulator;

/// <summary>CloudWatch's sentences about alarms.</summary>
internal static class AlarmReason
{
    /// <param name="datapoints">Oldest first.</param>
    /// <param name="end">When the newest period ended, epoch seconds.</param>
    public static string For(MetricAlarm alarm, string state, ReadOnlySpan<double> datapoints, int breaching, long end, int period)
    {
        var known = new List<string>();
        for (var i = datapoints.Length - 1; i >= 0; i--)
            if (!double.IsNaN(datapoints[i]))
                known.Add(string.Create(CultureInfo.InvariantCulture, $"{datapoints[i]:0.0###########} ({DateTimeOffset.FromUnixTimeSeconds(end - ((long)(datapoints.Length - i) * period)):dd/MM/yy HH:mm:ss})"));
        if (known.Count == 0)
            return $"{(state == "INSUFFICIENT_DATA" ? "Insufficient Data" : "Threshold Crossed")}: no datapoints were received for {datapoints.Length} period{(datapoints.Length == 1 ? "" : "s")}{(state == "INSUFFICIENT_DATA" ? "." : $" and {datapoints.Length} missing datapoints were treated as [{(state == "ALARM" ? "Breaching" : "NonBreaching")}].")}";
        var threshold = string.Create(CultureInfo.InvariantCulture, $"{Comparison(alarm)} the threshold ({alarm.Threshold:0.0##})");
        if (state == "ALARM")
        {
            var least = alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods;
            return $"Threshold Crossed: {breaching} out of the last {datapoints.Length} datapoints [{string.Join(", ", known)}] {(breaching == 1 ? "was" : "were")} {threshold} (minimum {least} datapoint{(least == 1 ? "" : "s")} for OK -> ALARM transition).";
        }

        var fine = known.Take(Math.Max(1, known.Count - breaching)).ToList();
        return $"Threshold Crossed: {fine.Count} datapoint{(fine.Count == 1 ? "" : "s")} [{string.Join(", ", fine)}] {(fine.Count == 1 ? "was" : "were")} not {threshold}.";
    }

    public static AlarmHistoryItem Update(string alarm, string type, string before, string after, string reason, DateTimeOffset at) => new(alarm, type, at, "StateUpdate", $"Alarm updated from {before} to {after}",
        JsonSerializer.Serialize(new { version = "1.0", oldState = new { stateValue = before }, newState = new { stateValue = after, stateReason = reason } }));

    private static string Comparison(MetricAlarm alarm) => alarm.ComparisonOperator switch
    {
        "GreaterThanThreshold" => "greater than",
        "GreaterThanOrEqualToThreshold" => "greater than or equal to",
        "LessThanThreshold" => "less than",
        _ => "less than or equal to",
    };
}
