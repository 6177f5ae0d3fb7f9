#nullable disable
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Dashboard.Aws.Sdk;

namespace Amazon.CloudWatchLogs;

public partial interface IAmazonCloudWatchLogs : IAmazonService, IDisposable
{
    Task<DescribeLogGroupsResponse> DescribeLogGroupsAsync(DescribeLogGroupsRequest request, CancellationToken cancellationToken = default);

    Task<FilterLogEventsResponse> FilterLogEventsAsync(FilterLogEventsRequest request, CancellationToken cancellationToken = default);

    Task<GetLogEventsResponse> GetLogEventsAsync(GetLogEventsRequest request, CancellationToken cancellationToken = default);

    Task<StartQueryResponse> StartQueryAsync(StartQueryRequest request, CancellationToken cancellationToken = default);

    Task<GetQueryResultsResponse> GetQueryResultsAsync(GetQueryResultsRequest request, CancellationToken cancellationToken = default);

    Task<StopQueryResponse> StopQueryAsync(StopQueryRequest request, CancellationToken cancellationToken = default);

    Task<StartLiveTailResponse> StartLiveTailAsync(StartLiveTailRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudWatchLogsConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new AmazonCloudWatchLogsClient(awsCredentials, (AmazonCloudWatchLogsConfig)clientConfig);
}

public partial class AmazonCloudWatchLogsClient(AWSCredentials credentials, AmazonCloudWatchLogsConfig clientConfig) : SdkClient(credentials, clientConfig), IAmazonCloudWatchLogs
{
    public AmazonCloudWatchLogsClient() : this(new AmazonCloudWatchLogsConfig())
    {
    }

    public AmazonCloudWatchLogsClient(RegionEndpoint region) : this(new AmazonCloudWatchLogsConfig { RegionEndpoint = region })
    {
    }

    public AmazonCloudWatchLogsClient(AmazonCloudWatchLogsConfig config) : this(null, config)
    {
    }

    public AmazonCloudWatchLogsClient(AWSCredentials credentials) : this(credentials, new AmazonCloudWatchLogsConfig())
    {
    }

    public AmazonCloudWatchLogsClient(AWSCredentials credentials, RegionEndpoint region) : this(credentials, new AmazonCloudWatchLogsConfig { RegionEndpoint = region })
    {
    }

    public virtual Task<DescribeLogGroupsResponse> DescribeLogGroupsAsync(DescribeLogGroupsRequest request, CancellationToken cancellationToken = default) => CallAsync<DescribeLogGroupsResponse>(request, cancellationToken);

    public virtual Task<FilterLogEventsResponse> FilterLogEventsAsync(FilterLogEventsRequest request, CancellationToken cancellationToken = default) => CallAsync<FilterLogEventsResponse>(request, cancellationToken);

    public virtual Task<GetLogEventsResponse> GetLogEventsAsync(GetLogEventsRequest request, CancellationToken cancellationToken = default) => CallAsync<GetLogEventsResponse>(request, cancellationToken);

    public virtual Task<StartQueryResponse> StartQueryAsync(StartQueryRequest request, CancellationToken cancellationToken = default) => CallAsync<StartQueryResponse>(request, cancellationToken);

    public virtual Task<GetQueryResultsResponse> GetQueryResultsAsync(GetQueryResultsRequest request, CancellationToken cancellationToken = default) => CallAsync<GetQueryResultsResponse>(request, cancellationToken);

    public virtual Task<StopQueryResponse> StopQueryAsync(StopQueryRequest request, CancellationToken cancellationToken = default) => CallAsync<StopQueryResponse>(request, cancellationToken);

    public virtual Task<StartLiveTailResponse> StartLiveTailAsync(StartLiveTailRequest request, CancellationToken cancellationToken = default) => CallAsync<StartLiveTailResponse>(request, cancellationToken, "streaming-");

    protected override ResponseUnmarshaller UnmarshallerOf<TResponse>(SdkService service) =>
        typeof(TResponse) == typeof(StartLiveTailResponse) ? new LiveTailUnmarshaller(service) : base.UnmarshallerOf<TResponse>(service);
}
