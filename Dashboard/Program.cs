using Dashboard.Alarms;
using Dashboard.Alerts;
using Dashboard.Audit;
using Dashboard.Aws;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.Logs.Patterns;
using Dashboard.Metrics;
using Dashboard.Metrics.Changes;
using Dashboard.Rollback;
using Dashboard.Shell;
using Dashboard.SignIn;
using Dashboard.Simulator;
using Dashboard.Status;
using Dashboard.Store;

if (args is ["simulate", ..])
    return await SimulatorHost.RunAsync(args);
if (args is ["patterns", .. var patternsArgs])
    return PatternsCommand.Run(patternsArgs);
if (args is ["changepoints", .. var changesArgs])
    return ChangePointsCommand.Run(changesArgs);

SourceRun.UseDefaults();
if (args is ["audit", .. var auditArgs])
    return AuditCommand.Run(auditArgs, WebApplication.CreateBuilder().Configuration);
var builder = WebApplication.CreateBuilder(args);
var secrets = await ConfiguredSecrets.AddAsync(builder.Configuration, builder.Environment, TimeProvider.System);
if (!secrets.Problems.IsEmpty)
    return Startup.Refuse(secrets.Problems);
builder.AddTelemetry();
builder.Services
    .AddLive()
    .AddConfiguredSecrets(secrets, builder.Configuration)
    .AddStore(builder.Configuration)
    .AddAudit(builder.Configuration)
    .AddSignIn(builder.Configuration)
    .AddSimulator(builder.Configuration)
    .AddAws(builder.Configuration)
    .AddFleet()
    .AddServiceMetrics()
    .AddLogs(builder.Configuration)
    .AddAlarms(builder.Configuration)
    .AddDeployments()
    .AddRollback(builder.Configuration)
    .AddFleetBoard()
    .AddAlerts(builder.Configuration)
    .AddShell();

var app = builder.Build();
if (!app.MayStart(secrets.Redact))
    return Startup.BadConfiguration;
await using var simulator = await SimulatorSetup.StartEmbeddedAsync(app.Configuration, app.Services.GetRequiredService<TimeProvider>());
app.UseShell();
app.MapHealth();
app.MapSignIn();
app.MapAudit().AsDownload();
app.MapLogs().AsDownload();
app.MapRollbackReports().AsDownload();
app.MapShell();
await app.RunAsync();
return 0;

public partial class Program;
