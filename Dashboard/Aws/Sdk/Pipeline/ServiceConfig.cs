using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace Dashboard.Aws.Sdk;

/// <summary>A client's settings: <see cref="ClientConfig"/> with the service's names and endpoints filled in.</summary>
public abstract class ServiceConfig : ClientConfig
{
    private static readonly DefaultConfigurationProvider Defaults = new(Enum.GetValues<DefaultConfigurationMode>().Select(mode => new DefaultConfiguration
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        ConnectTimeout = TimeSpan.FromMilliseconds(3100),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(3100),
    }));

    protected ServiceConfig(SdkService service, string signingName, string endpointPrefix)
        : base(Defaults)
    {
        Service = service;
        ServiceId = service.ServiceId;
        AuthenticationServiceName = signingName;
        RegionEndpointServiceName = endpointPrefix;
        EndpointProvider = service.IsGlobal ? new GlobalEndpoints(endpointPrefix) : new SdkEndpoints(endpointPrefix);
    }

    public SdkService Service { get; }

    public override string RegionEndpointServiceName { get; }

    public override string ServiceVersion => Service.ApiVersion;

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("EcsDashboard", "1.0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(SdkEndpointResolver.Parameters(this, parameters.AlternateEndpoint));
}
