#nullable disable
using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amazon.Runtime.EventStreams;

namespace Amazon.CloudWatchLogs.Model;

public partial class StartLiveTailRequest : AmazonCloudWatchLogsRequest
{
    public List<string> LogGroupIdentifiers { get; set; }
    public List<string> LogStreamNames { get; set; }
    public List<string> LogStreamNamePrefixes { get; set; }
    public string LogEventFilterPattern { get; set; }
}

public partial class StartLiveTailResponse : AmazonWebServiceResponse
{
    [JsonIgnore]
    public StartLiveTailResponseStream ResponseStream { get; set; }
}

public partial class LiveTailSessionStart : IEventStreamEvent
{
    public string RequestId { get; set; }
    public string SessionId { get; set; }
    public List<string> LogGroupIdentifiers { get; set; }
    public List<string> LogStreamNames { get; set; }
    public List<string> LogStreamNamePrefixes { get; set; }
    public string LogEventFilterPattern { get; set; }
}

public partial class LiveTailSessionUpdate : IEventStreamEvent
{
    public LiveTailSessionMetadata SessionMetadata { get; set; }
    public List<LiveTailSessionLogEvent> SessionResults { get; set; }
}

public partial class LiveTailSessionMetadata
{
    public bool? Sampled { get; set; }
}

public partial class LiveTailSessionLogEvent
{
    public string LogStreamName { get; set; }
    public string LogGroupIdentifier { get; set; }
    public string Message { get; set; }
    public long? Timestamp { get; set; }
    public long? IngestionTime { get; set; }
}
