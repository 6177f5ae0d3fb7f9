#nullable disable
using Amazon.ECR.Model;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.ECR;

public partial interface IAmazonECR : IAmazonService, IDisposable
{
    Task<DescribeImagesResponse> DescribeImagesAsync(DescribeImagesRequest request, CancellationToken cancellationToken = default);

    Task<BatchGetImageResponse> BatchGetImageAsync(BatchGetImageRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonECRConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new AmazonECRClient(awsCredentials, (AmazonECRConfig)clientConfig);
}

public partial class AmazonECRClient(AWSCredentials credentials, AmazonECRConfig clientConfig) : SdkClient(credentials, clientConfig), IAmazonECR
{
    public AmazonECRClient() : this(new AmazonECRConfig())
    {
    }

    public AmazonECRClient(RegionEndpoint region) : this(new AmazonECRConfig { RegionEndpoint = region })
    {
    }

    public AmazonECRClient(AmazonECRConfig config) : this(null, config)
    {
    }

    public AmazonECRClient(AWSCredentials credentials) : this(credentials, new AmazonECRConfig())
    {
    }

    public AmazonECRClient(AWSCredentials credentials, RegionEndpoint region) : this(credentials, new AmazonECRConfig { RegionEndpoint = region })
    {
    }

    public virtual Task<DescribeImagesResponse> DescribeImagesAsync(DescribeImagesRequest request, CancellationToken cancellationToken = default) => CallAsync<DescribeImagesResponse>(request, cancellationToken);

    public virtual Task<BatchGetImageResponse> BatchGetImageAsync(BatchGetImageRequest request, CancellationToken cancellationToken = default) => CallAsync<BatchGetImageResponse>(request, cancellationToken);
}
