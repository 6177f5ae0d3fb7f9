using Dashboard.Audit;
using Dashboard.Aws;
using Dashboard.Live;
using Dashboard.Shell;
using Dashboard.SignIn;
using Dashboard.Simulator;
using Dashboard.Store;

if (args is ["simulate", ..])
    return await SimulatorHost.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
await using var simulator = await SimulatorSetup.StartEmbeddedAsync(builder.Configuration, TimeProvider.System);
builder.Services
    .AddLive()
    .AddStore(builder.Configuration)
    .AddAws(builder.Configuration)
    .AddAudit()
    .AddSignIn(builder.Configuration)
    .AddShell();

var app = builder.Build();
app.UseShell();
app.MapGet("/health", () => Results.Ok()).AllowAnonymous();
app.MapSignIn();
app.MapShell();
await app.RunAsync();
return 0;

public partial class Program;
