using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Fleet;

public static class FleetSetup
{
    public static IServiceCollection AddFleet(this IServiceCollection services) => services
        .AddFeed<FleetSnapshot>()
        .AddFeed<TasksSnapshot>()
        .AddSingleton<TaskDefinitionsSource>()
        .AddSingleton<FleetPoll>()
        .AddSingleton<TasksPoll>()
        .AddPoll(provider => new PollJob("fleet", FleetPoll.Interval, provider.GetRequiredService<FleetPoll>().RunAsync))
        .AddPoll(provider => new PollJob("tasks", TasksPoll.Interval, provider.GetRequiredService<TasksPoll>().RunAsync));
}
