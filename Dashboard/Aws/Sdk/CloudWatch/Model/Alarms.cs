#nullable disable
using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

public partial class DescribeAlarmsRequest : AmazonCloudWatchRequest
{
    public List<string> AlarmNames { get; set; }
    public string AlarmNamePrefix { get; set; }
    public List<string> AlarmTypes { get; set; }
    public string ChildrenOfAlarmName { get; set; }
    public string ParentsOfAlarmName { get; set; }
    public StateValue StateValue { get; set; }
    public string ActionPrefix { get; set; }
    public int? MaxRecords { get; set; }
    public string NextToken { get; set; }
}

public partial class DescribeAlarmsResponse : AmazonWebServiceResponse
{
    public List<CompositeAlarm> CompositeAlarms { get; set; }
    public List<MetricAlarm> MetricAlarms { get; set; }
    public List<LogAlarm> LogAlarms { get; set; }
    public string NextToken { get; set; }
}

public partial class CompositeAlarm
{
    public bool? ActionsEnabled { get; set; }
    public List<string> AlarmActions { get; set; }
    public string AlarmArn { get; set; }
    public DateTime? AlarmConfigurationUpdatedTimestamp { get; set; }
    public string AlarmDescription { get; set; }
    public string AlarmName { get; set; }
    public string AlarmRule { get; set; }
    public List<string> InsufficientDataActions { get; set; }
    public List<string> OKActions { get; set; }
    public string StateReason { get; set; }
    public string StateReasonData { get; set; }
    public DateTime? StateUpdatedTimestamp { get; set; }
    public StateValue StateValue { get; set; }
    public DateTime? StateTransitionedTimestamp { get; set; }
    public ActionsSuppressedBy ActionsSuppressedBy { get; set; }
    public string ActionsSuppressedReason { get; set; }
    public string ActionsSuppressor { get; set; }
    public int? ActionsSuppressorWaitPeriod { get; set; }
    public int? ActionsSuppressorExtensionPeriod { get; set; }
    public ActionConfiguration ActionConfiguration { get; set; }
}

public partial class ActionConfiguration
{
    public AlarmTagsPropagation AlarmTagsPropagation { get; set; }
}

public partial class AlarmTagsPropagation
{
    public bool? Enabled { get; set; }
    public List<string> IncludedTagKeys { get; set; }
    public List<string> ExcludedTagKeys { get; set; }
}

public partial class MetricAlarm
{
    public string AlarmName { get; set; }
    public string AlarmArn { get; set; }
    public string AlarmDescription { get; set; }
    public DateTime? AlarmConfigurationUpdatedTimestamp { get; set; }
    public bool? ActionsEnabled { get; set; }
    public List<string> OKActions { get; set; }
    public List<string> AlarmActions { get; set; }
    public List<string> InsufficientDataActions { get; set; }
    public StateValue StateValue { get; set; }
    public string StateReason { get; set; }
    public string StateReasonData { get; set; }
    public DateTime? StateUpdatedTimestamp { get; set; }
    public string MetricName { get; set; }
    public string Namespace { get; set; }
    public Statistic Statistic { get; set; }
    public string ExtendedStatistic { get; set; }
    public List<Dimension> Dimensions { get; set; }
    public int? Period { get; set; }
    public StandardUnit Unit { get; set; }
    public int? EvaluationPeriods { get; set; }
    public int? DatapointsToAlarm { get; set; }
    public double? Threshold { get; set; }
    public ComparisonOperator ComparisonOperator { get; set; }
    public string TreatMissingData { get; set; }
    public string EvaluateLowSampleCountPercentile { get; set; }
    public List<MetricDataQuery> Metrics { get; set; }
    public string ThresholdMetricId { get; set; }
    public EvaluationState EvaluationState { get; set; }
    public DateTime? StateTransitionedTimestamp { get; set; }
    public EvaluationWindow EvaluationWindow { get; set; }
    public WarmUpConfiguration WarmUpConfiguration { get; set; }
    public EvaluationCriteria EvaluationCriteria { get; set; }
    public int? EvaluationInterval { get; set; }
    public ActionConfiguration ActionConfiguration { get; set; }
}

