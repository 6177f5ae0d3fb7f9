#nullable disable
using System.Text.Json.Serialization;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.CloudWatchLogs.Model;

public partial class FilterLogEventsRequest : AmazonCloudWatchLogsRequest
{
    public string LogGroupName { get; set; }
    public string LogGroupIdentifier { get; set; }
    public List<string> LogStreamNames { get; set; }
    public string LogStreamNamePrefix { get; set; }
    public long? StartTime { get; set; }
    public long? EndTime { get; set; }
    public string FilterPattern { get; set; }
    public string NextToken { get; set; }
    public int? Limit { get; set; }
    public bool? StartFromHead { get; set; }
    public bool? Interleaved { get; set; }
    public bool? Unmask { get; set; }
}

public partial class FilterLogEventsResponse : AmazonWebServiceResponse
{
    public List<FilteredLogEvent> Events { get; set; }
    public List<SearchedLogStream> SearchedLogStreams { get; set; }
    public string NextToken { get; set; }
}

public partial class FilteredLogEvent
{
    public string LogStreamName { get; set; }
    public long? Timestamp { get; set; }
    public string Message { get; set; }
    public long? IngestionTime { get; set; }
    public string EventId { get; set; }
}

public partial class SearchedLogStream
{
    public string LogStreamName { get; set; }
    public bool? SearchedCompletely { get; set; }
}

public partial class GetLogEventsRequest : AmazonCloudWatchLogsRequest
{
    public string LogStreamName { get; set; }
    public string LogGroupName { get; set; }
    public string LogGroupIdentifier { get; set; }
    [JsonConverter(typeof(MillisecondsConverter))]
    public DateTime? StartTime { get; set; }
    [JsonConverter(typeof(MillisecondsConverter))]
    public DateTime? EndTime { get; set; }
    public string NextToken { get; set; }
    public int? Limit { get; set; }
    public bool? StartFromHead { get; set; }
    public bool? Unmask { get; set; }
}

public partial class GetLogEventsResponse : AmazonWebServiceResponse
{
    public List<OutputLogEvent> Events { get; set; }
    public string NextForwardToken { get; set; }
    public string NextBackwardToken { get; set; }
}

public partial class OutputLogEvent
{
    [JsonConverter(typeof(MillisecondsConverter))]
    public DateTime? Timestamp { get; set; }
    public string Message { get; set; }
    [JsonConverter(typeof(MillisecondsConverter))]
    public DateTime? IngestionTime { get; set; }
}
