namespace Dashboard.Simulator;

/// <param name="CreationTime">Milliseconds since the epoch, as everywhere in CloudWatch Logs.</param>
/// <param name="RetentionInDays">Null keeps for ever.</param>
public sealed record LogGroup(string LogGroupName, string Arn, string LogGroupArn, long CreationTime, long StoredBytes, int? RetentionInDays)
{
    public int MetricFilterCount { get; init; }
    public string LogGroupClass { get; init; } = "STANDARD";
}

public sealed record LogStream(string LogStreamName, string Arn, long CreationTime, long FirstEventTimestamp, long LastEventTimestamp, long LastIngestionTime);

/// <summary>Where an event stands in its group: events are ordered by it, and a page continues after it.</summary>
public readonly record struct LogPosition(long Second, int Index);

/// <param name="Timestamp">Milliseconds since the epoch.</param>
public readonly record struct LogEvent(string EventId, string LogStreamName, long Timestamp, long IngestionTime, string Message, LogPosition Position);
