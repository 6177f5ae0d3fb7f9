using Amazon.ApplicationAutoScaling;
using Amazon.CloudTrail;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.ECR;
using Amazon.ECS;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement;
using Fault = Dashboard.Live.Fault;

namespace Dashboard.Aws;

/// <summary>The AWS clients of one target. They read, and retry; to write, a session of its own is begun for each order.</summary>
public sealed class TargetClients
{
    private const int ShortestSession = 900;
    private readonly ClientBuilder builder;
    private readonly CallBudget budget;
    private readonly AwsTimeLimits limits;
    private readonly TimeProvider time;
    private readonly Lazy<IAmazonECS> ecs;
    private readonly Lazy<IAmazonCloudWatch> cloudWatch;
    private readonly Lazy<IAmazonCloudWatchLogs> logs;
    private readonly Lazy<IAmazonElasticLoadBalancingV2> loadBalancing;
    private readonly Lazy<IAmazonECR> ecr;
    private readonly Lazy<IAmazonSecurityTokenService> sessions;
    private readonly Lazy<IAmazonSecurityTokenService> ownSessions;
    private readonly Lazy<IAmazonSecretsManager> secrets;
    private readonly Lazy<IAmazonSimpleSystemsManagement> parameters;
    private readonly Lazy<IAmazonIdentityManagementService> iam;
    private readonly Lazy<IAmazonCloudTrail> trail;
    private readonly Lazy<IAmazonApplicationAutoScaling> autoScaling;

    // Swapped whole: many polls write it at once, and an instant alone is too wide to be written in one go.
    private volatile Contact contact = new(null, null);

    internal TargetClients(AwsTarget target, ClientBuilder builder, CallBudget budget, AwsTimeLimits limits, TimeProvider time)
    {
        (Target, this.builder, this.budget, this.limits, this.time) = (target, builder, budget, limits, time);
        ecs = Later<IAmazonECS>(() => new AmazonECSClient(builder.Credentials, builder.Configure(new AmazonECSConfig(), "Ecs")));
        cloudWatch = Later<IAmazonCloudWatch>(() => new AmazonCloudWatchClient(builder.Credentials, builder.Configure(new AmazonCloudWatchConfig(), "CloudWatch")));
        logs = Later<IAmazonCloudWatchLogs>(() => new AmazonCloudWatchLogsClient(builder.Credentials, builder.Configure(new AmazonCloudWatchLogsConfig(), "Logs")));
        loadBalancing = Later<IAmazonElasticLoadBalancingV2>(() => new AmazonElasticLoadBalancingV2Client(builder.Credentials, builder.Configure(new AmazonElasticLoadBalancingV2Config(), "LoadBalancing")));
        sessions = Later<IAmazonSecurityTokenService>(() => new AmazonSecurityTokenServiceClient(builder.Credentials, builder.Configure(new AmazonSecurityTokenServiceConfig(), "Sts")));
        ownSessions = Later<IAmazonSecurityTokenService>(() => new AmazonSecurityTokenServiceClient(builder.OwnCredentials, builder.SessionConfig()));
        ecr = Later<IAmazonECR>(() => new AmazonECRClient(builder.Credentials, builder.Configure(new AmazonECRConfig(), "Ecr")));
        secrets = Later<IAmazonSecretsManager>(() => new AmazonSecretsManagerClient(builder.Credentials, builder.Configure(new AmazonSecretsManagerConfig(), "Secrets")));
        parameters = Later<IAmazonSimpleSystemsManagement>(() => new AmazonSimpleSystemsManagementClient(builder.Credentials, builder.Configure(new AmazonSimpleSystemsManagementConfig(), "Parameters")));
        iam = Later<IAmazonIdentityManagementService>(() => new AmazonIdentityManagementServiceClient(builder.Credentials, builder.Configure(new AmazonIdentityManagementServiceConfig(), "Iam")));
        trail = Later<IAmazonCloudTrail>(() => new AmazonCloudTrailClient(builder.Credentials, builder.Configure(new AmazonCloudTrailConfig(), "Trail")));
        autoScaling = Later<IAmazonApplicationAutoScaling>(() => new AmazonApplicationAutoScalingClient(builder.Credentials, builder.Configure(new AmazonApplicationAutoScalingConfig(), "AutoScaling")));
    }

