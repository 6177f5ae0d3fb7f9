#nullable disable
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

public partial class StartQueryRequest : AmazonCloudWatchLogsRequest
{
    public long? StartTime { get; set; }
    public long? EndTime { get; set; }
    public string QueryString { get; set; }
    public QueryLanguage QueryLanguage { get; set; }
    public string LogGroupName { get; set; }
    public List<string> LogGroupNames { get; set; }
    public List<string> LogGroupIdentifiers { get; set; }
    public int? Limit { get; set; }
}

public partial class StartQueryResponse : AmazonWebServiceResponse
{
    public string QueryId { get; set; }
}

public partial class GetQueryResultsRequest : AmazonCloudWatchLogsRequest
{
    public string QueryId { get; set; }
    public string NextToken { get; set; }
    public int? MaxItems { get; set; }
}

public partial class GetQueryResultsResponse : AmazonWebServiceResponse
{
    public QueryLanguage QueryLanguage { get; set; }
    public List<List<ResultField>> Results { get; set; }
    public QueryStatistics Statistics { get; set; }
    public QueryStatus Status { get; set; }
    public string EncryptionKey { get; set; }
    public string NextToken { get; set; }
}

public partial class ResultField
{
    public string Field { get; set; }
    public string Value { get; set; }
}

public partial class QueryStatistics
{
    public double? RecordsMatched { get; set; }
    public double? RecordsScanned { get; set; }
    public double? EstimatedRecordsSkipped { get; set; }
    public double? BytesScanned { get; set; }
    public double? EstimatedBytesSkipped { get; set; }
    public double? LogGroupsScanned { get; set; }
    public double? ResultCount { get; set; }
}

public partial class StopQueryRequest : AmazonCloudWatchLogsRequest
{
    public string QueryId { get; set; }
}

public partial class StopQueryResponse : AmazonWebServiceResponse
{
    public bool? Success { get; set; }
}

public partial class QueryCompileError
{
    public QueryCompileErrorLocation Location { get; set; }
    public string Message { get; set; }
}

public partial class QueryCompileErrorLocation
{
    public int? StartCharOffset { get; set; }
    public int? EndCharOffset { get; set; }
}
