#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudTrail.Model;

public partial class InvalidEventCategoryException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudTrailException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidEventCategoryException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidLookupAttributesException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudTrailException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidLookupAttributesException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidMaxResultsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudTrailException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidMaxResultsException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidNextTokenException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudTrailException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidNextTokenException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidTimeRangeException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudTrailException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidTimeRangeException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class OperationNotPermittedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudTrailException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public OperationNotPermittedException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ThrottlingException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudTrailException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ThrottlingException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class UnsupportedOperationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonCloudTrailException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public UnsupportedOperationException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
