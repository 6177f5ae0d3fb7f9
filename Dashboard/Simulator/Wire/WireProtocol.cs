using System.Text.Json;

namespace Dashboard.Simulator.Wire;

/// <summary>How one request is written and how its answer must be: awsJson, Smithy RPC v2 CBOR, or Query/XML.</summary>
internal abstract class WireProtocol
{
    /// <summary>As in <c>ecs:DescribeServices</c>; null when this protocol's marks are there but name nothing known.</summary>
    public required (string Service, string Operation)? Asked { get; init; }

    public abstract JsonElement Read(byte[] body);

    public abstract string ContentType { get; }

    public abstract byte[] Write(Shape answer, string requestId);

    public abstract byte[] WriteFault(WireFault fault, string requestId);

    public virtual void AddHeaders(IHeaderDictionary headers, WireFault? fault)
    {
    }

    /// <summary>Chosen by what the request shows, as AWS's own front ends do.</summary>
    public static WireProtocol Of(HttpRequest request, byte[] body)
    {
        if (request.Path.StartsWithSegments("/service", out var rest))
            return CborProtocol.Of(rest.Value ?? "");
        return request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target
            ? JsonProtocol.Of(target, request.ContentType)
            : QueryProtocol.Of(body);
    }
}
