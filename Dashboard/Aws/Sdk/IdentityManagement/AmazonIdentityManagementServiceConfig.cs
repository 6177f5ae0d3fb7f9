#nullable disable
using System.Net;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.IdentityManagement;

public partial class AmazonIdentityManagementServiceConfig() : ServiceConfig(Api, "iam", "iam")
{
    private static readonly SdkService Api = new("Amazon.IdentityManagement", "IAM", null, "application/x-www-form-urlencoded; charset=utf-8", "2010-05-08", WireJson.PascalCase) { BaseException = nameof(AmazonIdentityManagementServiceException), IsGlobal = true };

    public static new string ServiceId => Api.ServiceId;
}

public partial class AmazonIdentityManagementServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public AmazonIdentityManagementServiceException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
