namespace Dashboard.Alarms;

public static class AlarmsSetup
{
    public static IServiceCollection AddAlarms(this IServiceCollection services) => services
        .AddFeed<AlarmsSnapshot>()
        .AddSingleton<AlarmSource>()
        .AddPoll(provider => new PollJob("alarms", AlarmSource.Interval, provider.GetRequiredService<AlarmSource>().RunAsync));
}
