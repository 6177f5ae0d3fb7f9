#nullable disable
using System.Net;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.SecretsManager;

public partial class AmazonSecretsManagerConfig() : ServiceConfig(Api, "secretsmanager", "secretsmanager")
{
    private static readonly SdkService Api = new("Amazon.SecretsManager", "Secrets Manager", "secretsmanager", "application/x-amz-json-1.1", "2017-10-17", WireJson.PascalCase);

    public static new string ServiceId => Api.ServiceId;
}

public partial class AmazonSecretsManagerException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public AmazonSecretsManagerException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