public partial class EvaluationWindow
{
    public WallClockWindow WallClockWindow { get; set; }
    public SlidingWindow SlidingWindow { get; set; }
}

public partial class WallClockWindow
{
    public string Timezone { get; set; }
}

public partial class SlidingWindow;

public partial class WarmUpConfiguration
{
    public int? WarmUpPeriodDurationInMinutes { get; set; }
    public bool? OnlyStartEvaluatingAfterWarmUpPeriodEnds { get; set; }
}

public partial class EvaluationCriteria
{
    public AlarmPromQLCriteria PromQLCriteria { get; set; }
}

public partial class AlarmPromQLCriteria
{
    public string Query { get; set; }
    public int? PendingPeriod { get; set; }
    public int? RecoveryPeriod { get; set; }
}

public partial class LogAlarm
{
    public string AlarmName { get; set; }
    public string AlarmArn { get; set; }
    public string AlarmDescription { get; set; }
    public DateTime? AlarmConfigurationUpdatedTimestamp { get; set; }
    public bool? ActionsEnabled { get; set; }
    public List<string> OKActions { get; set; }
    public List<string> AlarmActions { get; set; }
    public List<string> InsufficientDataActions { get; set; }
    public StateValue StateValue { get; set; }
    public string StateReason { get; set; }
    public string StateReasonData { get; set; }
    public DateTime? StateUpdatedTimestamp { get; set; }
    public ScheduledQueryConfiguration ScheduledQueryConfiguration { get; set; }
    public int? QueryResultsToEvaluate { get; set; }
    public int? QueryResultsToAlarm { get; set; }
    public double? Threshold { get; set; }
    public ComparisonOperator ComparisonOperator { get; set; }
    public string TreatMissingData { get; set; }
    public DateTime? StateTransitionedTimestamp { get; set; }
    public EvaluationState EvaluationState { get; set; }
    public int? ActionLogLineCount { get; set; }
    public string ActionLogLineRoleArn { get; set; }
    public WarmUpConfiguration WarmUpConfiguration { get; set; }
    public ActionConfiguration ActionConfiguration { get; set; }
}

public partial class ScheduledQueryConfiguration
{
    public string QueryString { get; set; }
    public string ScheduledQueryRoleARN { get; set; }
    public ScheduleConfiguration ScheduleConfiguration { get; set; }
    public string AggregationExpression { get; set; }
    public List<string> LogGroupIdentifiers { get; set; }
    public string QueryARN { get; set; }
    public List<Tag> Tags { get; set; }
}

public partial class ScheduleConfiguration
{
    public string ScheduleExpression { get; set; }
    public int? StartTimeOffset { get; set; }
    public int? EndTimeOffset { get; set; }
}

public partial class Tag
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public partial class PutMetricAlarmRequest : AmazonCloudWatchRequest
{
    public string AlarmName { get; set; }
    public string AlarmDescription { get; set; }
    public bool? ActionsEnabled { get; set; }
    public List<string> OKActions { get; set; }
    public List<string> AlarmActions { get; set; }
    public List<string> InsufficientDataActions { get; set; }
    public string MetricName { get; set; }
    public string Namespace { get; set; }
    public Statistic Statistic { get; set; }
    public string ExtendedStatistic { get; set; }
    public List<Dimension> Dimensions { get; set; }
    public int? Period { get; set; }
    public StandardUnit Unit { get; set; }
    public int? EvaluationPeriods { get; set; }
    public int? DatapointsToAlarm { get; set; }
    public double? Threshold { get; set; }
    public ComparisonOperator ComparisonOperator { get; set; }
    public string TreatMissingData { get; set; }
    public string EvaluateLowSampleCountPercentile { get; set; }
    public List<MetricDataQuery> Metrics { get; set; }
    public List<Tag> Tags { get; set; }
    public string ThresholdMetricId { get; set; }
    public EvaluationWindow EvaluationWindow { get; set; }
    public WarmUpConfiguration WarmUpConfiguration { get; set; }
    public EvaluationCriteria EvaluationCriteria { get; set; }
    public int? EvaluationInterval { get; set; }
    public ActionConfiguration ActionConfiguration { get; set; }
}

public partial class PutMetricAlarmResponse : AmazonWebServiceResponse;
