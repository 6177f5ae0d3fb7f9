namespace Dashboard.Simulator;

/// <summary>Amazon CloudWatch metrics and alarms in one Region. Lists are complete; endpoints page them.</summary>
public sealed class SimulatedCloudWatch
{
    private readonly MetricStore store;
    private readonly Lazy<AlarmBook> alarms;

    internal SimulatedCloudWatch(RegionState region)
    {
        store = region.Metrics.Value;
        alarms = region.Alarms;
    }

    /// <param name="dimensions">A null value asks for any value of that dimension.</param>
    public IReadOnlyList<Metric> ListMetrics(string? nameSpace = null, string? metricName = null, IReadOnlyList<(string Name, string? Value)>? dimensions = null) =>
        [.. store.List().Where(metric => (nameSpace ?? metric.Namespace) == metric.Namespace && (metricName ?? metric.MetricName) == metric.MetricName
            && (dimensions ?? []).All(asked => metric.Dimensions.Any(has => has.Name == asked.Name && (asked.Value ?? has.Value) == has.Value)))];

    /// <summary>Only the queries with ReturnData other than false are in the answer. Periods that are not over have no datapoint, and none is invented for missing ones.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <exception cref="SimulatedAwsException">ValidationError: an expression that cannot be read, a period that is no multiple of 60, an unknown statistic.</exception>
    public IReadOnlyList<MetricDataResult> GetMetricData(IReadOnlyList<MetricDataQuery> queries, DateTimeOffset from, DateTimeOffset to, bool newestFirst = true)
    {
        if (from >= to)
            throw new SimulatedAwsException("ValidationError", "The parameter StartTime must be less than the parameter EndTime.");
        var data = new DataQueries(store, queries, from, to);
        return [.. queries.Where(query => query.ReturnData ?? true).Select(query => Result(query, data.Answer(query), newestFirst))];
    }

    public IReadOnlyList<MetricAlarm> MetricAlarms(AlarmFilter? filter = null) => alarms.Value.Metric(filter);

    public IReadOnlyList<CompositeAlarm> CompositeAlarms(AlarmFilter? filter = null) => alarms.Value.Composite(filter);

    public IReadOnlyList<LogAlarm> LogAlarms(AlarmFilter? filter = null) => alarms.Value.Log(filter);

    public void PutMetricAlarm(MetricAlarm request) => alarms.Value.Put(request);

    public void DeleteAlarms(IReadOnlyList<string> names) => alarms.Value.Delete(names);

    /// <param name="historyItemType">StateUpdate or ConfigurationUpdate; null is both.</param>
    public IReadOnlyList<AlarmHistoryItem> DescribeAlarmHistory(string? alarmName, string? historyItemType = null, DateTimeOffset? from = null, DateTimeOffset? to = null, bool newestFirst = true)
    {
        var items = alarms.Value.History(alarmName)
            .Where(item => (historyItemType ?? item.HistoryItemType) == item.HistoryItemType && item.Timestamp >= (from ?? item.Timestamp) && item.Timestamp <= (to ?? item.Timestamp))
            .OrderBy(item => item.Timestamp);
        return newestFirst ? [.. items.Reverse()] : [.. items];
    }

    private static MetricDataResult Result(MetricDataQuery query, (long From, int Period, double[] Values) answer, bool newestFirst)
    {
        var timestamps = new List<DateTimeOffset>(answer.Values.Length);
        var values = new List<double>(answer.Values.Length);
        for (var n = 0; n < answer.Values.Length; n++)
        {
            var i = newestFirst ? answer.Values.Length - 1 - n : n;
            if (double.IsNaN(answer.Values[i]))
                continue;
            timestamps.Add(DateTimeOffset.FromUnixTimeSeconds(answer.From + ((long)i * answer.Period)));
            values.Add(answer.Values[i]);
        }

        return new MetricDataResult(query.Id, query.Label ?? query.MetricStat?.Metric.MetricName ?? query.Id, timestamps, values);
    }
}
