#nullable disable
using System.Net;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.CloudWatchLogs;

public partial class AmazonCloudWatchLogsConfig() : ServiceConfig(Api, "logs", "logs")
{
    private static readonly SdkService Api = new("Amazon.CloudWatchLogs", "CloudWatch Logs", "Logs_20140328", "application/x-amz-json-1.1", "2014-03-28", WireJson.CamelCase);

    public static new string ServiceId => Api.ServiceId;
}

public partial class AmazonCloudWatchLogsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public AmazonCloudWatchLogsException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
