using Dashboard.Logs.Saved;
using Dashboard.Store;

namespace Dashboard.Logs;

public static class LogsSetup
{
    public static IServiceCollection AddLogs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LogsOptions>().Bind(configuration.GetSection("Logs")).ValidateDataAnnotations().ValidateOnStart();

        return services
            .AddSchema(TaskRevisionStore.Schema)
            .AddSingleton<TaskRevisionStore>()
            .AddSingleton<TaskRevisions>()
            .AddPoll(all => new PollJob("task-revisions", TaskRevisions.Interval, all.GetRequiredService<TaskRevisions>().RunAsync))
            .AddSingleton<LogSource>()
            .AddSingleton<LogScopes>()
            .AddSingleton<LogPager>()
            .AddSingleton<InsightsSource>()
            .AddSingleton<InsightsPager>()
            .AddSingleton<InsightsExport>()
            .AddSingleton<LogPlanner>()
            .AddSingleton<LogGroups>()
            .AddSingleton<LiveTailSource>()
            .AddSingleton<LogTails>()
            .AddSingleton<NewestErrors>()
            .AddSingleton<SinceReading>()
            .AddSchema(SavedSearchStore.Schema)
            .AddSingleton<SavedSearchStore>()
            .AddSingleton<SavedSearches>()
            .AddSingleton<LogEndpoints>();
    }

    /// <summary>The downloads; the caller puts the policy on them.</summary>
    public static IEndpointConventionBuilder MapLogs(this WebApplication app)
    {
        var endpoints = app.Services.GetRequiredService<LogEndpoints>();
        var downloads = app.MapGroup("");
        downloads.MapGet("/logs/export.csv", endpoints.CsvAsync);
        downloads.MapGet("/logs/export.ndjson", endpoints.NdJsonAsync);
        downloads.MapGet(LogEndpoints.EventPath, endpoints.EventAsync);
        return downloads;
    }
}
