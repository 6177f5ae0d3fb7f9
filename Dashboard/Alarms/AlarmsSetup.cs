using Dashboard.Alarms.BlackBox;
using Dashboard.Store;

namespace Dashboard.Alarms;

public static class AlarmsSetup
{
    public static IServiceCollection AddAlarms(this IServiceCollection services) => services
        .AddFeed<AlarmsSnapshot>()
        .AddSingleton<AlarmSource>()
        .AddFeed<BlackBoxSnapshot>()
        .AddSchema(BlackBoxStore.Schema)
        .AddSingleton<BlackBoxStore>()
        .AddSingleton<BlackBoxPoll>()
        .AddPoll(provider => new PollJob("black box", BlackBoxPoll.Interval, provider.GetRequiredService<BlackBoxPoll>().RunAsync))
        .AddPoll(provider => new PollJob("alarms", AlarmSource.Interval, provider.GetRequiredService<AlarmSource>().RunAsync));
}
