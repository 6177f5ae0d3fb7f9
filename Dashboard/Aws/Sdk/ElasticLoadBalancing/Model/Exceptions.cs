#nullable disable
using System.Net;
using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2.Model;

public partial class ElasticLoadBalancingV2ServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonElasticLoadBalancingV2Exception(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public ElasticLoadBalancingV2ServiceException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class HealthUnavailableException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonElasticLoadBalancingV2Exception(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public HealthUnavailableException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class InvalidTargetException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonElasticLoadBalancingV2Exception(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public InvalidTargetException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class LoadBalancerNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonElasticLoadBalancingV2Exception(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public LoadBalancerNotFoundException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}

public partial class TargetGroupNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonElasticLoadBalancingV2Exception(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public TargetGroupNotFoundException(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
