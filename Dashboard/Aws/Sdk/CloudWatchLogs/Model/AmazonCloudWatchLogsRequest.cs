using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

public partial class AmazonCloudWatchLogsRequest : AmazonWebServiceRequest;
