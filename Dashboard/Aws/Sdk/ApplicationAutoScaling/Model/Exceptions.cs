#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.ApplicationAutoScaling.Model;

public partial class ConcurrentUpdateException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonApplicationAutoScalingException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ConcurrentUpdateException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InternalServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonApplicationAutoScalingException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InternalServiceException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidNextTokenException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonApplicationAutoScalingException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidNextTokenException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ValidationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonApplicationAutoScalingException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ValidationException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
