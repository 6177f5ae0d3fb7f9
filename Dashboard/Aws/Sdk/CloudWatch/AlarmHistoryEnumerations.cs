#nullable disable
using Amazon.Runtime;

namespace Amazon.CloudWatch;

public class AlarmType(string value) : ConstantClass(value)
{
    public static readonly AlarmType CompositeAlarm = new("CompositeAlarm");
    public static readonly AlarmType LogAlarm = new("LogAlarm");
    public static readonly AlarmType MetricAlarm = new("MetricAlarm");

    public static AlarmType FindValue(string value) => FindValue<AlarmType>(value);

    public static implicit operator AlarmType(string value) => FindValue(value);
}

public class HistoryItemType(string value) : ConstantClass(value)
{
    public static readonly HistoryItemType Action = new("Action");
    public static readonly HistoryItemType AlarmContributorAction = new("AlarmContributorAction");
    public static readonly HistoryItemType AlarmContributorStateUpdate = new("AlarmContributorStateUpdate");
    public static readonly HistoryItemType ConfigurationUpdate = new("ConfigurationUpdate");
    public static readonly HistoryItemType StateUpdate = new("StateUpdate");

    public static HistoryItemType FindValue(string value) => FindValue<HistoryItemType>(value);

    public static implicit operator HistoryItemType(string value) => FindValue(value);
}
