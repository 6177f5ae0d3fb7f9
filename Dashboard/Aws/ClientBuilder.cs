using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;

namespace Dashboard.Aws;

/// <summary>Settings and credentials for the clients of one target.</summary>
internal sealed class ClientBuilder
{
    private static readonly SocketsHttpHandler Connections = new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(3),
    };

    private readonly AwsTarget target;
    private readonly AwsOptions options;
    private readonly bool isProduction;
    private readonly MeteredHttpClients readers;
    private readonly MeteredHttpClients writers;
    private readonly Lazy<AWSCredentials?> credentials;
    private readonly Lazy<AWSCredentials> ownCredentials;

    public ClientBuilder(AwsTarget target, AwsOptions options, bool isProduction, CallMeter meter)
    {
        (this.target, this.options, this.isProduction) = (target, options, isProduction);
        readers = Metered(meter, options.TimeLimits.ReadAttempt);
        writers = Metered(meter, options.TimeLimits.Write);
        credentials = new(FindCredentials, LazyThreadSafetyMode.PublicationOnly);
        ownCredentials = new(FindOwnCredentials, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Null leaves the SDK to find the process's own.</summary>
    public AWSCredentials? Credentials => credentials.Value;

    /// <summary>The process's own, whatever role reads.</summary>
    public AWSCredentials OwnCredentials => ownCredentials.Value;

    /// <summary>In Production reading and writing take different roles, always.</summary>
    public bool MayWriteAsReader => !isProduction || options.Source == AwsSource.Simulator;

    public bool IsAmazon => options.Source == AwsSource.Account;

    public T Configure<T>(T config, string service, bool writes = false)
        where T : ClientConfig
    {
        config.RetryMode = RequestRetryMode.Standard;

        // Where half of all calls are throttled one retry makes at most half as many more, and leaves one question of four to the next round, which comes in seconds.
        config.MaxErrorRetry = writes ? 0 : 1;

        // Not part of MaxErrorRetry nor of its quota: after a reset the SDK sends again at once, ten times by default (aws-sdk-net#4281), and a Region that resets everything would get twice the calls for as long as it does.
        config.MaxStaleConnectionRetries = 0;
        config.HttpClientFactory = writes ? writers : readers;
        config.IgnoreConfiguredEndpointUrls = isProduction;
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(target.Region);
        if ((EndpointOf(service) ?? config.ServiceURL) is { Length: > 0 } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = target.Region;
            config.DisableHostPrefixInjection = true;
        }
        return config;
    }

    private MeteredHttpClients Metered(CallMeter meter, TimeSpan attempt) =>
        new(new HttpClient(new MeteredHandler(target, meter, attempt, Connections), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });

    private string? EndpointOf(string service)
    {
        if (options.Source == AwsSource.Simulator)
            return options.SimulatorUrl?.ToString() ?? throw new InvalidOperationException("The simulated AWS does not listen yet.");
        return isProduction ? null : options.Endpoints.TryGetValue(service, out var url) ? url : null;
    }

    private AWSCredentials? FindCredentials()
    {
        if (options.Source == AwsSource.Simulator)
            return new BasicAWSCredentials("simulated", "simulated");
        return target.RoleArn is { } role
            ? new RoleCredentials(role, new AmazonSecurityTokenServiceClient(OwnCredentials, SessionConfig()))
            : null;
    }

    private AWSCredentials FindOwnCredentials() =>
        options.Source == AwsSource.Simulator ? new BasicAWSCredentials("simulated", "simulated") : DefaultAWSCredentialsIdentityResolver.GetCredentials();

    /// <summary>Sessions come from the target's Region. They are not metered: the call on whose behalf one is asked for is.</summary>
    internal AmazonSecurityTokenServiceConfig SessionConfig()
    {
        var config = Configure(new AmazonSecurityTokenServiceConfig(), "Sts");
        (config.HttpClientFactory, config.Timeout) = (null, options.TimeLimits.ReadAttempt);
        return config;
    }
}
