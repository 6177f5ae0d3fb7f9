using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.BadInput;

/// <summary>An endpoint that calls itself AWS: it answers as the simulated one, but some services have names that AWS would not allow, and every free text ends with a piece of the corpus.</summary>
internal sealed class HostileAws : IAsyncDisposable
{
    /// <summary>Services by what they are called here. Requests are asked of the simulated AWS under the name that it knows.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["checkout"] = $"\"><img src=x onerror=\"window.{Corpus.Canary}=1\">",
        ["storefront"] = "=cmd|'calc'!A1\u202e\r\n",
        ["catalog"] = "..%2f{0}\u001b[31m&lt;b&gt;",
        ["payments"] = "../../javascript:x",
    };

    private static readonly HashSet<string> FreeText = new(StringComparer.OrdinalIgnoreCase)
    {
        "message", "reason", "stoppedReason", "statusReason", "rolloutStateReason", "AlarmDescription", "StateReason", "value", "description", "healthStatus", "createdBy", "startedBy", "availabilityZone", "launchType", "platformVersion", "image", "resourceId", "cause", "logStreamName",
    };

    private readonly SimulatedAws aws;
    private readonly WebApplication site;
    private readonly string[] pieces = [.. Corpus.All.Where(text => text.Length is > 0 and < 600)];
    private int used;

    private HostileAws(SimulatedAws aws, WebApplication site) => (this.aws, this.site) = (aws, site);

    public Uri Uri => new(site.Urls.First());

    public static async Task<HostileAws> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var hostile = new HostileAws(await SimulatedAws.StartAsync(time), builder.Build());
        hostile.site.Run(hostile.AnswerAsync);
        await hostile.site.StartAsync(TestContext.Current.CancellationToken);
        return hostile;
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await aws.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.Path + http.Request.QueryString) { Content = new ByteArrayContent(Mapped(body.ToArray(), http.Request.ContentType, (_, text) => Named(text, isBack: true))) };
        foreach (var (name, values) in http.Request.Headers.Where(header => header.Key is not ("Host" or "Content-Length")))
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        using var answer = await aws.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var (name, values) in answer.Headers.Where(header => header.Key.StartsWith("x-amz", StringComparison.OrdinalIgnoreCase)))
            http.Response.Headers[name] = values.ToArray();
        if (http.Response.ContentType?.Contains("json", StringComparison.Ordinal) != true)
        {
            await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
            return;
        }

        await http.Response.Body.WriteAsync(Mapped(await answer.Content.ReadAsByteArrayAsync(http.RequestAborted), http.Response.ContentType, Soiled), http.RequestAborted);
    }

    private string Soiled(string? name, string text) =>
        Named(text, isBack: false) + (name is not null && FreeText.Contains(name) ? " " + pieces[(uint)Interlocked.Increment(ref used) % pieces.Length] : "");

    private static string Named(string text, bool isBack) =>
        Names.Aggregate(text, (current, pair) => isBack ? current.Replace(pair.Value, pair.Key, StringComparison.Ordinal) : current.Replace(pair.Key, pair.Value, StringComparison.Ordinal));

    private static byte[] Mapped(byte[] body, string? type, Func<string?, string, string> map)
    {
        if (body.Length == 0 || type?.Contains("json", StringComparison.Ordinal) != true || JsonNode.Parse(body) is not { } json)
            return body;
        return JsonSerializer.SerializeToUtf8Bytes(Mapped(json, null, map));
    }

    private static JsonNode? Mapped(JsonNode? node, string? name, Func<string?, string, string> map) => node switch
    {
        JsonObject all => new JsonObject(all.Select(pair => KeyValuePair.Create(pair.Key, Mapped(pair.Value, pair.Key, map)))),
        JsonArray all => new JsonArray([.. all.Select(one => Mapped(one, name, map))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(map(name, text)),
        _ => node?.DeepClone(),
    };
}
