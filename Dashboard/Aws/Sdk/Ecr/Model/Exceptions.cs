#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.ECR.Model;

public partial class ECRServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECRException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ECRServiceException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ImageNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECRException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ImageNotFoundException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECRException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidParameterException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class LimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECRException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public LimitExceededException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class RepositoryNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECRException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public RepositoryNotFoundException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ServerException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECRException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ServerException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class UnableToGetUpstreamImageException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECRException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public UnableToGetUpstreamImageException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
