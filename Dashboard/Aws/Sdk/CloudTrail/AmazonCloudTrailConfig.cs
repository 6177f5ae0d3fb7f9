#nullable disable
using System.Net;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.CloudTrail;

public partial class AmazonCloudTrailConfig() : ServiceConfig(Api, "cloudtrail", "cloudtrail")
{
    private static readonly SdkService Api = new("Amazon.CloudTrail", "CloudTrail", "CloudTrail_20131101", "application/x-amz-json-1.1", "2013-11-01", WireJson.PascalCase);

    public static new string ServiceId => Api.ServiceId;
}

public partial class AmazonCloudTrailException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public AmazonCloudTrailException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
