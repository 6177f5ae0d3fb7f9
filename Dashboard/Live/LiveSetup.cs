namespace Dashboard.Live;

public static class LiveSetup
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Instruments>().AddHostedService(all => all.GetRequiredService<Instruments>());
        return services.AddHostedService<Poller>();
    }

    /// <summary>A feed in DI under its own type, so that a page injects <c>Feed&lt;FleetSnapshot&gt;</c>.</summary>
    public static IServiceCollection AddFeed<T>(this IServiceCollection services)
        where T : class => services.AddSingleton<Feed<T>>().AddSingleton<IFeed>(all => all.GetRequiredService<Feed<T>>());

    public static IServiceCollection AddPoll(this IServiceCollection services, Func<IServiceProvider, PollJob> job) =>
        services.AddSingleton(job);
}
