using System.Text.Json;

namespace Dashboard.Tests.Browser;

/// <summary>The app and a simulated AWS of its own, both on one clock.</summary>
internal sealed class RunningStory : IAsyncDisposable
{
    private RunningStory(SimulatedAws aws, DashboardServer server) => (Aws, Server) = (aws, server);

    public SimulatedAws Aws { get; }
    public DashboardServer Server { get; }

    /// <summary>The requests of every UpdateService and StopServiceDeployment that the simulated AWS accepted.</summary>
    public IEnumerable<JsonElement> Rollouts => Aws.Ledger.Where(entry => entry.Operation is "UpdateService" or "StopServiceDeployment").Select(entry => entry.Request);

    public static async Task<RunningStory> StartAsync(TimeProvider time, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var aws = await SimulatedAws.StartAsync(time);
        try
        {
            return new RunningStory(aws, await Task.Run(() => new DashboardServer(time, aws.Uri, settings: settings)));
        }
        catch
        {
            await aws.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Aws.DisposeAsync();
    }
}
