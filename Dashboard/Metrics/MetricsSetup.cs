using Dashboard.Fleet;
using Dashboard.Metrics.Panels;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Metrics;

public static class MetricsSetup
{
    public static IServiceCollection AddServiceMetrics(this IServiceCollection services)
    {
        services.AddFeed<MetricsSnapshot>().AddFeed<AvailabilitySnapshot>();
        services.TryAddSingleton<Feed<FleetSnapshot>>();
        services.TryAddSingleton<Feed<TasksSnapshot>>();
        services.TryAddSingleton<Feed<ContainerInsights>>();
        services.TryAddSingleton<Feed<ScalingSnapshot>>();
        services.AddSingleton<MetricSource>().AddSingleton<MetricStore>().AddSingleton<ServiceMetrics>();
        services.AddSingleton<ServiceDetails>().AddSingleton<ServicePast>().AddSingleton<ScalingActivitiesSource>().AddSingleton<PanelReader>().AddSingleton<PanelShelf>();
        services.AddSingleton<MetricsPoll>().AddSingleton<AvailabilityPoll>();
        services.AddPoll(provider => new PollJob("metrics", MetricsPoll.Interval, provider.GetRequiredService<MetricsPoll>().RunAsync));
        return services.AddPoll(provider => new PollJob("availability", AvailabilityPoll.Interval, provider.GetRequiredService<AvailabilityPoll>().RunAsync));
    }
}
