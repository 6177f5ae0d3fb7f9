#nullable disable
using Amazon.Runtime;

namespace Amazon.CloudTrail.Model;

public partial class LookupEventsRequest : AmazonCloudTrailRequest
{
    public List<LookupAttribute> LookupAttributes { get; set; }
    public DateTime? StartTime { get; set; }
    public DateTime? EndTime { get; set; }
    public EventCategory EventCategory { get; set; }
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
}

public partial class LookupAttribute
{
    public LookupAttributeKey AttributeKey { get; set; }
    public string AttributeValue { get; set; }
}

public partial class LookupEventsResponse : AmazonWebServiceResponse
{
    public List<Event> Events { get; set; }
    public string NextToken { get; set; }
}

public partial class Event
{
    public string EventId { get; set; }
    public string EventName { get; set; }
    public string ReadOnly { get; set; }
    public string AccessKeyId { get; set; }
    public DateTime? EventTime { get; set; }
    public string EventSource { get; set; }
    public string Username { get; set; }
    public List<Resource> Resources { get; set; }
    public string CloudTrailEvent { get; set; }
}

public partial class Resource
{
    public string ResourceType { get; set; }
    public string ResourceName { get; set; }
}
