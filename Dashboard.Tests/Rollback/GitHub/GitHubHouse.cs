using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.Simulator;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Rollback.GitHub;

/// <summary>The rooms of a rollback with GitHub beside the simulated AWS, both over HTTP. The workflow itself is played by the test.</summary>
internal sealed class GitHubHouse : IAsyncDisposable
{
    public static readonly ServiceKey Catalog = new("staging", "shop-staging", "catalog");

    private GitHubHouse(RollbackHouse rooms, GitHubDouble gitHub) => (Rooms, GitHub) = (rooms, gitHub);

    public RollbackHouse Rooms { get; }
    public GitHubDouble GitHub { get; }
    public SimulatedEcs Ecs => Rooms.Aws.World.In(SimulatedWorld.Production).Ecs;

    public static async Task<GitHubHouse> StartAsync(string token = "plain-token", string intentInput = "intent", ILoggerProvider? log = null)
    {
        var gitHub = await GitHubDouble.StartAsync();
        var rooms = await RollbackHouse.StartAsync(log: log, settings: new Dictionary<string, string?>
        {
            ["Rollback:GitHub:ApiUrl"] = gitHub.Url,
            ["Rollback:GitHub:Token"] = token,
            ["Rollback:GitHub:TimeLimit"] = "00:00:02",
            ["Rollback:GitHub:Workflows:0:Services"] = "*/*/*",
            ["Rollback:GitHub:Workflows:0:Repository"] = "example/shop",
            ["Rollback:GitHub:Workflows:0:Inputs:Intent"] = intentInput,
        });
        return new GitHubHouse(rooms, gitHub);
    }

    public async Task<(RollbackOutcome Outcome, Guid Id)> AskAsync(RollbackCommand? command = null)
    {
        var asked = (command ?? Rooms.Command()) with { ViaGitHub = true };
        return (await Rooms.RollBackAsync(asked), asked.IntentId);
    }

    /// <summary>What the workflow's script does for an image tag whose task definition is still there.</summary>
    public void Deploy(string definition) => Ecs.UpdateService(new UpdateService("shop", "checkout") { TaskDefinition = definition });

    public void End(string conclusion) => (GitHub.Status, GitHub.Conclusion) = ("completed", conclusion);

    /// <summary>Looks every ten seconds for so long, or until it is closed.</summary>
    public async Task<RollbackIntent> WaitAsync(Guid id, TimeSpan length, bool measure = false)
    {
        for (var waited = TimeSpan.Zero; waited < length && (await Rooms.IntentAsync(id)).IsOpen; waited += TimeSpan.FromSeconds(10))
        {
            Rooms.Time.Advance(TimeSpan.FromSeconds(10));
            await Rooms.LookAsync(measure);
        }

        return await Rooms.IntentAsync(id);
    }

    public async ValueTask DisposeAsync()
    {
        await Rooms.DisposeAsync();
        await GitHub.DisposeAsync();
    }
}
