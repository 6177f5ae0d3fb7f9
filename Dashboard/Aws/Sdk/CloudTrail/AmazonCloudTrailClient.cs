#nullable disable
using Amazon.CloudTrail.Model;
using Amazon.Runtime;
using Dashboard.Aws.Sdk;

namespace Amazon.CloudTrail;

public partial interface IAmazonCloudTrail : IAmazonService, IDisposable
{
    Task<LookupEventsResponse> LookupEventsAsync(LookupEventsRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudTrailConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new AmazonCloudTrailClient(awsCredentials, (AmazonCloudTrailConfig)clientConfig);
}

public partial class AmazonCloudTrailClient(AWSCredentials credentials, AmazonCloudTrailConfig clientConfig) : SdkClient(credentials, clientConfig), IAmazonCloudTrail
{
    public AmazonCloudTrailClient() : this(new AmazonCloudTrailConfig())
    {
    }

    public AmazonCloudTrailClient(RegionEndpoint region) : this(new AmazonCloudTrailConfig { RegionEndpoint = region })
    {
    }

    public AmazonCloudTrailClient(AmazonCloudTrailConfig config) : this(null, config)
    {
    }

    public AmazonCloudTrailClient(AWSCredentials credentials) : this(credentials, new AmazonCloudTrailConfig())
    {
    }

    public AmazonCloudTrailClient(AWSCredentials credentials, RegionEndpoint region) : this(credentials, new AmazonCloudTrailConfig { RegionEndpoint = region })
    {
    }

    public virtual Task<LookupEventsResponse> LookupEventsAsync(LookupEventsRequest request, CancellationToken cancellationToken = default) => CallAsync<LookupEventsResponse>(request, cancellationToken);
}
