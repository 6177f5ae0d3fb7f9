#nullable disable
using Amazon.ApplicationAutoScaling.Model;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.ApplicationAutoScaling;

public partial interface IAmazonApplicationAutoScaling : IAmazonService, IDisposable
{
    Task<DescribeScalableTargetsResponse> DescribeScalableTargetsAsync(DescribeScalableTargetsRequest request, CancellationToken cancellationToken = default);

    Task<DescribeScalingActivitiesResponse> DescribeScalingActivitiesAsync(DescribeScalingActivitiesRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonApplicationAutoScalingConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new AmazonApplicationAutoScalingClient(awsCredentials, (AmazonApplicationAutoScalingConfig)clientConfig);
}

public partial class AmazonApplicationAutoScalingClient(AWSCredentials credentials, AmazonApplicationAutoScalingConfig clientConfig) : SdkClient(credentials, clientConfig), IAmazonApplicationAutoScaling
{
    public AmazonApplicationAutoScalingClient() : this(new AmazonApplicationAutoScalingConfig())
    {
    }

    public AmazonApplicationAutoScalingClient(RegionEndpoint region) : this(new AmazonApplicationAutoScalingConfig { RegionEndpoint = region })
    {
    }

    public AmazonApplicationAutoScalingClient(AmazonApplicationAutoScalingConfig config) : this(null, config)
    {
    }

    public AmazonApplicationAutoScalingClient(AWSCredentials credentials) : this(credentials, new AmazonApplicationAutoScalingConfig())
    {
    }

    public AmazonApplicationAutoScalingClient(AWSCredentials credentials, RegionEndpoint region) : this(credentials, new AmazonApplicationAutoScalingConfig { RegionEndpoint = region })
    {
    }

    public virtual Task<DescribeScalableTargetsResponse> DescribeScalableTargetsAsync(DescribeScalableTargetsRequest request, CancellationToken cancellationToken = default) => CallAsync<DescribeScalableTargetsResponse>(request, cancellationToken);

    public virtual Task<DescribeScalingActivitiesResponse> DescribeScalingActivitiesAsync(DescribeScalingActivitiesRequest request, CancellationToken cancellationToken = default) => CallAsync<DescribeScalingActivitiesResponse>(request, cancellationToken);
}
