using Dashboard.Store;
using Microsoft.AspNetCore.Authorization;

namespace Dashboard.Audit;

public static class AuditSetup
{
    /// <param name="configuration">Null leaves the defaults.</param>
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration? configuration = null)
    {
        services.AddOptions<AuditOptions>().Configure(options => configuration?.GetSection("Audit").Bind(options))
            .Validate(options => options.Retention >= AuditOptions.ShortestRetention, $"Audit:Retention must be at least {AuditOptions.ShortestRetention.TotalDays:0} days, as in Audit:Retention=400.00:00:00.")
            .ValidateOnStart();
        services.AddSchema(AuditSchema.All).AddFeed<AuditHead>().AddFeed<AuditVerdict>();
        services.AddSingleton<AuditLog>().AddSingleton<AuditWatch>().AddSingleton<AuditRetention>();
        services.AddSingleton<ConfigurationTrail>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusedRequests>();
        services.AddSingleton<CallBook>().AddSingleton<AttributedWrites>().AddSingleton<CloudTrailSource>().AddSingleton<CloudTrailLinks>();
        services.AddPoll(all => new PollJob("audit", AuditWatch.Interval, cancel => all.GetRequiredService<AuditWatch>().RunAsync(cancel)));
        services.AddPoll(all => new PollJob("audit-cloudtrail", CloudTrailLinks.Interval, cancel => all.GetRequiredService<CloudTrailLinks>().RunAsync(cancel)));
        services.AddPoll(all => new PollJob("audit-configuration", ConfigurationTrail.Interval, cancel => all.GetRequiredService<ConfigurationTrail>().RunAsync(cancel)));
        return services.AddPoll(all => new PollJob("audit-retention", AuditRetention.Interval, cancel => all.GetRequiredService<AuditRetention>().RunAsync(cancel)));
    }

    /// <summary>Roles are not known down here, so the caller puts on what is returned who may take the trail.</summary>
    public static IEndpointConventionBuilder MapAudit(this WebApplication app)
    {
        var exports = app.MapGroup("");
        AuditExport.Map(exports);
        return exports;
    }
}
