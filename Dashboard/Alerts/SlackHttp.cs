using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>One answer of Slack, or why there is none.</summary>
/// <param name="Failure">Set where no usable answer came; the other members are then empty.</param>
internal readonly record struct SlackAnswer(int Status, string Body, SendResult? Failure);

/// <summary>Posts once: to public addresses only, over TLS, following no redirect, for a limited time.</summary>
internal sealed class SlackHttp : IDisposable
{
    private const int LongestAnswer = 64 * 1024;
    private static readonly HttpRequestOptionsKey<bool> Connected = new("connected");
    private readonly HttpClient http;
    private readonly AlertsOptions options;

    public SlackHttp(IOptions<AlertsOptions> options)
    {
        this.options = options.Value;

        // A connection for each request, because .NET sends again what fails on one that had gone stale.
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.Zero,

            // A webhook's path is its secret, and a trace would name it.
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
        })
        { MaxResponseContentBufferSize = LongestAnswer, Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<SlackAnswer> PostAsync(Uri address, object payload, string? token, CancellationToken cancel)
    {
        using var json = new StringContent(JsonSerializer.Serialize(payload), Encoding.UTF8, "application/json");
        return await PostAsync(address, json, token, cancel);
    }

    public async Task<SlackAnswer> PostAsync(Uri address, HttpContent content, string? token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.TimeLimit);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
            return Read((int)response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token), response.Headers.RetryAfter);
        }
        catch (OperationCanceledException)
        {
            return Fail(request, "Slack did not answer in time");
        }
        catch (NotPublicException refused)
        {
            return new SlackAnswer(0, "", new SendResult(SendOutcome.NotSent, Problem: refused.Message));
        }
        catch (HttpRequestException error) when (error.InnerException is NotPublicException refused)
        {
            return new SlackAnswer(0, "", new SendResult(SendOutcome.NotSent, Problem: refused.Message));
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return new SlackAnswer(0, "", new SendResult(SendOutcome.NotSent, Problem: $"Slack cannot be reached: {error.Message.TrimEnd('.')}."));
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidOperationException)
        {
            return Fail(request, $"the connection to Slack broke ({error.Message.TrimEnd('.')})");
        }
    }

    public void Dispose() => http.Dispose();

    private static SlackAnswer Read(int status, string body, RetryConditionHeaderValue? retryAfter) => status switch
    {
        429 => new SlackAnswer(status, "", new SendResult(SendOutcome.NotSent, Problem: "Slack limits the rate of messages (HTTP 429).", RetryAfter: retryAfter?.Delta ?? TimeSpan.FromSeconds(30))),
        >= 300 and < 400 => new SlackAnswer(status, "", new SendResult(SendOutcome.NotSent, Problem: $"Slack's address answered with a redirect (HTTP {status}), which is not followed.")),

        // Slack may have done it before it failed: https://docs.slack.dev/reference/methods/chat.postMessage#errors, fatal_error.
        500 or 502 or 504 => new SlackAnswer(status, "", new SendResult(SendOutcome.Unknown, Problem: $"It is not known whether it arrived: Slack answered HTTP {status}.")),
        >= 500 => new SlackAnswer(status, "", new SendResult(SendOutcome.NotSent, Problem: $"Slack answered HTTP {status}.")),
        _ => new SlackAnswer(status, body, null),
    };

    // Before there was a connection nothing can have arrived.
    private static SlackAnswer Fail(HttpRequestMessage request, string what) => request.Options.TryGetValue(Connected, out _)
        ? new SlackAnswer(0, "", new SendResult(SendOutcome.Unknown, Problem: $"It is not known whether it arrived: {what}."))
        : new SlackAnswer(0, "", new SendResult(SendOutcome.NotSent, Problem: $"Not sent: {what}."));

    // The address that was looked at is the one connected to; a second look could find another.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        if (addresses.FirstOrDefault(address => !PublicAddress.IsPublic(address) && !(options.AllowLoopback && IPAddress.IsLoopback(address))) is not null)
            throw new NotPublicException($"Not sent: {context.DnsEndPoint.Host} leads to a private address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            context.InitialRequestMessage.Options.Set(Connected, true);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class NotPublicException(string message) : IOException(message);
}
