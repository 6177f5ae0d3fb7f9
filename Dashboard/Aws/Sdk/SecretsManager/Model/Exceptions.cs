#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

public partial class DecryptionFailureException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public DecryptionFailureException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InternalServiceErrorException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InternalServiceErrorException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidParameterException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidRequestException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidRequestException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ResourceNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonSecretsManagerException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ResourceNotFoundException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
