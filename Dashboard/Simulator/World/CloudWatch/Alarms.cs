namespace Dashboard.Simulator;

/// <summary>The shape of DescribeAlarms' MetricAlarms, and of PutMetricAlarm's request, where state and timestamps are ignored.</summary>
public sealed record MetricAlarm(string AlarmName)
{
    public string? AlarmArn { get; init; }
    public string? AlarmDescription { get; init; }
    public DateTimeOffset? AlarmConfigurationUpdatedTimestamp { get; init; }
    public bool ActionsEnabled { get; init; } = true;
    public IReadOnlyList<string> OKActions { get; init; } = [];
    public IReadOnlyList<string> AlarmActions { get; init; } = [];
    public IReadOnlyList<string> InsufficientDataActions { get; init; } = [];

    /// <summary>OK, ALARM or INSUFFICIENT_DATA.</summary>
    public string? StateValue { get; init; }
    public string? StateReason { get; init; }
    public string? StateReasonData { get; init; }
    public DateTimeOffset? StateUpdatedTimestamp { get; init; }
    public DateTimeOffset? StateTransitionedTimestamp { get; init; }
    public string? MetricName { get; init; }
    public string? Namespace { get; init; }
    public string? Statistic { get; init; }
    public string? ExtendedStatistic { get; init; }
    public IReadOnlyList<Dimension> Dimensions { get; init; } = [];
    public int? Period { get; init; }
    public string? Unit { get; init; }
    public int EvaluationPeriods { get; init; } = 1;
    public int? DatapointsToAlarm { get; init; }
    public double? Threshold { get; init; }
    public string? ComparisonOperator { get; init; }

    /// <summary>breaching, notBreaching, ignore or missing (when null).</summary>
    public string? TreatMissingData { get; init; }
    public IReadOnlyList<MetricDataQuery>? Metrics { get; init; }
}

public sealed record CompositeAlarm(string AlarmName, string AlarmArn, string AlarmRule)
{
    public string? AlarmDescription { get; init; }
    public bool ActionsEnabled { get; init; } = true;
    public IReadOnlyList<string> AlarmActions { get; init; } = [];
    public IReadOnlyList<string> OKActions { get; init; } = [];
    public IReadOnlyList<string> InsufficientDataActions { get; init; } = [];
    public DateTimeOffset? AlarmConfigurationUpdatedTimestamp { get; init; }
    public string? StateValue { get; init; }
    public string? StateReason { get; init; }
    public string? StateReasonData { get; init; }
    public DateTimeOffset? StateUpdatedTimestamp { get; init; }
    public DateTimeOffset? StateTransitionedTimestamp { get; init; }
}

/// <summary>The shape of DescribeAlarms' LogAlarms: an alarm on what a scheduled query counts.</summary>
public sealed record LogAlarm(string AlarmName, string AlarmArn, ScheduledQueryConfiguration ScheduledQueryConfiguration)
{
    public string? AlarmDescription { get; init; }
    public bool ActionsEnabled { get; init; } = true;
    public IReadOnlyList<string> AlarmActions { get; init; } = [];
    public int QueryResultsToEvaluate { get; init; } = 1;
    public int QueryResultsToAlarm { get; init; } = 1;
    public double Threshold { get; init; }
    public string ComparisonOperator { get; init; } = "GreaterThanOrEqualToThreshold";
    public string? StateValue { get; init; }
    public string? StateReason { get; init; }
    public DateTimeOffset? StateUpdatedTimestamp { get; init; }
    public DateTimeOffset? StateTransitionedTimestamp { get; init; }
}

public sealed record ScheduledQueryConfiguration(string QueryString, IReadOnlyList<string> LogGroupIdentifiers);

/// <param name="HistoryItemType">StateUpdate or ConfigurationUpdate.</param>
/// <param name="HistoryData">JSON text, as CloudWatch gives it.</param>
public sealed record AlarmHistoryItem(string AlarmName, string AlarmType, DateTimeOffset Timestamp, string HistoryItemType, string HistorySummary, string HistoryData);

/// <summary>What DescribeAlarms and DescribeAlarmHistory are asked for; null asks for all.</summary>
public sealed record AlarmFilter
{
    public IReadOnlyList<string>? AlarmNames { get; init; }
    public string? AlarmNamePrefix { get; init; }
    public string? StateValue { get; init; }
}
