#nullable disable
using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

public partial class GetMetricDataRequest : AmazonCloudWatchRequest
{
    public List<MetricDataQuery> MetricDataQueries { get; set; }
    public DateTime? StartTime { get; set; }
    public DateTime? EndTime { get; set; }
    public string NextToken { get; set; }
    public ScanBy ScanBy { get; set; }
    public int? MaxDatapoints { get; set; }
    public LabelOptions LabelOptions { get; set; }
}

public partial class MetricDataQuery
{
    public string Id { get; set; }
    public MetricStat MetricStat { get; set; }
    public string Expression { get; set; }
    public string Label { get; set; }
    public bool? ReturnData { get; set; }
    public int? Period { get; set; }
    public string AccountId { get; set; }
}

public partial class MetricStat
{
    public Metric Metric { get; set; }
    public int? Period { get; set; }
    public string Stat { get; set; }
    public StandardUnit Unit { get; set; }
}

public partial class Metric
{
    public string Namespace { get; set; }
    public string MetricName { get; set; }
    public List<Dimension> Dimensions { get; set; }
}

public partial class Dimension
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public partial class LabelOptions
{
    public string Timezone { get; set; }
}

public partial class GetMetricDataResponse : AmazonWebServiceResponse
{
    public List<MetricDataResult> MetricDataResults { get; set; }
    public string NextToken { get; set; }
    public List<MessageData> Messages { get; set; }
}

public partial class MetricDataResult
{
    public string Id { get; set; }
    public string Label { get; set; }
    public List<DateTime> Timestamps { get; set; }
    public List<double> Values { get; set; }
    public StatusCode StatusCode { get; set; }
    public List<MessageData> Messages { get; set; }
}

public partial class MessageData
{
    public string Code { get; set; }
    public string Value { get; set; }
}

public partial class ListMetricsRequest : AmazonCloudWatchRequest
{
    public string Namespace { get; set; }
    public string MetricName { get; set; }
    public List<DimensionFilter> Dimensions { get; set; }
    public string NextToken { get; set; }
    public RecentlyActive RecentlyActive { get; set; }
    public bool? IncludeLinkedAccounts { get; set; }
    public string OwningAccount { get; set; }
}

public partial class DimensionFilter
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public partial class ListMetricsResponse : AmazonWebServiceResponse
{
    public List<Metric> Metrics { get; set; }
    public string NextToken { get; set; }
    public List<string> OwningAccounts { get; set; }
}
