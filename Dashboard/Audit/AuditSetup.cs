using Dashboard.Store;

namespace Dashboard.Audit;

public static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSchema(AuditChain.Schema).AddFeed<AuditHead>().AddSingleton<AuditLog>();

    /// <summary>Roles are not known down here, so the caller puts on what is returned who may take the trail.</summary>
    public static IEndpointConventionBuilder MapAudit(this WebApplication app)
    {
        var exports = app.MapGroup("");
        AuditExport.Map(exports);
        return exports;
    }
}
