using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;

namespace Dashboard.Simulator.Wire;

/// <summary>Answers one AWS request: protocol, signature, faults, throttling, operation, ledger.</summary>
internal sealed class WireEndpoint(SimulatedWorld world, Operations operations, InjectedFaults faults, Ledger ledger, TimeProvider time)
{
    private readonly Throttle throttle = new(time);

    public async Task AnswerAsync(HttpContext context)
    {
        // The simulated clock's, which a test may set off the host's.
        context.Response.Headers.Date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var body = await BodyAsync(context.Request);
        var protocol = WireProtocol.Of(context.Request, body);
        try
        {
            if (protocol.Asked is not { } asked)
                throw new WireFault("UnknownOperationException", "The operation is not known here.");
            var signature = Signature.Of(context.Request);
            var struck = faults.Strike(signature.Region, asked.Service, asked.Operation, body);
            await BeforeAsync(struck, context, protocol, signature, asked);
            if (!operations.ByName.TryGetValue(asked, out var operation))
                throw new WireFault("UnknownOperationException", $"{asked.Operation} is not simulated.");
            throttle.Take(signature.Region, asked.Service, asked.Operation);
            var request = new WireRequest(protocol.Read(body));
            var caller = operations.Sessions.CallerOf(signature.AccessKey);
            var call = new WireCall(world.In(signature.Region), request, caller.Principal, signature.AccessKey, struck == InjectedFault.Partial, time) { SourceIdentity = caller.SourceIdentity };
            if (operation.Stream is { } stream)
                await StreamAsync(context, stream(call, context.RequestAborted));
            else
                await SendAsync(context, protocol, struck, Carry(operation, call));
        }
        catch (SimulatedAwsException refused)
        {
            await SendFaultAsync(context, protocol, new WireFault(refused.Code, refused.Message, refused.HttpStatus));
        }
        catch (WireFault refused)
        {
            await SendFaultAsync(context, protocol, refused);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left; there is nobody to answer.
        }
        catch (Exception bug) when (!context.Response.HasStarted)
        {
            await SendFaultAsync(context, protocol, new WireFault("InternalFailure", $"The simulator failed: {bug.GetType().Name}: {bug.Message}", 500));
        }
    }

    private Shape Carry(Operation operation, WireCall call)
    {
        var answer = operation.Answer(call);
        if (operation.Mutates)
            Remember(operation, call, answer);
        return answer;
    }

    private void Remember(Operation operation, WireCall call, Shape answer)
    {
        var at = time.GetUtcNow();
        ledger.Add(new LedgerEntry(at, operation.Name, call.Request.Root) { Region = call.Region.Name, Principal = call.Principal, SourceIdentity = call.SourceIdentity });
        if (operation.Service is "ecs" or "cloudwatch")
            call.Region.Trail.Record(new TrailCall(Guid.NewGuid().ToString(), at, operation.Name, call.Principal, call.AccessKey, call.Request.Root, JsonElement.Parse(JsonProtocol.ToJson(answer))) { SourceIdentity = call.SourceIdentity, Source = operation.Service == "ecs" ? "ecs.amazonaws.com" : "monitoring.amazonaws.com" });
    }

    private static async Task BeforeAsync(string? struck, HttpContext context, WireProtocol protocol, Signature signature, (string Service, string Operation) asked)
    {
        var refused = protocol is QueryProtocol ? 403 : 400;
        switch (struck)
        {
            case InjectedFault.Throttle: throw new WireFault("ThrottlingException", "Rate exceeded");
            case InjectedFault.Error500: throw new WireFault(asked.Service == "ecs" ? "ServerException" : "InternalFailure", "Service Unavailable. Please try again later.", 500);
            case InjectedFault.Denied: throw new WireFault("AccessDeniedException", $"User: arn:aws:iam::{SimulatedWorld.Account}:user/{signature.AccessKey} is not authorized to perform: {asked.Service}:{asked.Operation} because no identity-based policy allows the {asked.Service}:{asked.Operation} action", refused);
            case InjectedFault.Expired: throw new WireFault("ExpiredTokenException", "The security token included in the request is expired", refused);
            case InjectedFault.LimitExceeded: throw new WireFault("LimitExceededException", "You have reached the maximum number of resources that can be created.");
            case InjectedFault.ResetBefore: Reset(context); throw new OperationCanceledException(context.RequestAborted);
            case InjectedFault.Timeout: await Task.Delay(Timeout.Infinite, context.RequestAborted); break;
            default: break;
        }
    }

    private async Task SendAsync(HttpContext context, WireProtocol protocol, string? struck, Shape answer)
    {
        if (struck == InjectedFault.ResetAfter)
        {
            Reset(context);
            return;
        }

        var bytes = protocol.Write(answer, Identify(context));
        if (struck == InjectedFault.Malformed)
            bytes = bytes[..(bytes.Length / 2)];
        protocol.AddHeaders(context.Response.Headers, null);
        context.Response.ContentType = protocol.ContentType;
        context.Response.ContentLength = bytes.Length;
        if (struck == InjectedFault.Slow)
            await TrickleAsync(context, bytes);
        else
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private async Task TrickleAsync(HttpContext context, byte[] bytes)
    {
        const int Pieces = 10;
        foreach (var piece in bytes.Chunk(Math.Max(1, (bytes.Length + Pieces - 1) / Pieces)))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, context.RequestAborted);
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task StreamAsync(HttpContext context, IAsyncEnumerable<byte[]> frames)
    {
        Identify(context);
        context.Response.ContentType = "application/vnd.amazon.eventstream";
        try
        {
            await foreach (var frame in frames)
            {
                await context.Response.Body.WriteAsync(frame, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (IOException)
        {
            Reset(context);
        }
    }

    private static async Task SendFaultAsync(HttpContext context, WireProtocol protocol, WireFault fault)
    {
        var bytes = protocol.WriteFault(fault, Identify(context));
        context.Response.StatusCode = fault.Status;
        context.Response.ContentType = protocol.ContentType;
        context.Response.Headers["x-amzn-ErrorType"] = fault.Code;
        protocol.AddHeaders(context.Response.Headers, fault);
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static string Identify(HttpContext context)
    {
        var id = Guid.NewGuid().ToString();
        context.Response.Headers["x-amzn-RequestId"] = id;
        return id;
    }

    /// <summary>A reset as the network makes it, not a polite end of the connection.</summary>
    private static void Reset(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            socket.LingerState = new LingerOption(true, 0);
        context.Abort();
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        if (request.Headers.ContentEncoding == "gzip")
        {
            await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress);
            await unpacked.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        }
        else
        {
            await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        }

        return bytes.ToArray();
    }
}
