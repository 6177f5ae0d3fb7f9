using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Fleet;

public static class FleetSetup
{
    public static IServiceCollection AddFleet(this IServiceCollection services) => services
        .AddFeed<FleetSnapshot>()
        .AddFeed<TasksSnapshot>()
        .AddFeed<ContainerInsights>()
        .AddSingleton<ContainerInsightsSource>()
        .AddFeed<ScalingSnapshot>()
        .AddSingleton<ScalableTargetsSource>()
        .AddSingleton<TaskDefinitionsSource>()
        .AddSingleton<Attention>()
        .AddSingleton<FleetPoll>()
        .AddSingleton<TasksPoll>()
        .AddPoll(provider => new PollJob("fleet", FleetPoll.Interval, provider.GetRequiredService<FleetPoll>().RunAsync))
        .AddPoll(provider => new PollJob("tasks", TasksPoll.Interval, provider.GetRequiredService<TasksPoll>().RunAsync))
        .AddPoll(provider => new PollJob("container insights", ContainerInsightsSource.Interval, provider.GetRequiredService<ContainerInsightsSource>().RunAsync))
        .AddPoll(provider => new PollJob("scaling", ScalableTargetsSource.Interval, provider.GetRequiredService<ScalableTargetsSource>().RunAsync));
}
