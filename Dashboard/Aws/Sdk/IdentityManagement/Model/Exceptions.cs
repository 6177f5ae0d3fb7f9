#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

public partial class InvalidInputException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidInputException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class NoSuchEntityException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public NoSuchEntityException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class PolicyEvaluationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public PolicyEvaluationException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ServiceFailureException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonIdentityManagementServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ServiceFailureException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
