#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

public partial class CloudWatchServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public CloudWatchServiceException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InternalServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InternalServiceException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidNextTokenException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidNextTokenException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidParameterValueException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidParameterValueException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class LimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public LimitExceededException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
