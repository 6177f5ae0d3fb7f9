using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2.Model;

public partial class AmazonElasticLoadBalancingV2Request : AmazonWebServiceRequest;
