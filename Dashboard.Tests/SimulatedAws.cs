using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dashboard.Simulator;

namespace Dashboard.Tests;

/// <summary>The simulated AWS on a free loopback port, on the test's clock. Dispose ends it.</summary>
internal sealed class SimulatedAws : IAsyncDisposable
{
    private readonly SimulatorHost host;

    private SimulatedAws(SimulatorHost host)
    {
        this.host = host;
        Http = new HttpClient { BaseAddress = host.Uri, Timeout = TimeSpan.FromSeconds(30) };
    }

    public Uri Uri => host.Uri;
    public SimulatedWorld World => host.World;

    /// <summary>As in <c>aws.Faults.Add(new InjectedFault("ecs:UpdateService", InjectedFault.Denied))</c>.</summary>
    public InjectedFaults Faults => host.Faults;

    /// <summary>The accepted mutations so far, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Ledger => host.Ledger.Entries;
    public HttpClient Http { get; }

    public static async Task<SimulatedAws> StartAsync(TimeProvider? time = null, SimulatorOptions? options = null) =>
        new(await SimulatorHost.StartAsync(options ?? new SimulatorOptions(), time ?? TimeProvider.System, TestContext.Current.CancellationToken));

    /// <summary>A raw awsJson call; <paramref name="target"/> as in <c>AmazonEC2ContainerServiceV20141113.ListClusters</c>.</summary>
    public async Task<(int Status, JsonElement Body)> CallAsync(string target, object request, string region = SimulatedWorld.Production)
    {
        using var answer = await SendAsync(target, request, region);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, JsonElement.Parse(text));
    }

    public Task<HttpResponseMessage> SendAsync(string target, object request, string region = SimulatedWorld.Production)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new StringContent(JsonSerializer.Serialize(request), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/x-amz-json-1.1")),
        };
        message.Headers.Add("X-Amz-Target", target);
        Sign(message, region);
        return Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public static void Sign(HttpRequestMessage message, string region = SimulatedWorld.Production) =>
        message.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=AKIATEST/20260131/{region}/any/aws4_request, SignedHeaders=host, Signature=00");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.DisposeAsync();
    }
}
