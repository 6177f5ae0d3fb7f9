using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Aws;
using Dashboard.Metrics;
using Dashboard.Tests.Aws;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Metrics;

/// <summary>Answers GetMetricData over HTTP, one datapoint a period unless the test says otherwise.</summary>
internal sealed class FakeCloudWatch : IAsyncDisposable
{
    private FakeAws fake = default!;

    /// <summary>The value of every datapoint by metric name; null for a metric without datapoints.</summary>
    public Func<string, double?> Value { get; set; } = _ => 1;

    public Func<string, string> Status { get; set; } = _ => "Complete";

    /// <summary>How many results a page has.</summary>
    public int PageSize { get; set; } = 500;

    /// <summary>An error in place of every answer; null for answers.</summary>
    public string? Error { get; set; }

    /// <summary>Completes before an answer is given.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public MetricSource Source { get; private set; } = default!;

    public AwsClients Clients { get; private set; } = default!;

    /// <summary>The answer to DescribeScalingActivities.</summary>
    public string Activities { get; set; } = "{}";

    public IEnumerable<JsonNode> Asked
    {
        get
        {
            lock (fake.Requests)
                return [.. fake.Requests.Select(request => JsonNode.Parse(request.Body)!)];
        }
    }

    public static async Task<FakeCloudWatch> StartAsync(TimeProvider? time = null)
    {
        var cloud = new FakeCloudWatch();
        cloud.fake = await FakeAws.StartAsync(cloud.AnswerAsync);
        var options = Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = cloud.fake.Url });
        cloud.Clients = new AwsClients(new AwsTargets(options), options, new TestEnvironment(), new CallBudget(TimeProvider.System), cloud.fake.Meter, TimeProvider.System);
        cloud.Source = new MetricSource(cloud.Clients, time ?? TimeProvider.System);
        return cloud;
    }

    public ValueTask DisposeAsync() => fake.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, int _)
    {
        await Gate;
        if (Error is { } error)
        {
            await FakeAws.WriteAsync(context, JsonSerializer.Serialize(new Dictionary<string, string> { ["__type"] = error, ["message"] = "no" }), 400, "application/x-amz-json-1.0");
            return;
        }

        // Not by the request's number: two that come at once would see the same one.
        context.Request.Body.Position = 0;
        var request = (await JsonNode.ParseAsync(context.Request.Body))!;
        if (request["ServiceNamespace"] is not null)
        {
            await FakeAws.WriteAsync(context, Activities);
            return;
        }

        var skip = int.Parse(request["NextToken"]?.GetValue<string>() ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var queries = request["MetricDataQueries"]!.AsArray();
        var answer = new JsonObject
        {
            ["MetricDataResults"] = new JsonArray([.. queries.Skip(skip).Take(PageSize).Select(query => Result(query!, request))]),
            ["NextToken"] = skip + PageSize < queries.Count ? $"{skip + PageSize}" : null,
        };
        await FakeAws.WriteAsync(context, answer.ToJsonString(), contentType: "application/x-amz-json-1.0");
    }

    private JsonObject Result(JsonNode query, JsonNode request)
    {
        var name = query["MetricStat"]!["Metric"]!["MetricName"]!.GetValue<string>();
        var period = query["MetricStat"]!["Period"]!.GetValue<int>();
        var (from, to) = ((long)request["StartTime"]!.GetValue<double>(), (long)request["EndTime"]!.GetValue<double>());
        var times = new JsonArray();
        var values = new JsonArray();
        if (Value(name) is not null && Status(name) is "Complete" or "PartialData")
        {
            for (var at = from; at < to; at += period)
            {
                times.Add(at);
                values.Add(Value(name));
            }
        }

        return new JsonObject { ["Id"] = query["Id"]!.GetValue<string>(), ["Label"] = name, ["Timestamps"] = times, ["Values"] = values, ["StatusCode"] = Status(name) };
    }
}
