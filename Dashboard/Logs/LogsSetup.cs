using Dashboard.SignIn;

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

        // Asked here too, before anything is searched: somebody without a role must not cost a call.
        var downloads = app.MapGroup("").RequireAuthorization(SignInSetup.ViewPolicy);
        downloads.MapGet("/logs/export.csv", endpoints.CsvAsync);
        downloads.MapGet("/logs/export.ndjson", endpoints.NdJsonAsync);
        downloads.MapGet(LogEndpoints.EventPath, endpoints.EventAsync);
    }
}
