using Dashboard.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Simulator;

/// <summary>A world on a clock that the test moves.</summary>
internal sealed class TestWorld
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 14, 7, 31, TimeSpan.Zero);

    public TestWorld(int services = 14, double speed = 1)
    {
        Time = new FakeTimeProvider(Start);
        World = new SimulatedWorld(Time, new SimulatorOptions { Services = services, Speed = speed });
    }

    public FakeTimeProvider Time { get; }
    public SimulatedWorld World { get; }
    public SimulatedRegion Production => World.In(SimulatedWorld.Production);
    public SimulatedEcs Ecs => Production.Ecs;

    public Service Service(string cluster, string name) => Ecs.DescribeServices(cluster, [name], includeTags: true).Items.Single();

    public ServiceDeployment Newest(string cluster, string name) =>
        Ecs.DescribeServiceDeployments([Ecs.ListServiceDeployments(cluster, name)[0].ServiceDeploymentArn]).Items.Single();

    /// <summary>The share of requests that targets failed in the last full minutes, 0 to 1.</summary>
    public double ErrorShare(string cluster, string name, int minutes)
    {
        var errors = Sum(cluster, name, "HTTPCode_Target_5XX_Count", minutes);
        return errors / Sum(cluster, name, "RequestCount", minutes);
    }

    private double Sum(string cluster, string name, string metric, int minutes)
    {
        var found = Production.CloudWatch.ListMetrics("AWS/ApplicationELB", metric)
            .Single(one => one.Dimensions.Any(dimension => dimension.Value.StartsWith($"targetgroup/{cluster}-{name}/", StringComparison.Ordinal)));
        var now = Time.GetUtcNow();
        return Read(found, "Sum", 60, now - TimeSpan.FromMinutes(minutes), now).Values.Sum();
    }

    public MetricDataResult Read(Metric metric, string stat, int period, DateTimeOffset from, DateTimeOffset to) =>
        Production.CloudWatch.GetMetricData([new MetricDataQuery("m") { MetricStat = new MetricStat(metric, period, stat) }], from, to).Single();

    public IEnumerable<LogEvent> Logs(string cluster, string name, TimeSpan back, bool newestFirst = false) =>
        Production.Logs.Events($"/ecs/{cluster}/{name}", (Time.GetUtcNow() - back).ToUnixTimeMilliseconds(), Time.GetUtcNow().ToUnixTimeMilliseconds() + 1, newestFirst);
}
