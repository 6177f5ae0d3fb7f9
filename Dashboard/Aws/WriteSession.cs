using Amazon.CloudWatch;
using Amazon.ECS;
using Amazon.Runtime;

namespace Dashboard.Aws;

/// <summary>Clients for one order to AWS, with credentials that are made for it and bear a person's name. They send once and never again, because what they order is not idempotent.</summary>
public sealed class WriteSession : IDisposable
{
    private readonly Lazy<IAmazonECS> ecs;
    private readonly Lazy<IAmazonCloudWatch> cloudWatch;

    internal WriteSession(AWSCredentials? credentials, ClientBuilder builder, string? accessKeyId)
    {
        AccessKeyId = accessKeyId;
        ecs = new(() => new AmazonECSClient(credentials, builder.Configure(new AmazonECSConfig(), "Ecs", writes: true)));
        cloudWatch = new(() => new AmazonCloudWatchClient(credentials, builder.Configure(new AmazonCloudWatchConfig(), "CloudWatch", writes: true)));
    }

    /// <summary>By which CloudTrail finds what this session did, and nothing else; null where the reading role writes.</summary>
    public string? AccessKeyId { get; }

    public IAmazonECS Ecs => ecs.Value;
    public IAmazonCloudWatch CloudWatch => cloudWatch.Value;

    public void Dispose()
    {
        if (ecs.IsValueCreated)
            ecs.Value.Dispose();
        if (cloudWatch.IsValueCreated)
            cloudWatch.Value.Dispose();
    }
}
