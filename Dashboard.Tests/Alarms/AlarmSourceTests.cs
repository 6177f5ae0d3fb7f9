using Dashboard.Alarms;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Simulator;
using Dashboard.Tests.Aws;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Alarms;

public sealed class AlarmSourceTests
{
    private readonly Feed<FleetSnapshot> fleet = new();
    private readonly Feed<AlarmsSnapshot> feed = new();

    public AlarmSourceTests() => fleet.Publish(Make.Snapshot(Logging(Make.Service("image-resizer", "platform"))), Make.Noon);

    [Fact]
    public async Task The_alarms_of_every_target_are_read_and_belong_to_the_services_that_their_dimensions_name()
    {
        await using var aws = await SimulatedAws.StartAsync();
        Put(aws, SimulatedWorld.Staging, "of-staging");

        await SourceOver(aws).RunAsync(TestContext.Current.CancellationToken);

        var alarms = feed.Current.Value!.Alarms;
        Assert.Contains(alarms, alarm => alarm.Service == Make.Key("image-resizer", "platform") && alarm.IsOpen);
        Assert.Contains(alarms, alarm => alarm.Kind == "Composite");
        Assert.Equal((Make.Key("image-resizer", "platform"), "ALARM"), alarms.Where(alarm => alarm.Kind == "Log").Select(alarm => (alarm.Service!.Value, alarm.State)).Single());
        Assert.Contains(alarms, alarm => alarm.Target == "staging");
        Assert.DoesNotContain(alarms, alarm => alarm.Service?.Service == "checkout");
    }

    [Fact]
    public async Task More_alarms_than_a_page_holds_are_all_read()
    {
        await using var aws = await SimulatedAws.StartAsync();
        foreach (var at in Enumerable.Range(0, 150))
            Put(aws, SimulatedWorld.Production, $"extra-{at:D3}");

        await SourceOver(aws).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(150, feed.Current.Value!.Alarms.Count(alarm => alarm.Name.StartsWith("extra-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_target_that_refuses_keeps_its_last_alarms_and_says_why()
    {
        await using var aws = await SimulatedAws.StartAsync();
        Put(aws, SimulatedWorld.Staging, "of-staging");
        var source = SourceOver(aws);
        await source.RunAsync(TestContext.Current.CancellationToken);
        aws.Faults.Add(new InjectedFault("cloudwatch:DescribeAlarms", InjectedFault.Denied, Region: SimulatedWorld.Staging));

        await source.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(FaultKind.Denied, feed.Current.Value!.Faults["staging"].Kind);
        Assert.Contains(feed.Current.Value.Alarms, alarm => alarm is { Target: "staging", Name: "of-staging" });
        Assert.Null(feed.Current.Fault);
    }

    [Fact]
    public async Task Where_no_target_answers_the_last_reading_stays_with_a_fault()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var source = SourceOver(aws);
        await source.RunAsync(TestContext.Current.CancellationToken);
        aws.Faults.Add(new InjectedFault("DescribeAlarms", InjectedFault.Denied));

        await source.RunAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(feed.Current.Fault);
        Assert.NotEmpty(feed.Current.Value!.Alarms);
    }

    [Fact]
    public void A_load_balancer_that_serves_two_services_belongs_to_neither()
    {
        var shared = Make.LoadBalancer("shared");
        var owners = new AlarmOwners("production", Make.Snapshot(Make.Service("one") with { LoadBalancers = [shared with { TargetGroup = "targetgroup/one/1" }] }, Make.Service("two") with { LoadBalancers = [shared with { TargetGroup = "targetgroup/two/2" }] }));

        Assert.Null(owners.Of([("LoadBalancer", shared.LoadBalancer!)]));
        Assert.Equal(Make.Key("two"), owners.Of([("LoadBalancer", shared.LoadBalancer!), ("TargetGroup", "targetgroup/two/2")]));
        Assert.Null(owners.Of([("ClusterName", "shop"), ("ServiceName", "three")]));
    }

    private static EcsService Logging(EcsService service) =>
        service with { Definition = service.Definition! with { Containers = [service.Definition.Containers[0] with { LogGroup = $"/ecs/{service.Key.Cluster}/{service.Key.Service}" }] } };

    private static void Put(SimulatedAws aws, string region, string name) =>
        aws.World.In(region).CloudWatch.PutMetricAlarm(new MetricAlarm(name) { Namespace = "AWS/ECS", MetricName = "CPUUtilization", Statistic = "Average", Period = 60, Threshold = 80, ComparisonOperator = "GreaterThanThreshold" });

    private AlarmSource SourceOver(SimulatedAws aws)
    {
        var options = Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = aws.Uri });
        var clients = new AwsClients(new AwsTargets(options), options, new TestEnvironment(), new CallBudget(TimeProvider.System), new CallMeter(TimeProvider.System), TimeProvider.System);

        // Its patience is on a clock that stands still: a round ends when every target has answered.
        return new AlarmSource(clients, fleet, feed, new FakeTimeProvider(Make.Noon));
    }
}
