using System.Text;
using Amazon.Runtime;

namespace Dashboard.Aws;

/// <summary>Limits and counts every single attempt, below the SDK's retries.</summary>
internal sealed class MeteredHandler(AwsTarget target, CallMeter meter, TimeSpan limit, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = CallScope.Operation ?? "unknown";
        var sentAt = meter.Sent(target.Name, operation, await MetricsAsync(request, operation));
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(limit);
        try
        {
            var response = await base.SendAsync(request, attempt.Token);
            meter.Answered(sentAt, response.Headers.Date);
            if (IsEventStream(response))
                return response;

            // The SDK reads the body without a time limit of its own; read here, a body that trickles ends with the attempt.
            await response.Content.LoadIntoBufferAsync(attempt.Token);
            if (await IsThrottleAsync(response))
                meter.Throttled(target.Name, operation);
            return response;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No complete answer within {limit.TotalSeconds:0.##} s");
        }
    }

    private static bool IsEventStream(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType == "application/vnd.amazon.eventstream";

    private static async Task<bool> IsThrottleAsync(HttpResponseMessage response)
    {
        if ((int)response.StatusCode is 429)
            return true;
        if ((int)response.StatusCode is not (400 or 503))
            return false;
        var body = await response.Content.ReadAsStringAsync();
        return body.Contains("Throttl", StringComparison.Ordinal) || body.Contains("TooManyRequests", StringComparison.Ordinal) || body.Contains("RequestLimitExceeded", StringComparison.Ordinal);
    }

    // JSON and CBOR both spell the member out, once for each metric.
    private static async Task<int> MetricsAsync(HttpRequestMessage request, string operation) =>
        operation == "cloudwatch:GetMetricData" && request.Content is { } content
            ? Encoding.UTF8.GetString(await content.ReadAsByteArrayAsync()).Split("MetricStat").Length - 1
            : 0;
}

/// <summary>Hands the SDK one HTTP client for all of a target's AWS clients of a kind.</summary>
internal sealed class MeteredHttpClients(HttpClient client) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
