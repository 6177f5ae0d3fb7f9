namespace Dashboard.Simulator;

/// <summary>Amazon CloudWatch metrics and alarms in one Region. Lists are complete; endpoints page them.</summary>
public sealed class SimulatedCloudWatch
{
    /// <param name="dimensions">A null value asks for any value of that dimension.</param>
    public IReadOnlyList<Metric> ListMetrics(string? nameSpace = null, string? metricName = null, IReadOnlyList<(string Name, string? Value)>? dimensions = null) => throw new NotImplementedException();

    /// <summary>Only the queries with ReturnData other than false are in the answer. Periods that are not over have no datapoint, and none is invented for missing ones.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <exception cref="SimulatedAwsException">ValidationError: an expression that cannot be read, a period that is no multiple of 60, an unknown statistic.</exception>
    public IReadOnlyList<MetricDataResult> GetMetricData(IReadOnlyList<MetricDataQuery> queries, DateTimeOffset from, DateTimeOffset to, bool newestFirst = true) => throw new NotImplementedException();

    public IReadOnlyList<MetricAlarm> MetricAlarms(AlarmFilter? filter = null) => throw new NotImplementedException();

    public IReadOnlyList<CompositeAlarm> CompositeAlarms(AlarmFilter? filter = null) => throw new NotImplementedException();

    public void PutMetricAlarm(MetricAlarm request) => throw new NotImplementedException();

    public void DeleteAlarms(IReadOnlyList<string> names) => throw new NotImplementedException();

    /// <param name="historyItemType">StateUpdate or ConfigurationUpdate; null is both.</param>
    public IReadOnlyList<AlarmHistoryItem> DescribeAlarmHistory(string? alarmName, string? historyItemType = null, DateTimeOffset? from = null, DateTimeOffset? to = null, bool newestFirst = true) => throw new NotImplementedException();
}
