using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Dashboard.Tests.Bench;

/// <summary>How few calls could have asked for the same in the same rounds: what this process asks ECS for in batches is counted, and what has no batches has no fewer.</summary>
/// <remarks>A round is what is asked for of one cluster within two seconds of the clock. The limits are those of the API reference of each operation.</remarks>
internal sealed class FewestCalls : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Service = "AmazonEC2ContainerServiceV20141113.";
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, (string Items, int Most)> Batches = new()
    {
        ["DescribeServices"] = ("services", 10), ["DescribeTasks"] = ("tasks", 100), ["DescribeServiceDeployments"] = ("serviceDeploymentArns", 20), ["DescribeServiceRevisions"] = ("serviceRevisionArns", 20),
    };

    private readonly ConcurrentDictionary<(string Operation, string Place, long Round), (int Calls, int Items)> asked = new();
    private readonly TimeProvider time;
    private readonly IDisposable all;
    private IDisposable? http;

    public FewestCalls(TimeProvider time)
    {
        this.time = time;
        all = DiagnosticListener.AllListeners.Subscribe(this);
    }

    /// <summary>Calls in batches since the time, and how few would have done.</summary>
    public (int Calls, int Fewest) Since(DateTimeOffset from)
    {
        var counted = asked.Where(one => one.Key.Round >= from.Ticks / Round.Ticks).ToList();
        return (counted.Sum(one => one.Value.Calls), counted.Sum(one => (one.Value.Items + Batches[one.Key.Operation].Most - 1) / Batches[one.Key.Operation].Most));
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "HttpHandlerDiagnosticListener")
            http = value.Subscribe(this, name => name.StartsWith("System.Net.Http.HttpRequestOut", StringComparison.Ordinal));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != "System.Net.Http.HttpRequestOut.Start" || value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is not HttpRequestMessage request)
            return;
        if (!request.Headers.TryGetValues("X-Amz-Target", out var targets) || targets.First() is var target && !target.StartsWith(Service, StringComparison.Ordinal) || !Batches.TryGetValue(target[Service.Length..], out var batch))
            return;
        using var body = JsonDocument.Parse(request.Content!.ReadAsStream());
        var cluster = body.RootElement.TryGetProperty("cluster", out var named) ? named.GetString() : "";
        var key = (target[Service.Length..], $"{request.RequestUri!.Host} {request.Headers.Authorization?.Parameter?.Split('/')[2]} {cluster}", time.GetUtcNow().Ticks / Round.Ticks);
        var items = body.RootElement.GetProperty(batch.Items).GetArrayLength();
        asked.AddOrUpdate(key, (1, items), (_, before) => (before.Calls + 1, before.Items + items));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        http?.Dispose();
        all.Dispose();
    }
}
