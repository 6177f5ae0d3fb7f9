using Amazon.CloudWatch.Model;
using Amazon.ECS.Model;
using Dashboard.Aws;
using Dashboard.Live;
using Microsoft.AspNetCore.Http;
using Task = System.Threading.Tasks.Task;

namespace Dashboard.Tests.Aws;

public sealed class TargetClientsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_throttled_read_is_tried_again_and_every_attempt_is_counted()
    {
        await using var aws = await FakeAws.StartAsync((context, number) => number == 1
            ? FakeAws.WriteAsync(context, """{"__type":"ThrottlingException","message":"Rate exceeded"}""", 400)
            : FakeAws.WriteAsync(context, """{"clusterArns":["a"]}"""));

        var answer = await ListClustersAsync(aws);

        Assert.Null(answer.Fault);
        Assert.Equal(["a"], answer.Value!.ClusterArns);
        var row = Assert.Single(aws.Meter.Read().Rows);
        Assert.Equal(("production", "ecs:ListClusters", new Tally(2, 1, 0)), (row.Target, row.Operation, row.Tally));
    }

    [Fact]
    public async Task A_read_that_stays_throttled_is_a_fault_with_the_request_id()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"__type":"ThrottlingException","message":"Rate exceeded"}""", 400));

        var fault = (await ListClustersAsync(aws)).Fault;

        Assert.Equal(FaultKind.Throttled, fault!.Kind);
        Assert.Equal("request-1", fault.RequestId);
        Assert.Equal("ecs:ListClusters", fault.Operation);
        Assert.Equal(2, aws.Requests.Count);
    }

    [Fact]
    public async Task A_question_that_was_wrong_does_not_make_the_target_unreadable()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"__type":"InvalidParameterException","message":"bad"}""", 400));

        var answer = await ListClustersAsync(aws);

        Assert.Equal(FaultKind.Invalid, answer.Fault!.Kind);
        Assert.Null(aws.Clients.Fault);
        Assert.NotNull(aws.Clients.AnsweredAt);
    }

    [Theory]
    [InlineData("AccessDeniedException", 400, FaultKind.Denied)]
    [InlineData("ExpiredTokenException", 400, FaultKind.Expired)]
    [InlineData("ClusterNotFoundException", 400, FaultKind.NotFound)]
    [InlineData("UnsupportedFeatureException", 400, FaultKind.Unsupported)]
    [InlineData("UnknownOperationException", 404, FaultKind.Unsupported)]
    [InlineData("InvalidParameterException", 400, FaultKind.Invalid)]
    [InlineData("ServerException", 500, FaultKind.Unreachable)]
    public async Task Each_kind_of_refusal_is_told_apart(string code, int status, FaultKind expected)
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always($$"""{"__type":"{{code}}","message":"no"}""", status));

        var fault = (await UpdateAsync(aws)).Fault;

        Assert.Equal(expected, fault!.Kind);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_leaves_the_outcome_unknown()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"service": {"""));

        var fault = (await UpdateAsync(aws)).Fault;

        Assert.Equal(FaultKind.Unreachable, fault!.Kind);
        Assert.Single(aws.Requests);
    }

    [Fact]
    public async Task An_order_is_sent_once_even_when_the_connection_is_reset()
    {
        await using var aws = await FakeAws.StartAsync(async (context, number) =>
        {
            if (number == 1)
                await FakeAws.WriteAsync(context, "{}");
            else
                context.Abort();
        });

        // The second order goes out on a pooled connection, which is where SDKs and sockets like to resend.
        Assert.Null((await UpdateAsync(aws)).Fault);
        var fault = (await UpdateAsync(aws)).Fault;

        Assert.Equal(FaultKind.Unreachable, fault!.Kind);
        Assert.Equal(2, aws.Requests.Count);
    }

    [Fact]
    public async Task A_read_is_sent_again_after_a_reset()
    {
        await using var aws = await FakeAws.StartAsync(async (context, number) =>
        {
            if (number == 1)
                context.Abort();
            else
                await FakeAws.WriteAsync(context, """{"clusterArns":[]}""");
        });

        Assert.Null((await ListClustersAsync(aws)).Fault);
    }

    [Fact]
    public async Task A_body_that_trickles_ends_with_the_attempt()
    {
        var limits = new AwsTimeLimits { ReadAttempt = TimeSpan.FromMilliseconds(200), Read = TimeSpan.FromMilliseconds(500) };
        await using var aws = await FakeAws.StartAsync(async (context, _) =>
        {
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }, limits);

        var fault = (await ListClustersAsync(aws)).Fault;

        Assert.Equal(FaultKind.Unreachable, fault!.Kind);
        Assert.Contains("no answer in time", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_nobody_serves_is_unreachable()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("{}"));
        var clients = aws.ClientsFor(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = new Uri("http://127.0.0.1:1") });

        var answer = await clients.AskAsync("ecs:ListClusters", cancel => clients.Ecs.ListClustersAsync(new ListClustersRequest(), cancel), Cancel);

        Assert.Equal(FaultKind.Unreachable, answer.Fault!.Kind);
    }

    [Fact]
    public async Task The_caller_s_own_cancellation_is_no_fault()
    {
        await using var aws = await FakeAws.StartAsync((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        using var mine = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => aws.Clients.AskAsync("ecs:ListClusters", cancel => aws.Clients.Ecs.ListClustersAsync(new ListClustersRequest(), cancel), mine.Token));
        Assert.Null(aws.Clients.Fault);
    }

    [Fact]
    public async Task A_bug_in_the_caller_is_thrown_and_not_turned_into_a_fault()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("{}"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => aws.Clients.AskAsync<string>("ecs:ListClusters", _ => throw new InvalidOperationException("bug"), Cancel));
    }

    [Fact]
    public async Task Each_metric_that_is_asked_for_is_counted_because_it_is_charged()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"MetricDataResults":[]}"""));
        var request = new GetMetricDataRequest
        {
            MetricDataQueries = [Query("a"), Query("b"), new MetricDataQuery { Id = "sum", Expression = "a + b" }],
        };

        await aws.Clients.AskAsync("cloudwatch:GetMetricData", cancel => aws.Clients.CloudWatch.GetMetricDataAsync(request, cancel), Cancel);

        Assert.Equal(2, aws.Meter.Read().Total.Metrics);
    }

    private static MetricDataQuery Query(string id) =>
        new() { Id = id, MetricStat = new MetricStat { Metric = new Metric { MetricName = "CPUUtilization", Namespace = "AWS/ECS" }, Period = 60, Stat = "Average" } };

    private static Task<Answer<ListClustersResponse>> ListClustersAsync(FakeAws aws) =>
        aws.Clients.AskAsync("ecs:ListClusters", cancel => aws.Clients.Ecs.ListClustersAsync(new ListClustersRequest(), cancel), Cancel);

    private static Task<Answer<UpdateServiceResponse>> UpdateAsync(FakeAws aws) =>
        aws.Clients.AskAsync("ecs:UpdateService", cancel => aws.Clients.OwnSession().Ecs.UpdateServiceAsync(new UpdateServiceRequest { Service = "checkout" }, cancel), Cancel);
}
