using Dashboard.Store;

namespace Dashboard.Audit;

public static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSchema(AuditChain.Schema).AddFeed<AuditHead>().AddSingleton<AuditLog>();

    public static void MapAudit(this WebApplication app) => AuditExport.Map(app);
}
