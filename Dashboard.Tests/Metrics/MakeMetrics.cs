using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;

namespace Dashboard.Tests.Metrics;

internal static class MakeMetrics
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static readonly ServiceKey Checkout = new("production", "shop", "checkout");

    public static EcsService Service(string name = "checkout", bool behindLoadBalancer = true, bool? alone = true) =>
        new(new ServiceKey("production", "shop", name), $"arn:aws:ecs:eu-west-1:111122223333:service/shop/{name}")
        {
            Desired = 3,
            Running = 3,
            LoadBalancers = behindLoadBalancer ? [new ServiceLoadBalancer($"arn:{name}", $"targetgroup/{name}/1", $"app/{(alone == true ? name : "shared")}/1", name, 8080, alone)] : [],
        };

    public static FleetSnapshot Fleet(params EcsService[] services) =>
        new([new ClusterReading("production", "shop", [.. services], Noon, null)]);

    public static ContainerInsights Insights(InsightsLevel level) =>
        new(ImmutableDictionary<(string, string), InsightsLevel>.Empty.Add((Checkout.Target, Checkout.Cluster), level), ImmutableDictionary<string, Fault>.Empty);

    public static Dictionary<ServiceMetric, Dictionary<DateTimeOffset, double>> Points(ServiceMetric metric, params (DateTimeOffset At, double Value)[] points) =>
        new() { [metric] = points.ToDictionary(point => point.At, point => point.Value) };

    public static ServiceSeries Series(params double?[] cpu)
    {
        Series Of(params double?[] values) => new(Noon, TimeSpan.FromMinutes(1), [.. values]);
        return new ServiceSeries(ImmutableDictionary<ServiceMetric, Series>.Empty.Add(ServiceMetric.CpuPercent, Of(cpu)), Of(), null);
    }
}
