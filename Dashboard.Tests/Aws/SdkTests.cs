using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Task = System.Threading.Tasks.Task;

namespace Dashboard.Tests.Aws;

public sealed class SdkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_carries_the_operation_the_members_that_are_set_and_a_signature_for_the_Region()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"services":[]}"""));

        await aws.Clients.Ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = "shop", Services = ["checkout"], Include = ["TAGS"] }, Cancel);

        var sent = Assert.Single(aws.Requests);
        Assert.Equal("AmazonEC2ContainerServiceV20141113.DescribeServices", sent.Target);
        Assert.Equal("""{"services":["checkout"],"cluster":"shop","include":["TAGS"]}""", sent.Body);
        Assert.Contains("/eu-west-1/ecs/aws4_request", sent.Authorization, StringComparison.Ordinal);
        Assert.Equal("application/x-amz-json-1.1", sent.ContentType);
    }

    [Fact]
    public async Task What_the_service_leaves_out_is_null_and_what_it_sends_empty_is_empty()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"services":[{"serviceName":"checkout","events":[],"desiredCount":2}]}"""));

        var answer = await aws.Clients.Ecs.DescribeServicesAsync(new DescribeServicesRequest(), Cancel);

        var service = Assert.Single(answer.Services);
        Assert.Null(answer.Failures);
        Assert.Null(service.Deployments);
        Assert.Null(service.RunningCount);
        Assert.Empty(service.Events);
        Assert.Equal(2, service.DesiredCount);
        Assert.Equal("request-1", answer.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task Dates_are_UTC_constants_are_known_and_constants_from_the_future_survive()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""
            {"services":[{"createdAt":1769860800.123,"launchType":"FARGATE","schedulingStrategy":"LUNAR","deployments":[{"rolloutState":"IN_PROGRESS"}]}]}
            """));

        var service = (await aws.Clients.Ecs.DescribeServicesAsync(new DescribeServicesRequest(), Cancel)).Services[0];

        Assert.Equal(new DateTime(2026, 1, 31, 12, 0, 0, 123, DateTimeKind.Utc), service.CreatedAt);
        Assert.Equal(DateTimeKind.Utc, service.CreatedAt!.Value.Kind);
        Assert.Same(LaunchType.FARGATE, service.LaunchType);
        Assert.Equal("LUNAR", service.SchedulingStrategy.Value);
        Assert.Same(DeploymentRolloutState.IN_PROGRESS, service.Deployments[0].RolloutState);
    }

    [Fact]
    public async Task CloudWatch_keeps_its_capitals_and_counts_time_in_seconds()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"MetricDataResults":[{"Id":"a","StatusCode":"PartialData","Timestamps":[1769860800,1769860740],"Values":[1.5,2]}]}"""));
        var request = new GetMetricDataRequest
        {
            StartTime = new DateTime(2026, 1, 31, 11, 0, 0, DateTimeKind.Utc),
            EndTime = new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc),
            MetricDataQueries = [new MetricDataQuery { Id = "a", MetricStat = new MetricStat { Period = 60, Stat = "p95", Metric = new Metric { MetricName = "CPUUtilization" } } }],
        };

        var answer = await aws.Clients.CloudWatch.GetMetricDataAsync(request, Cancel);

        Assert.Equal("""{"MetricDataQueries":[{"Id":"a","MetricStat":{"Metric":{"MetricName":"CPUUtilization"},"Period":60,"Stat":"p95"}}],"StartTime":1769857200,"EndTime":1769860800}""", aws.Requests[0].Body);
        Assert.Equal("GraniteServiceVersion20100801.GetMetricData", aws.Requests[0].Target);
        Assert.Equal([1.5, 2], answer.MetricDataResults[0].Values);
        Assert.Same(StatusCode.PartialData, answer.MetricDataResults[0].StatusCode);
        Assert.Equal(new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc), answer.MetricDataResults[0].Timestamps[0]);
    }

    [Fact]
    public async Task An_order_that_AWS_answers_without_a_body_succeeds()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always(""));

        var answer = await aws.Clients.OwnSession().CloudWatch.PutMetricAlarmAsync(new PutMetricAlarmRequest { AlarmName = "cpu" }, Cancel);

        Assert.Equal(System.Net.HttpStatusCode.OK, answer.HttpStatusCode);
    }

    [Fact]
    public async Task Logs_count_some_times_as_long_milliseconds_and_make_others_dates()
    {
        await using var aws = await FakeAws.StartAsync((context, number) => FakeAws.WriteAsync(context, number == 1
            ? """{"events":[{"timestamp":1769860800123,"message":"m"}]}"""
            : """{"events":[{"timestamp":1769860800123,"message":"m"}]}"""));

        var filtered = await aws.Clients.Logs.FilterLogEventsAsync(new FilterLogEventsRequest { LogGroupName = "g", StartTime = 5 }, Cancel);
        var got = await aws.Clients.Logs.GetLogEventsAsync(new GetLogEventsRequest { StartTime = new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc) }, Cancel);

        Assert.Equal(1769860800123, filtered.Events[0].Timestamp);
        Assert.Equal("""{"logGroupName":"g","startTime":5}""", aws.Requests[0].Body);
        Assert.Equal(new DateTime(2026, 1, 31, 12, 0, 0, 123, DateTimeKind.Utc), got.Events[0].Timestamp);
        Assert.Equal("""{"startTime":1769860800000}""", aws.Requests[1].Body);
    }

    [Fact]
    public async Task Load_balancing_sends_a_form_and_reads_XML()
    {
        await using var aws = await FakeAws.StartAsync((context, _) => FakeAws.WriteAsync(context, """
            <DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeTargetHealthResult><TargetHealthDescriptions>
            <member><Target><Id>10.0.0.1</Id><Port>8080</Port></Target><TargetHealth><State>unhealthy</State><Reason>Target.Timeout</Reason></TargetHealth></member>
            </TargetHealthDescriptions></DescribeTargetHealthResult><ResponseMetadata><RequestId>r-9</RequestId></ResponseMetadata></DescribeTargetHealthResponse>
            """, contentType: "text/xml"));

        var answer = await aws.Clients.LoadBalancing.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = "arn:x/y", Targets = [new TargetDescription { Id = "i", Port = 1 }] }, Cancel);

        Assert.Equal("Action=DescribeTargetHealth&Version=2015-12-01&TargetGroupArn=arn%3Ax%2Fy&Targets.member.1.Id=i&Targets.member.1.Port=1", aws.Requests[0].Body);
        var health = Assert.Single(answer.TargetHealthDescriptions);
        Assert.Same(TargetHealthStateEnum.Unhealthy, health.TargetHealth.State);
        Assert.Equal(8080, health.Target.Port);
    }

    [Fact]
    public async Task XML_that_brings_entities_of_its_own_is_not_read()
    {
        await using var aws = await FakeAws.StartAsync((context, _) => FakeAws.WriteAsync(context, """
            <!DOCTYPE DescribeTargetHealthResponse [<!ENTITY state "unhealthy">]>
            <DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeTargetHealthResult/></DescribeTargetHealthResponse>
            """, contentType: "text/xml"));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => aws.Clients.LoadBalancing.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = "arn:x/y" }, Cancel));

        Assert.Contains("DTD is prohibited", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var aws = await FakeAws.StartAsync((context, number) =>
        {
            if (number > 1)
                return FakeAws.WriteAsync(context, """{"clusterArns":["a"]}""");
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });

        await Assert.ThrowsAnyAsync<Exception>(() => aws.Clients.Ecs.ListClustersAsync(new ListClustersRequest(), Cancel));

        Assert.Single(aws.Requests);
    }

    [Fact]
    public async Task A_page_follows_the_page_before_by_its_token()
    {
        await using var aws = await FakeAws.StartAsync((context, number) => FakeAws.WriteAsync(context, number == 1 ? """{"clusterArns":["a"],"nextToken":"t"}""" : """{"clusterArns":["b"]}"""));

        var first = await aws.Clients.Ecs.ListClustersAsync(new ListClustersRequest(), Cancel);
        var second = await aws.Clients.Ecs.ListClustersAsync(new ListClustersRequest { NextToken = first.NextToken }, Cancel);

        Assert.Equal("""{"nextToken":"t"}""", aws.Requests[1].Body);
        Assert.Equal(["b"], second.ClusterArns);
        Assert.Null(second.NextToken);
    }
}
