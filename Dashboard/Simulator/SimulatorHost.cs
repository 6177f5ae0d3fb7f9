using Dashboard.Simulator.Wire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dashboard.Simulator;

/// <summary>The simulated AWS listening on loopback. Dispose ends it.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private SimulatorHost(WebApplication app, SimulatedWorld world, InjectedFaults faults, Ledger ledger)
    {
        this.app = app;
        World = world;
        Faults = faults;
        Ledger = ledger;
        Uri = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Uri { get; }
    public SimulatedWorld World { get; }
    public InjectedFaults Faults { get; }
    public Ledger Ledger { get; }

    /// <summary>Throws <see cref="InvalidOperationException"/> with every problem of the options, loopback included.</summary>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions options, TimeProvider time, CancellationToken cancel = default)
    {
        string[] problems = [.. options.Faults()];
        if (problems.Length > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls ?? "http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        var (world, faults, ledger) = (new SimulatedWorld(time, options), new InjectedFaults(), new Ledger());
        var wire = new WireEndpoint(world, new Operations(faults, time), faults, ledger, time);
        var steering = new SteeringEndpoints(faults, ledger);
        app.Run(context => context.Request.Path.StartsWithSegments("/_simulator") ? steering.AnswerAsync(context) : wire.AnswerAsync(context));
        await app.StartAsync(cancel);
        return new SimulatorHost(app, world, faults, ledger);
    }

    /// <summary>Alone, until the process is told to end: <c>dotnet run --project Dashboard -- simulate --urls http://127.0.0.1:4566</c>.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddCommandLine([.. args.SkipWhile(arg => arg == "simulate")], new Dictionary<string, string> { ["--urls"] = "Simulator:Urls" })
            .Build();
        try
        {
            var options = SimulatorSetup.Options(configuration);
            options.Urls ??= "http://127.0.0.1:4566";
            await using var host = await StartAsync(options, TimeProvider.System);
            Console.WriteLine($"The simulated AWS listens on {host.Uri.GetLeftPart(UriPartial.Authority)}: AWS_ENDPOINT_URL={host.Uri.GetLeftPart(UriPartial.Authority)} AWS_REGION={SimulatedWorld.Production} (or {SimulatedWorld.Staging}); any credentials will do.");
            await host.app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception error) when (error is InvalidOperationException or IOException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
    }
}
