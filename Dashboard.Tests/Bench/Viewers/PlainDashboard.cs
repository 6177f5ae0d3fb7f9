using Amazon.CloudWatch;
using Amazon.ECS;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;

namespace Dashboard.Tests.Bench.Viewers;

/// <summary>What one would write first: MudBlazor's table and charts, and every circuit asks AWS for itself.</summary>
internal sealed class PlainDashboard : IAsyncDisposable
{
    private readonly WebApplication app;

    private PlainDashboard(WebApplication app) => this.app = app;

    public Uri Uri => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<PlainDashboard> StartAsync(Uri aws)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        var credentials = new BasicAWSCredentials("AKIATEST", "test");
        builder.Services.AddSingleton(new AmazonECSClient(credentials, new AmazonECSConfig { ServiceURL = aws.ToString(), AuthenticationRegion = global::Dashboard.Simulator.SimulatedWorld.Production }));
        builder.Services.AddSingleton(new AmazonCloudWatchClient(credentials, new AmazonCloudWatchConfig { ServiceURL = aws.ToString(), AuthenticationRegion = global::Dashboard.Simulator.SimulatedWorld.Production }));
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapRazorComponents<PlainApp>().AddInteractiveServerRenderMode();
        await app.StartAsync();
        return new PlainDashboard(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
