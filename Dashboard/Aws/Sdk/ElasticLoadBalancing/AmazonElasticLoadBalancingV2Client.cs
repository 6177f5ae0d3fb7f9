#nullable disable
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.ElasticLoadBalancingV2;

public partial interface IAmazonElasticLoadBalancingV2 : IAmazonService, IDisposable
{
    Task<DescribeTargetGroupsResponse> DescribeTargetGroupsAsync(DescribeTargetGroupsRequest request, CancellationToken cancellationToken = default);

    Task<DescribeTargetHealthResponse> DescribeTargetHealthAsync(DescribeTargetHealthRequest request, CancellationToken cancellationToken = default);

    Task<DescribeLoadBalancersResponse> DescribeLoadBalancersAsync(DescribeLoadBalancersRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonElasticLoadBalancingV2Config();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new AmazonElasticLoadBalancingV2Client(awsCredentials, (AmazonElasticLoadBalancingV2Config)clientConfig);
}

public partial class AmazonElasticLoadBalancingV2Client(AWSCredentials credentials, AmazonElasticLoadBalancingV2Config clientConfig) : SdkClient(credentials, clientConfig), IAmazonElasticLoadBalancingV2
{
    public AmazonElasticLoadBalancingV2Client() : this(new AmazonElasticLoadBalancingV2Config())
    {
    }

    public AmazonElasticLoadBalancingV2Client(RegionEndpoint region) : this(new AmazonElasticLoadBalancingV2Config { RegionEndpoint = region })
    {
    }

    public AmazonElasticLoadBalancingV2Client(AmazonElasticLoadBalancingV2Config config) : this(null, config)
    {
    }

    public AmazonElasticLoadBalancingV2Client(AWSCredentials credentials) : this(credentials, new AmazonElasticLoadBalancingV2Config())
    {
    }

    public AmazonElasticLoadBalancingV2Client(AWSCredentials credentials, RegionEndpoint region) : this(credentials, new AmazonElasticLoadBalancingV2Config { RegionEndpoint = region })
    {
    }

    public virtual Task<DescribeTargetGroupsResponse> DescribeTargetGroupsAsync(DescribeTargetGroupsRequest request, CancellationToken cancellationToken = default) => CallAsync<DescribeTargetGroupsResponse>(request, cancellationToken);

    public virtual Task<DescribeTargetHealthResponse> DescribeTargetHealthAsync(DescribeTargetHealthRequest request, CancellationToken cancellationToken = default) => CallAsync<DescribeTargetHealthResponse>(request, cancellationToken);

    public virtual Task<DescribeLoadBalancersResponse> DescribeLoadBalancersAsync(DescribeLoadBalancersRequest request, CancellationToken cancellationToken = default) => CallAsync<DescribeLoadBalancersResponse>(request, cancellationToken);
}
