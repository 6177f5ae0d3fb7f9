using System.Diagnostics;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Dashboard.Simulator;
using Dashboard.Tests.Rollback;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Bench.Kills;

/// <summary>A dashboard to be killed: the rooms of a rollback as a process of its own, and that process once more after it was killed.</summary>
internal static class RollbackProcess
{
    public const string Name = "rollback-process";

    /// <summary>The commit after which all tasks were seen on the target; the others are called as their <see cref="IntentState"/>.</summary>
    public const string Steady = "Steady";
    private static readonly string[] Polls = ["fleet", "tasks", "deployments", "rollbacks"];

    /// <param name="args"><c>--aws URI --db FILE --intent GUID --service KEY</c>, and to roll back <c>--to FAMILY:REVISION</c>, and to die at a commit <c>--kill STATE</c>.</param>
    public static async Task RunAsync(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args).Build();
        using var rooms = RollbackRooms.Build(new Uri(given["aws"]!), given["db"]!, TimeProvider.System, settings: Watching(ServiceKey.Parse(given["service"])!.Value));
        var id = Guid.Parse(given["intent"]!);
        if (given["kill"] is { } commit)
            DieAt(commit, id, rooms.Services.GetRequiredService<Feed<RollbacksSnapshot>>());
        if (given["to"] is { } to)
            await RollBackAsync(rooms, ServiceKey.Parse(given["service"])!.Value, to, id);

        using var poller = new Poller(JobsOf(rooms), TimeProvider.System, NullLogger<Poller>.Instance);
        await poller.StartAsync(CancellationToken.None);
        Console.WriteLine("running");

        // The parent holds the other end: it closes when the parent is gone, however that went.
        await Console.In.ReadLineAsync();
        await poller.StopAsync(CancellationToken.None);
    }

    private static async Task RollBackAsync(IHost rooms, ServiceKey key, string to, Guid id)
    {
        // On a busy machine a sweep takes longer than its round, which then publishes nothing, and what follows would wait for ever.
        var jobs = JobsOf(rooms);
        while (!rooms.Services.GetRequiredService<Feed<FleetSnapshot>>().FirstAnswer.IsCompleted)
            await jobs[0].RunAsync(CancellationToken.None);
        var watch = rooms.Services.GetRequiredService<ServiceWatch>();
        while (watch.Of(key) is not { TasksObservedAt: not null, History: not null })
        {
            foreach (var job in jobs[1..])
                await job.RunAsync(CancellationToken.None);
            await Task.Delay(50);
        }

        var seen = watch.Of(key)!.Service.Primary!.Id;
        var command = new RollbackCommand(key, seen, to, "to be killed on the way", id) { PlannedAt = DateTimeOffset.UtcNow };
        var outcome = await rooms.Services.GetRequiredService<ServiceRollback>().RollBackAsync(command, DemoPerson.All.First(person => person.Role == Roles.OnCall).Principal);
        Console.WriteLine($"{outcome.Result}: {outcome.Message}");
    }

    /// <summary>One cluster is enough to read, for a process that is to live for a second.</summary>
    public static Dictionary<string, string?> Watching(ServiceKey key) => new()
    {
        ["Aws:Targets:0:Name"] = key.Target,
        ["Aws:Targets:0:Region"] = SimulatedWorld.Production,
        ["Aws:Targets:0:Clusters:0"] = key.Cluster,

        // A machine that runs all tests at once is slow; who gives up on a call would never come to the point at which it is killed.
        ["Aws:TimeLimits:Write"] = "00:00:50",
    };

    private static PollJob[] JobsOf(IHost rooms) => [.. Polls.Select(name => rooms.Services.GetServices<PollJob>().Single(job => job.Name == name))];

    // The store publishes after each commit, so whoever subscribes stands exactly between that commit and the next step.
    private static void DieAt(string commit, Guid id, Feed<RollbacksSnapshot> feed) => feed.Subscribe(() =>
    {
        var intent = feed.Current.Value?.Rollbacks.FirstOrDefault(rollback => rollback.Id == id);
        if (intent is not null && (commit == Steady ? intent.SteadyAt is not null : intent.State.ToString() == commit))
            Process.GetCurrentProcess().Kill();
    });
}
