using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Tests.Aws;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Fleet;

/// <summary>What no member of a task definition tells apart still counts as changed, over HTTP.</summary>
public sealed class OtherSettingsTests
{
    private const string Container = """{"name":"checkout","image":"checkout:v1","cpu":256,"memory":512,"environment":[{"name":"LEVEL","value":"hush-hush"}],"portMappings":[{"containerPort":8080,"protocol":"tcp"}],"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/checkout","awslogs-stream-prefix":"ecs","mode":"blocking"}},"dockerLabels":{"a":"1","b":"2"},"command":["serve"]}""";

    [Theory]
    [InlineData("\"serve\"", "\"serve\",\"--trace\"")]
    [InlineData("\"a\":\"1\"", "\"a\":\"3\"")]
    [InlineData("\"protocol\":\"tcp\"", "\"protocol\":\"udp\"")]
    [InlineData("\"mode\":\"blocking\"", "\"mode\":\"non-blocking\"")]
    [InlineData("\"memory\":512", "\"memory\":512,\"memoryReservation\":256")]
    [InlineData("\"cpu\":256", "\"cpu\":256,\"ulimits\":[{\"name\":\"nofile\",\"softLimit\":10,\"hardLimit\":20}]")]
    [InlineData("\"cpu\":256", "\"cpu\":256,\"linuxParameters\":{\"initProcessEnabled\":true}")]
    public async Task A_setting_of_a_container_without_a_member_of_its_own_changes_its_digest(string before, string after)
    {
        var (one, other) = await ReadAsync(Task(Container), Task(Container.Replace(before, after, StringComparison.Ordinal)));

        Assert.NotEqual(Digests(one.Containers[0]), Digests(other.Containers[0]));
        Assert.Equal(one.OtherDigest, other.OtherDigest);
    }

    [Theory]
    [InlineData("\"image\":\"checkout:v1\"", "\"image\":\"checkout:v2\"")]
    [InlineData("hush-hush", "loud")]
    [InlineData("/ecs/checkout", "/ecs/other")]
    [InlineData("\"memory\":512", "\"memory\":1024")]
    [InlineData("\"cpu\":256", "\"cpu\":512,\"secrets\":[{\"name\":\"TOKEN\",\"valueFrom\":\"arn:1\"}]")]
    [InlineData("\"a\":\"1\",\"b\":\"2\"", "\"b\":\"2\",\"a\":\"1\"")]
    [InlineData("\"cpu\":256", "\"cpu\":256,\"mountPoints\":[],\"volumesFrom\":[],\"entryPoint\":[],\"ulimits\":[]")]
    public async Task What_has_a_member_and_what_means_the_same_leaves_the_digest_as_it_is(string before, string after)
    {
        var (one, other) = await ReadAsync(Task(Container), Task(Container.Replace(before, after, StringComparison.Ordinal)));

        Assert.Equal(Digests(one.Containers[0]), Digests(other.Containers[0]));
    }

    [Theory]
    [InlineData(",\"volumes\":[{\"name\":\"scratch\"}]", false)]
    [InlineData(",\"pidMode\":\"task\"", false)]
    [InlineData(",\"ephemeralStorage\":{\"sizeInGiB\":50}", false)]
    [InlineData(",\"volumes\":[]", true)]
    [InlineData(",\"taskRoleArn\":\"arn:aws:iam::111122223333:role/t\",\"registeredBy\":\"somebody\",\"registeredAt\":1769860800", true)]
    public async Task So_it_is_with_the_task(string more, bool isSame)
    {
        var (one, other) = await ReadAsync(Task(Container), Task(Container, more));

        Assert.Equal(isSame, (one.OtherDigest, Digests(one.SettingDigests)) == (other.OtherDigest, Digests(other.SettingDigests)));
    }

    [Fact]
    public async Task No_value_can_be_read_from_a_digest()
    {
        var (one, _) = await ReadAsync(Task(Container), Task(Container));
        var (again, _) = await ReadAsync(Task(Container), Task(Container));

        Assert.Equal(16, one.OtherDigest!.Length);
        Assert.NotEqual(one.Containers[0].OtherDigest, again.Containers[0].OtherDigest);
    }

    private static (string?, string) Digests(ContainerDefinition container) => (container.OtherDigest, Digests(container.SettingDigests));

    private static string Digests(IReadOnlyDictionary<string, string> settings) => string.Join(' ', settings);

    private static string Task(string container, string more = "") => $$"""{"taskDefinitionArn":"arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:NUMBER","family":"checkout","revision":NUMBER,"status":"ACTIVE","containerDefinitions":[{{container}}]{{more}}}""";

    private static async Task<(TaskDefinitionDetail One, TaskDefinitionDetail Other)> ReadAsync(string one, string other)
    {
        await using var aws = await FakeAws.StartAsync((context, number) => FakeAws.WriteAsync(context, $$"""{"taskDefinition":{{(number == 1 ? one : other).Replace("NUMBER", $"{number}", StringComparison.Ordinal)}}}"""));
        var options = Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = aws.Url });
        var source = new TaskDefinitionsSource(new AwsClients(new AwsTargets(options), options, new TestEnvironment(), new CallBudget(TimeProvider.System), aws.Meter, TimeProvider.System), TimeProvider.System);
        return ((await source.DescribeAsync("production", "checkout:1", TestContext.Current.CancellationToken)).Value!, (await source.DescribeAsync("production", "checkout:2", TestContext.Current.CancellationToken)).Value!);
    }
}
