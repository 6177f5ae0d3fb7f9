#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.ECS.Model;

public partial class AccessDeniedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public AccessDeniedException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ClientException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ClientException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ClusterNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ClusterNotFoundException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ConflictException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ConflictException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }

    public List<string> ResourceIds { get; set; }
}

public partial class ECSServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ECSServiceException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidParameterException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class LimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public LimitExceededException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class NamespaceNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public NamespaceNotFoundException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class PlatformTaskDefinitionIncompatibilityException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public PlatformTaskDefinitionIncompatibilityException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class PlatformUnknownException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public PlatformUnknownException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ServerException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ServerException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ServiceDeploymentNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ServiceDeploymentNotFoundException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ServiceNotActiveException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ServiceNotActiveException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class ServiceNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ServiceNotFoundException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class UnsupportedFeatureException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonECSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public UnsupportedFeatureException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
