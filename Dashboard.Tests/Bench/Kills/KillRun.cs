using System.Diagnostics;
using Dashboard.Fleet;
using Dashboard.Simulator;

namespace Dashboard.Tests.Bench.Kills;

/// <summary>What became of one rollback whose dashboard was killed.</summary>
/// <param name="State">As the next process left it in the database.</param>
/// <param name="Sends">Accepted deployment mutations in the simulator's ledger.</param>
/// <param name="Registered">Task definitions registered.</param>
/// <param name="WithoutIntent">Mutations that arrived at AWS while no committed intent said so.</param>
/// <param name="SettledAfter">From the start of the next process.</param>
/// <param name="Problem">Why this run shows nothing; null when it went as meant.</param>
internal sealed record KillResult(string? State, int Sends, int Registered, int WithoutIntent, TimeSpan SettledAfter, string? Problem)
{
    private static readonly string[] Unsettled = ["Intended", "Registering", "Sent", "Unknown"];

    public static bool IsSettled(string? state) => state is not null && !Unsettled.Contains(state);

    /// <summary>The state says what the ledger says.</summary>
    public bool IsTrue => IsSettled(State) && (State is "NotSent" or "NotApplied" or "Superseded" ? Sends == 0 : Sends == 1);
}

/// <summary>One rollback on a simulated AWS and a database of its own: kill the dashboard at a point, start it again, see how it settles.</summary>
internal sealed class KillRun(KillStory story, KillPoint point) : IAsyncDisposable
{
    private static readonly string[] Deploying = ["UpdateService", "StopServiceDeployment", "ContinueServiceDeployment"];
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(90);
    private readonly IntentFile file = new();
    private readonly Guid intent = Guid.NewGuid();
    private readonly TaskCompletionSource killing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SimulatorHost? aws;
    private Relay? relay;
    private DashboardProcess? dashboard;
    private IDisposable? locked;
    private int withoutIntent;

    public Uri Aws => aws!.Uri;
    public string Database => file.Path;
    public ServiceKey Service => story.Service;

    /// <summary>Rolls back until the kill; returns why it did not come to that, or null.</summary>
    public async Task<string?> KillAsync()
    {
        aws = await SimulatorHost.StartAsync(new SimulatorOptions { Speed = point.Speed }, TimeProvider.System);
        relay = await Relay.StartAsync(aws.Uri, WatchAsync);
        var problem = await RollBackAsync();
        if (point.Meanwhile)
            aws.World.In(SimulatedWorld.Production).Ecs.UpdateService(new UpdateService(story.Service.Cluster, story.Service.Service) { TaskDefinition = story.Other });
        return problem;
    }

    private async Task<string?> RollBackAsync()
    {
        string[] die = point.Commit is { } commit ? ["--kill", commit] : [];
        dashboard = DashboardProcess.Start(relay!.Uri, file.Path, intent, ["--service", Service.ToString(), "--to", story.To, .. die]);
        try
        {
            if (point.Followed is { } followed)
            {
                await dashboard.Running.WaitAsync(LongEnough);
                await Task.Delay(followed);
                dashboard.Kill();
            }

            await dashboard.Ended.WaitAsync(LongEnough);
            return point.Operation is null || killing.Task.IsCompleted ? null : $"{point.Operation} never came: {dashboard.Said}";
        }
        catch (TimeoutException)
        {
            return $"It never came to \"{point.Name}\": {dashboard.Said}";
        }
        finally
        {
            dashboard.Kill();
            locked?.Dispose();
        }
    }

    /// <summary>The next process, until the intent is settled. <paramref name="started"/> is called when it runs, which is when starting costs nothing any more.</summary>
    public async Task<TimeSpan> RestartAsync(Action started)
    {
        var since = Stopwatch.GetTimestamp();
        using var next = DashboardProcess.Start(aws!.Uri, file.Path, intent, "--service", Service.ToString());
        await next.Running.WaitAsync(LongEnough);
        started();
        while (!KillResult.IsSettled(await file.StateAsync(intent)) && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(120))
            await Task.Delay(100);
        return Stopwatch.GetElapsedTime(since);
    }

    public async Task<KillResult> ResultAsync(TimeSpan settledAfter, string? problem)
    {
        var ledger = aws!.Ledger.Entries;
        return new KillResult(await file.StateAsync(intent), ledger.Count(entry => Deploying.Contains(entry.Operation)), ledger.Count(entry => entry.Operation == "RegisterTaskDefinition"), withoutIntent, settledAfter, problem);
    }

    public async ValueTask DisposeAsync()
    {
        dashboard?.Dispose();
        if (relay is not null)
            await relay.DisposeAsync();
        if (aws is not null)
            await aws.DisposeAsync();
        file.Dispose();
    }

    private async Task<bool> WatchAsync(string operation, Wire wire)
    {
        if (wire == Wire.Arrived && (Deploying.Contains(operation) || operation == "RegisterTaskDefinition") && await file.StateAsync(intent) is not ("Sent" or "Registering"))
            Interlocked.Increment(ref withoutIntent);
        if (operation != point.Operation)
            return true;

        // What reads the answer cannot write it down while somebody else holds the file.
        if (wire == Wire.Answered && point.Wire == Wire.Passed)
            locked = file.Lock();
        if (wire != point.Wire)
            return true;
        if (wire == Wire.Passed)
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        killing.TrySetResult();
        dashboard!.Kill();
        return false;
    }
}
