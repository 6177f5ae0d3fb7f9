using Dashboard.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Simulator;

public sealed class WireLimitTests
{
    private const string Ecs = "AmazonEC2ContainerServiceV20141113.";
    private const string CloudWatch = "GraniteServiceVersion20100801.";

    [Fact]
    public async Task Eleven_services_are_one_too_many()
    {
        await using var aws = await SimulatedAws.StartAsync();

        var (status, body) = await aws.CallAsync(Ecs + "DescribeServices", new { cluster = "shop", services = Enumerable.Repeat("checkout", 11) });

        Assert.Equal((400, "InvalidParameterException"), (status, body.GetProperty("__type").GetString()));
    }

    [Theory]
    [InlineData("arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop/cart:*", null, null)]
    [InlineData("/ecs/shop/cart", null, null)]
    [InlineData("arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop/cart", "cart/cart/1", "cart")]
    public async Task Live_Tail_refuses_what_AWS_refuses(string group, string? stream, string? prefix)
    {
        await using var aws = await SimulatedAws.StartAsync();

        var (status, body) = await aws.CallAsync("Logs_20140328.StartLiveTail", new { logGroupIdentifiers = new[] { group }, logStreamNames = Some(stream), logStreamNamePrefixes = Some(prefix) });

        Assert.Equal((400, "InvalidParameterException"), (status, body.GetProperty("__type").GetString()));

        static string[] Some(string? text) => text is null ? [] : [text];
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_a_failure_beside_the_others()
    {
        await using var aws = await SimulatedAws.StartAsync();

        var (status, body) = await aws.CallAsync(Ecs + "DescribeServices", new { cluster = "shop", services = new[] { "checkout", "nowhere" } });

        Assert.Equal(200, status);
        Assert.Equal("checkout", body.GetProperty("services")[0].GetProperty("serviceName").GetString());
        Assert.Equal("MISSING", body.GetProperty("failures")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Tags_come_only_when_they_are_included()
    {
        await using var aws = await SimulatedAws.StartAsync();

        var (_, without) = await aws.CallAsync(Ecs + "DescribeServices", new { cluster = "shop", services = new[] { "checkout" } });
        var (_, with) = await aws.CallAsync(Ecs + "DescribeServices", new { cluster = "shop", services = new[] { "checkout" }, include = new[] { "TAGS" } });

        Assert.False(without.GetProperty("services")[0].TryGetProperty("tags", out var absent) && absent.GetArrayLength() > 0);
        Assert.NotEqual(0, with.GetProperty("services")[0].GetProperty("tags").GetArrayLength());
    }

    [Fact]
    public async Task Pages_follow_their_token_and_together_hold_everything_once()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var seen = new List<string?>();
        string? token = null;
        do
        {
            var (_, page) = await aws.CallAsync(Ecs + "ListServices", new { cluster = "shop", maxResults = 2, nextToken = token });
            Assert.InRange(page.GetProperty("serviceArns").GetArrayLength(), 1, 2);
            seen.AddRange(page.GetProperty("serviceArns").EnumerateArray().Select(arn => arn.GetString()));
            token = page.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);

        Assert.Equal(aws.World.In(SimulatedWorld.Production).Ecs.ListServices("shop").Order(), seen.Order());
    }

    [Fact]
    public async Task A_token_that_was_never_given_is_refused()
    {
        await using var aws = await SimulatedAws.StartAsync();

        var (status, body) = await aws.CallAsync(Ecs + "ListServices", new { cluster = "shop", nextToken = "bm9uc2Vuc2U=" });

        Assert.Equal((400, "InvalidParameterException"), (status, body.GetProperty("__type").GetString()));
    }

    [Fact]
    public async Task Metric_data_come_in_pages_of_the_datapoints_asked_for()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        object Ask(string? token) => new { StartTime = now - 1800, EndTime = now, MaxDatapoints = 20, NextToken = token, MetricDataQueries = new[] { Cpu("a"), Cpu("b") } };

        var (_, first) = await aws.CallAsync(CloudWatch + "GetMetricData", Ask(null));
        var points = first.GetProperty("MetricDataResults")[0].GetProperty("Values").GetArrayLength();

        Assert.Equal(20, points);
        Assert.Equal("PartialData", first.GetProperty("MetricDataResults")[0].GetProperty("StatusCode").GetString());
        var (_, second) = await aws.CallAsync(CloudWatch + "GetMetricData", Ask(first.GetProperty("NextToken").GetString()));
        Assert.Equal(["a", "b"], second.GetProperty("MetricDataResults").EnumerateArray().Select(result => result.GetProperty("Id").GetString()));
    }

    [Fact]
    public async Task Five_hundred_and_one_queries_are_one_too_many()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        var (status, body) = await aws.CallAsync(CloudWatch + "GetMetricData", new { StartTime = now - 60, EndTime = now, MetricDataQueries = Enumerable.Range(0, 501).Select(at => Cpu("m" + at)) });

        Assert.Equal((400, "ValidationError"), (status, body.GetProperty("__type").GetString()));
    }

    [Fact]
    public async Task A_drained_bucket_throttles_and_fills_again_with_the_clock()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var aws = await SimulatedAws.StartAsync(clock);
        async Task<int> AskAsync() => (await aws.CallAsync(CloudWatch + "DescribeAlarms", new { MaxRecords = 1 })).Status;
        for (var call = 0; call < 9; call++)
            Assert.Equal(200, await AskAsync());

        var (status, body) = await aws.CallAsync(CloudWatch + "DescribeAlarms", new { MaxRecords = 1 });
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((400, "ThrottlingException"), (status, body.GetProperty("__type").GetString()));
        Assert.Equal(200, await AskAsync());
    }

    private static object Cpu(string id) => new
    {
        Id = id,
        MetricStat = new
        {
            Metric = new { Namespace = "AWS/ECS", MetricName = "CPUUtilization", Dimensions = new[] { new { Name = "ClusterName", Value = "shop" }, new { Name = "ServiceName", Value = "checkout" } } },
            Period = 60,
            Stat = "Average",
        },
    };
}
