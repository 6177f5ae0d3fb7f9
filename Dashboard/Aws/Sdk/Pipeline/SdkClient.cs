using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Dashboard.Aws.Sdk;

/// <summary>What all source-built clients share: AWSSDK.Core's pipeline with a generic marshaller and unmarshaller.</summary>
public abstract class SdkClient(AWSCredentials? credentials, ServiceConfig config) : AmazonServiceClient(credentials, config)
{
    private readonly ConcurrentDictionary<string, InvokeOptions> optionsByOperation = new();

    protected override IServiceMetadata ServiceMetadata => ((ServiceConfig)Config).Service;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new SdkEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SdkAuthResolver());
    }

    protected Task<TResponse> CallAsync<TResponse>(AmazonWebServiceRequest request, CancellationToken cancel, string? hostPrefix = null, [CallerMemberName] string method = "")
        where TResponse : AmazonWebServiceResponse, new()
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = optionsByOperation.GetOrAdd(method, _ => OptionsOf<TResponse>(method[..^"Async".Length], hostPrefix));
        return InvokeAsync<TResponse>(request, options, cancel);
    }

    private InvokeOptions OptionsOf<TResponse>(string operation, string? hostPrefix)
        where TResponse : AmazonWebServiceResponse, new()
    {
        var service = ((ServiceConfig)Config).Service;
        return new InvokeOptions
        {
            RequestMarshaller = service.Target is null ? new QueryMarshaller(service, operation) : new JsonMarshaller(service, operation, hostPrefix),
            ResponseUnmarshaller = service.Target is null ? new QueryUnmarshaller<TResponse>(service) : UnmarshallerOf<TResponse>(service),
        };
    }

    protected virtual ResponseUnmarshaller UnmarshallerOf<TResponse>(SdkService service)
        where TResponse : AmazonWebServiceResponse, new() => new JsonUnmarshaller<TResponse>(service);
}
