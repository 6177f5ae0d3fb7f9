using Dashboard.Alarms.BlackBox;
using Dashboard.Alarms.Mutes;
using Dashboard.Alarms.Standard;
using Dashboard.Store;
using Microsoft.Extensions.Options;

namespace Dashboard.Alarms;

public static class AlarmsSetup
{
    public static IServiceCollection AddAlarms(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AlarmsOptions>().Bind(configuration.GetSection("Alarms")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlarmsOptions>, AlarmsOptionsValidation>();
        return services
            .AddFeed<AlarmsSnapshot>()
            .AddSingleton<AlarmSource>()
            .AddFeed<BlackBoxSnapshot>()
            .AddSchema(BlackBoxStore.Schema)
            .AddSingleton<BlackBoxStore>()
            .AddSingleton<BlackBoxPoll>()
            .AddPoll(provider => new PollJob("black box", BlackBoxPoll.Interval, provider.GetRequiredService<BlackBoxPoll>().RunAsync))
            .AddPoll(provider => new PollJob("alarms", AlarmSource.Interval, provider.GetRequiredService<AlarmSource>().RunAsync))
            .AddFeed<MutesSnapshot>()
            .AddSchema(MuteStore.Schema)
            .AddSingleton<MuteStore>()
            .AddSingleton<Muting>()
            .AddPoll(provider => new PollJob("mutes", Muting.Interval, provider.GetRequiredService<Muting>().RunAsync))
            .AddSingleton<FleetCoverage>()
            .AddSingleton<AlarmWriter>()
            .AddSingleton<AlarmCreation>();
    }
}
