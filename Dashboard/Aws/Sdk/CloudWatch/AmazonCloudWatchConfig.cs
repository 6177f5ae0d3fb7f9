#nullable disable
using System.Net;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.CloudWatch;

public partial class AmazonCloudWatchConfig() : ServiceConfig(Api, "monitoring", "monitoring")
{
    private static readonly SdkService Api = new("Amazon.CloudWatch", "CloudWatch", "GraniteServiceVersion20100801", "application/x-amz-json-1.0", "2010-08-01", WireJson.PascalCase);

    public static new string ServiceId => Api.ServiceId;
}

public partial class AmazonCloudWatchException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public AmazonCloudWatchException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
