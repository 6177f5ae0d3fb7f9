#nullable disable
using System.Net;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.ECS;

public partial class AmazonECSConfig() : ServiceConfig(Api, "ecs", "ecs")
{
    private static readonly SdkService Api = new("Amazon.ECS", "ECS", "AmazonEC2ContainerServiceV20141113", "application/x-amz-json-1.1", "2014-11-13", WireJson.CamelCase);

    public static new string ServiceId => Api.ServiceId;
}

public partial class AmazonECSException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public AmazonECSException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
