using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Ui;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics;

public sealed class MetricSourceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpanUtc FiveMinutes = new(Noon, Noon.AddMinutes(5));
    private static readonly List<(ServiceMetric Metric, MetricQuery Query)> Queries = [.. MetricQueries.Of(Service())];

    private static Task<MetricAnswers> ReadAsync(FakeCloudWatch cloud, int services = 1) =>
        cloud.Source.ReadAsync("production", [.. Enumerable.Range(0, services).SelectMany(index => MetricQueries.Of(services == 1 ? Service() : Service($"s{index}"))).Select(asked => asked.Query)], FiveMinutes, Minute, TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_thousand_metrics_are_two_calls()
    {
        await using var cloud = await FakeCloudWatch.StartAsync();

        await ReadAsync(cloud, services: 100);

        Assert.Equal([500, 500], cloud.Asked.Select(call => call["MetricDataQueries"]!.AsArray().Count));
    }

    [Fact]
    public async Task All_pages_of_an_answer_are_read()
    {
        await using var cloud = await FakeCloudWatch.StartAsync();
        cloud.PageSize = 4;

        var (values, fault) = (await ReadAsync(cloud)).Of(Queries);

        Assert.Null(fault);
        Assert.Equal(3, cloud.Asked.Count());
        Assert.Equal(10, values.Count);
        Assert.All(values.Values, points => Assert.Equal(5, points.Count));
    }

    [Fact]
    public async Task A_metric_without_datapoints_is_empty_and_no_fault()
    {
        await using var cloud = await FakeCloudWatch.StartAsync();
        cloud.Value = name => name == "HTTPCode_Target_5XX_Count" ? null : 1;

        var (values, fault) = (await ReadAsync(cloud)).Of(Queries);

        Assert.Null(fault);
        Assert.Empty(values[ServiceMetric.TargetErrors]);
    }

    [Theory]
    [InlineData("Forbidden", FaultKind.Denied)]
    [InlineData("InternalError", FaultKind.Unreachable)]
    [InlineData("PartialData", FaultKind.Unreachable)]
    public async Task A_result_that_is_not_complete_is_a_fault_beside_the_others(string status, FaultKind kind)
    {
        await using var cloud = await FakeCloudWatch.StartAsync();
        cloud.Status = name => name == "RequestCount" ? status : "Complete";

        var (values, fault) = (await ReadAsync(cloud)).Of(Queries);

        Assert.Equal(kind, fault!.Kind);
        Assert.Contains("RequestCount", fault.Message, StringComparison.Ordinal);
        Assert.Equal(5, values[ServiceMetric.CpuPercent].Count);
    }

    [Fact]
    public async Task A_call_that_is_denied_is_the_fault_of_all_its_metrics()
    {
        await using var cloud = await FakeCloudWatch.StartAsync();
        cloud.Error = "AccessDeniedException";

        var (_, fault) = (await ReadAsync(cloud)).Of(Queries);

        Assert.Equal(FaultKind.Denied, fault!.Kind);
        Assert.Equal("cloudwatch:GetMetricData", fault.Operation);
    }
}
