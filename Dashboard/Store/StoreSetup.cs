using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Dashboard.Store;

public static class StoreSetup
{
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>().Bind(configuration.GetSection("Store"))
            .Validate(options => !string.IsNullOrWhiteSpace(options.Path), "Store:Path must name the SQLite file, as in Store:Path=data/dashboard.db.")
            .ValidateOnStart();
        services.AddSingleton<Database>();
        services.AddSchema(KeyRing.Schema);
        services.AddSingleton<KeyRing>();
        services.AddDataProtection().SetApplicationName("ecs-dashboard");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = provider.GetRequiredService<KeyRing>()));

        // The keys lie in the same file as everything they protect, on a volume that the operator encrypts; said in the README, not at every start.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        return services.AddPoll(provider => new PollJob("store", TimeSpan.FromSeconds(30), _ =>
        {
            provider.GetRequiredService<Database>().Probe();
            return Task.CompletedTask;
        }));
    }

    public static IServiceCollection AddSchema(this IServiceCollection services, params ReadOnlySpan<SchemaVersion> versions)
    {
        foreach (var version in versions)
            services.AddSingleton(version);
        return services;
    }
}
