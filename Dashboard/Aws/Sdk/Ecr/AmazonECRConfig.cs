#nullable disable
using System.Net;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.ECR;

public partial class AmazonECRConfig() : ServiceConfig(Api, "ecr", "api.ecr")
{
    private static readonly SdkService Api = new("Amazon.ECR", "ECR", "AmazonEC2ContainerRegistry_V20150921", "application/x-amz-json-1.1", "2015-09-21", WireJson.CamelCase);

    public static new string ServiceId => Api.ServiceId;
}

public partial class AmazonECRException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public AmazonECRException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
