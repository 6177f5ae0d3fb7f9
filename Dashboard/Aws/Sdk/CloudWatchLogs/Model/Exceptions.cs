#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

public partial class AccessDeniedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public AccessDeniedException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class CloudWatchLogsServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public CloudWatchLogsServiceException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidOperationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidOperationException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidParameterException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class LimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public LimitExceededException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class MalformedQueryException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public MalformedQueryException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }

    public QueryCompileError QueryCompileError { get; set; }
}

public partial class ResourceNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ResourceNotFoundException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ServiceUnavailableException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ServiceUnavailableException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class SessionStreamingException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public SessionStreamingException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class SessionTimeoutException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public SessionTimeoutException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ThrottlingException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudWatchLogsException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ThrottlingException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
