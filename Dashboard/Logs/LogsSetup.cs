namespace Dashboard.Logs;

public static class LogsSetup
{
    public static IServiceCollection AddLogs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LogsOptions>().Bind(configuration.GetSection("Logs")).ValidateDataAnnotations().ValidateOnStart();

        return services
            .AddSingleton<LogSource>()
            .AddSingleton<LogScopes>()
            .AddSingleton<LogPager>()
            .AddSingleton<LogGroups>()
            .AddSingleton<LogTails>()
            .AddSingleton<NewestErrors>()
            .AddSingleton<LogEndpoints>();
    }

    public static void MapLogs(this WebApplication app)
    {
        var endpoints = app.Services.GetRequiredService<LogEndpoints>();
        app.MapGet("/logs/export.csv", endpoints.CsvAsync);
        app.MapGet("/logs/export.ndjson", endpoints.NdJsonAsync);
        app.MapGet(LogEndpoints.EventPath, endpoints.EventAsync);
    }
}
