using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Bench;

/// <summary>A signed-in person's tab without a browser: opens a page, starts its circuit and acknowledges every render batch.</summary>
internal sealed partial class Viewer : IAsyncDisposable
{
    private readonly HubConnection hub;
    private readonly SignedIn person;
    private readonly Action<byte[]>? rendered;
    private readonly BlazorPack protocol;
    private int batches;

    private string circuit = "";

    private Viewer(HubConnection hub, BlazorPack protocol, SignedIn person, Action<byte[]>? rendered) => (this.hub, this.protocol, this.person, this.rendered) = (hub, protocol, person, rendered);

    public int Batches => Volatile.Read(ref batches);

    /// <summary>Of all messages that came, with the hub protocol's own.</summary>
    public long Bytes => protocol.Bytes;

    /// <param name="rendered">Gets each render batch as it comes.</param>
    public static async Task<Viewer> OpenAsync(SignedIn person, string path, Action<byte[]>? rendered = null)
    {
        var page = new Uri(person.Server, path);
        var html = await person.Http.GetStringAsync(page);
        var markers = Marker().Matches(html).Select(match => JsonSerializer.Deserialize<JsonElement>(match.Groups[1].Value)).ToArray();
        if (markers.Length == 0)
            throw new InvalidOperationException($"{page} holds no interactive component; was the sign-in refused?");

        var builder = new HubConnectionBuilder().WithUrl(new Uri(person.Server, "/_blazor"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.Cookies = person.Cookies;
            options.Headers["Origin"] = person.Server.GetLeftPart(UriPartial.Authority);
        });
        var protocol = new BlazorPack();
        builder.Services.AddSingleton<IHubProtocol>(protocol);
        var viewer = new Viewer(builder.Build(), protocol, person, rendered);
        await viewer.StartAsync(person.Server, page, markers, State().Match(html).Groups[1].Value);
        return viewer;
    }

    private async Task StartAsync(Uri server, Uri page, JsonElement[] markers, string state)
    {
        hub.On<long, byte[]>("JS.RenderBatch", (id, batch) =>
        {
            rendered?.Invoke(batch);
            Interlocked.Increment(ref batches);
            return hub.SendAsync("OnRenderCompleted", id, null);
        });
        // .NET 10 sends six arguments; result type 1 wants a reference to a JavaScript object.
        hub.On<long, string, string, int, long, int>("JS.BeginInvokeJS", async (handle, function, _, resultType, _, _) =>
        {
            var result = resultType == 1 ? $"{{\"__jsObjectId\":{handle}}}" : function == "dashboard.attend" ? "\"UTC\"" : "null";
            await hub.SendAsync("EndInvokeJSFromDotNet", handle, true, $"[{handle},true,{result}]");
        });
        hub.On<string>("JS.Error", error => Console.Error.WriteLine($"circuit error: {error}"));
        await hub.StartAsync();
        circuit = await hub.InvokeAsync<string>("StartCircuit", server.ToString(), page.ToString(), "[]", "");
        var operations = markers.Where(marker => marker.TryGetProperty("type", out _)).Select((marker, index) => new { type = "add", ssrComponentId = index + 1, marker });
        await hub.SendAsync("UpdateRootComponents", JsonSerializer.Serialize(new { batchId = 1, operations }), state);
    }

    /// <summary>As when the network goes away: the circuit stays for a while.</summary>
    public Task DropAsync() => hub.DisposeAsync().AsTask();

    /// <summary>As a browser does that closes the tab: the circuit ends at once instead of waiting for the tab to come back.</summary>
    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        using var leaving = new HttpRequestMessage(HttpMethod.Post, "/_blazor/disconnect") { Content = new MultipartFormDataContent { { new StringContent(circuit), "circuitId" } } };
        leaving.Headers.Add("Origin", person.Server.GetLeftPart(UriPartial.Authority));
        using var answer = await person.Http.SendAsync(leaving);
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex("<!--Blazor:({.*?})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();

    /// <summary>MessagePack under the name that Blazor's hub answers to.</summary>
    private sealed class BlazorPack : IHubProtocol
    {
        private readonly MessagePackHubProtocol inner = new();
        private long bytes;

        public long Bytes => Interlocked.Read(ref bytes);

        public string Name => "blazorpack";

        public int Version => 1;

        public TransferFormat TransferFormat => inner.TransferFormat;

        public bool IsVersionSupported(int version) => version == Version;

        public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

        public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

        public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
        {
            var before = input.Length;
            var parsed = inner.TryParseMessage(ref input, binder, out message);
            Interlocked.Add(ref bytes, before - input.Length);
            return parsed;
        }
    }
}

/// <summary>A demo person's HTTP session.</summary>
internal sealed partial class SignedIn : IDisposable
{
    private SignedIn(Uri server)
    {
        Server = server;
        Http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = server };
    }

    public Uri Server { get; }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    /// <summary>For a server that asks nobody who they are.</summary>
    public static SignedIn AsNobody(Uri server) => new(server);

    /// <param name="person">The value of the demo person's button on the sign-in page.</param>
    public static async Task<SignedIn> AsAsync(Uri server, string person)
    {
        var session = new SignedIn(server);
        var html = await session.Http.GetStringAsync("/sign-in");
        var form = Form().Matches(html).First(form => form.Value.Contains($"value=\"{person}\"", StringComparison.Ordinal)).Value;
        var fields = Field().Matches(form).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        var action = Action().Match(form).Groups[1].Value;
        using var answer = await session.Http.PostAsync(action, new FormUrlEncodedContent(fields));
        answer.EnsureSuccessStatusCode();
        return session;
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("name=\"([^\"]+)\"[^>]*?value=\"([^\"]*)\"")]
    private static partial Regex Field();

    [GeneratedRegex("action=\"([^\"]*)\"")]
    private static partial Regex Action();
}