    public AwsTarget Target { get; }
    public IAmazonECS Ecs => ecs.Value;
    public IAmazonCloudWatch CloudWatch => cloudWatch.Value;
    public IAmazonCloudWatchLogs Logs => logs.Value;
    public IAmazonElasticLoadBalancingV2 LoadBalancing => loadBalancing.Value;
    public IAmazonECR Ecr => ecr.Value;
    public IAmazonSecretsManager Secrets => secrets.Value;
    public IAmazonSimpleSystemsManagement Parameters => parameters.Value;
    public IAmazonIdentityManagementService Iam => iam.Value;
    public IAmazonCloudTrail Trail => trail.Value;
    public IAmazonApplicationAutoScaling AutoScaling => autoScaling.Value;

    /// <summary>Only to learn who this dashboard is there.</summary>
    public IAmazonSecurityTokenService Sessions => sessions.Value;

    /// <summary>The Region in Amazon's console, where what happened here can be looked at; null where this is not Amazon.</summary>
    public string? ConsoleRegion => builder.IsAmazon ? Target.Region : null;

    /// <summary>When AWS last answered any question about this target, UTC; null while it never has.</summary>
    public DateTimeOffset? AnsweredAt => contact.AnsweredAt;

    /// <summary>Why the newest question was not answered; null when it was.</summary>
    public Fault? Fault => contact.Fault;

    /// <summary>Waits for the operation's call budget, calls with a time limit, and turns what the SDK throws into a fault.</summary>
    /// <param name="operation">By its IAM name, as in <c>ecs:DescribeServices</c>.</param>
    /// <param name="call">Use its token, which also carries the time limit.</param>
    public async Task<Answer<T>> AskAsync<T>(string operation, Func<CancellationToken, Task<T>> call, CancellationToken cancel)
        where T : class
    {
        await budget.TakeAsync(Target, operation, cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(CallQuota.IsWrite(operation) ? limits.Write : limits.Read);
        CallScope.Operation = operation;
        try
        {
            var value = await call(limit.Token);
            contact = new Contact(time.GetUtcNow(), null);
            return value;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (AwsFaults.From(error, operation, Target.Name, time.GetUtcNow()) is { } fault)
        {
            // A wrong question is answered too: someone's malformed filter pattern says nothing about the target.
            contact = fault.Kind is FaultKind.Invalid or FaultKind.NotFound or FaultKind.Unsupported ? new Contact(time.GetUtcNow(), null) : contact with { Fault = fault };
            return fault;
        }
    }

    /// <summary>Assumes the role to write with, for one order of one person. A fault means that nothing was sent.</summary>
    /// <remarks>Source: sts:AssumeRole (aws sts assume-role). A role that is assumed from a role lasts an hour at most; this one lasts the shortest that there is.</remarks>
    public async Task<Answer<WriteSession>> BeginWriteAsync(SourceIdentity person)
    {
        if (Target.WriteRoleArn is not { } role)
            return builder.MayWriteAsReader ? OwnSession()
                : new Fault(FaultKind.Denied, $"Nothing was sent: no role to write with is configured for {Target.Name}. Set Aws:Targets:n:WriteRoleArn.", time.GetUtcNow());
        var request = new AssumeRoleRequest { RoleArn = role, RoleSessionName = person.Text, SourceIdentity = person.Text, DurationSeconds = ShortestSession };
        var (answer, fault) = await AskAsync("sts:AssumeRole", cancel => ownSessions.Value.AssumeRoleAsync(request, cancel), CancellationToken.None);
        if (answer?.Credentials is { } session)
            return new WriteSession(new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken), builder, session.AccessKeyId);

        // Also where the fault is that no answer came: the order itself was not sent.
        return (fault ?? new Fault(FaultKind.Denied, "sts:AssumeRole answered without credentials.", time.GetUtcNow())) with { Kind = FaultKind.Denied, Message = $"Nothing was sent, the role to write with could not be assumed. {fault?.Message}".TrimEnd() };
    }

    /// <summary>To write as whoever reads, where no role to write with is configured.</summary>
    internal WriteSession OwnSession() => new(builder.Credentials, builder, null);

    private sealed record Contact(DateTimeOffset? AnsweredAt, Fault? Fault);

    // A client whose credentials cannot be found yet is tried again at the next call.
    private static Lazy<T> Later<T>(Func<T> create) => new(create, LazyThreadSafetyMode.PublicationOnly);
}
