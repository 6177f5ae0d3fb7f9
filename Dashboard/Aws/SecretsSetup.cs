namespace Dashboard.Aws;

public static class SecretsSetup
{
    /// <summary>Has the configuration's secrets read again as they rotate.</summary>
    public static IServiceCollection AddConfiguredSecrets(this IServiceCollection services, ConfiguredSecrets secrets, IConfiguration configuration)
    {
        services.AddSingleton(secrets).AddSingleton(all => SecretPrefix.Of(configuration, all.GetRequiredService<IHostEnvironment>()));
        return services.AddPoll(all => new PollJob("secrets", ConfiguredSecrets.Interval, cancel => RefreshAsync(secrets, all.GetRequiredService<ILogger<ConfiguredSecrets>>(), cancel)));
    }

    private static async Task RefreshAsync(ConfiguredSecrets secrets, ILogger<ConfiguredSecrets> log, CancellationToken cancel)
    {
        foreach (var key in await secrets.RefreshAsync(cancel))
            log.LogInformation("The secret of {Setting} has a new value, which is used from now on", key);
        foreach (var problem in secrets.Problems)
            log.LogWarning("A secret could not be read again, its last value stays in use. {Problem}", problem);
    }
}
