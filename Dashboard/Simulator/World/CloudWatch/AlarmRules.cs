namespace Dashboard.Simulator;

/// <summary>What PutMetricAlarm refuses.</summary>
internal static class AlarmRules
{
    private static readonly string[] Operators = ["GreaterThanThreshold", "GreaterThanOrEqualToThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"];

    public static void Check(MetricAlarm alarm)
    {
        if (string.IsNullOrWhiteSpace(alarm.AlarmName))
            throw Wrong("1 validation error detected: Value at 'alarmName' failed to satisfy constraint: Member must not be null");
        if (!Operators.Contains(alarm.ComparisonOperator))
            throw Wrong($"Invalid comparison operator: {alarm.ComparisonOperator}");
        if (alarm.Threshold is null)
            throw Wrong("Threshold is required for this comparison operator");
        if (alarm.EvaluationPeriods < 1 || alarm.DatapointsToAlarm > alarm.EvaluationPeriods)
            throw Wrong("DatapointsToAlarm must not be greater than EvaluationPeriods, which must be at least 1");
        if (alarm.Metrics is { Count: > 0 } metrics)
            CheckQueries(metrics);
        else if (alarm.MetricName is null || alarm.Namespace is null || alarm.Period is not > 0 || alarm.Period % 60 != 0 || Statistic.Parse(alarm.ExtendedStatistic ?? alarm.Statistic ?? "") is null)
            throw Wrong("The parameters MetricName, Namespace, Period (a multiple of 60) and Statistic or ExtendedStatistic are required");
    }

    private static void CheckQueries(IReadOnlyList<MetricDataQuery> metrics)
    {
        if (metrics.Count(query => query.ReturnData ?? true) != 1)
            throw Wrong("Exactly one element of the metrics list should return data");
        foreach (var query in metrics)
            if (query.Expression is { } expression)
                MetricMath.Evaluate(expression, 1, id => metrics.Any(other => other.Id == id) ? [1] : null);
            else if (query.MetricStat is not { Period: > 0 } stat || stat.Period % 60 != 0 || Statistic.Parse(stat.Stat) is null)
                throw Wrong($"Invalid metric '{query.Id}'");
    }

    private static SimulatedAwsException Wrong(string message) => new("ValidationError", message);
}
