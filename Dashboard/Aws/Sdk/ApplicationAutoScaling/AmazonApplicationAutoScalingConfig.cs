#nullable disable
using System.Net;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.ApplicationAutoScaling;

public partial class AmazonApplicationAutoScalingConfig() : ServiceConfig(Api, "application-autoscaling", "application-autoscaling")
{
    private static readonly SdkService Api = new("Amazon.ApplicationAutoScaling", "Application Auto Scaling", "AnyScaleFrontendService", "application/x-amz-json-1.1", "2016-02-06", WireJson.PascalCase);

    public static new string ServiceId => Api.ServiceId;
}

public partial class AmazonApplicationAutoScalingException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public AmazonApplicationAutoScalingException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
