using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using Task = System.Threading.Tasks.Task;

namespace Dashboard.Tests.Aws;

public sealed class SdkErrorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_modelled_error_is_its_own_exception_with_its_members()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"__type":"com.amazonaws.ecs#ConflictException","message":"busy","resourceIds":["one"]}""", 400));

        var error = await Assert.ThrowsAsync<Amazon.ECS.Model.ConflictException>(() => aws.Clients.OwnSession().Ecs.StopServiceDeploymentAsync(new StopServiceDeploymentRequest(), Cancel));

        Assert.Equal("busy", error.Message);
        Assert.Equal("ConflictException", error.ErrorCode);
        Assert.Equal("request-1", error.RequestId);
        Assert.Equal(["one"], error.ResourceIds);
        Assert.IsType<AmazonECSException>(error, exactMatch: false);
    }

    [Fact]
    public async Task An_error_without_a_model_is_the_service_s_own_exception()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"__type":"BrandNewException","Message":"?"}""", 400));

        var error = await Assert.ThrowsAsync<AmazonECSException>(() => aws.Clients.Ecs.ListClustersAsync(new ListClustersRequest(), Cancel));

        Assert.Equal("BrandNewException", error.ErrorCode);
    }

    [Fact]
    public async Task A_broken_filter_pattern_is_an_InvalidParameterException()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"__type":"InvalidParameterException","message":"Invalid filter pattern"}""", 400));

        await Assert.ThrowsAsync<Amazon.CloudWatchLogs.Model.InvalidParameterException>(() => aws.Clients.Logs.FilterLogEventsAsync(new FilterLogEventsRequest(), Cancel));
    }

    [Fact]
    public async Task A_CloudWatch_fault_has_the_SDK_s_name()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"__type":"com.amazonaws.cloudwatch#LimitExceededFault","Message":"full"}""", 400));

        await Assert.ThrowsAsync<Amazon.CloudWatch.Model.LimitExceededException>(() => aws.Clients.OwnSession().CloudWatch.PutMetricAlarmAsync(new PutMetricAlarmRequest(), Cancel));
    }

    [Fact]
    public async Task An_XML_error_is_its_own_exception()
    {
        await using var aws = await FakeAws.StartAsync((context, _) => FakeAws.WriteAsync(context, "<ErrorResponse><Error><Type>Sender</Type><Code>TargetGroupNotFound</Code><Message>gone</Message></Error><RequestId>r</RequestId></ErrorResponse>", 400, "text/xml"));

        var error = await Assert.ThrowsAsync<TargetGroupNotFoundException>(() => aws.Clients.LoadBalancing.DescribeTargetHealthAsync(new DescribeTargetHealthRequest(), Cancel));

        Assert.Equal("gone", error.Message);
    }
}
