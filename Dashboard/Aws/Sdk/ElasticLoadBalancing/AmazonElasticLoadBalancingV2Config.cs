#nullable disable
using System.Net;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.ElasticLoadBalancingV2;

public partial class AmazonElasticLoadBalancingV2Config() : ServiceConfig(Api, "elasticloadbalancing", "elasticloadbalancing")
{
    private static readonly SdkService Api = new("Amazon.ElasticLoadBalancingV2", "Elastic Load Balancing v2", null, "application/x-www-form-urlencoded; charset=utf-8", "2015-12-01", WireJson.PascalCase);

    public static new string ServiceId => Api.ServiceId;
}

public partial class AmazonElasticLoadBalancingV2Exception(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public AmazonElasticLoadBalancingV2Exception(string message) : this(message, null, ErrorType.Unknown, null, null, default)
    {
    }
}
