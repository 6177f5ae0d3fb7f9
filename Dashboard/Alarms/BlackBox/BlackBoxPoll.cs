using System.Collections.Immutable;
using Dashboard.Fleet;
using Microsoft.Data.Sqlite;

namespace Dashboard.Alarms.BlackBox;

/// <summary>Keeps what ECS forgets after an hour: every task that the tasks poll sees stopped is written once. What cannot be written yet is still judged, and tried again.</summary>
public sealed class BlackBoxPoll(BlackBoxStore store, Feed<TasksSnapshot> tasks, Feed<BlackBoxSnapshot> feed, TimeProvider time, ILogger<BlackBoxPoll> log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan EcsRemembers = TimeSpan.FromHours(1);
    private readonly Dictionary<(ServiceKey, string), StoppedTask> recent = [];
    private readonly Dictionary<(ServiceKey, string), StoppedTask> unsaved = [];
    private bool isLoaded;
    private DateTimeOffset? keptSince;
    private TasksSnapshot? looked;
    private DateTimeOffset? prunedAt;
    private DateTimeOffset publishedAt;
    private long version;

    public async Task RunAsync(CancellationToken cancel)
    {
        await tasks.FirstAnswer.WaitAsync(cancel);
        var before = version;
        Take(tasks.Current.Value);
        var fault = await SaveAsync(cancel);
        var now = time.GetUtcNow();
        if (version > before || feed.Current.Value is null || feed.Current.Fault?.Message != fault?.Message || now - publishedAt > PruneEvery)
            Publish(now, fault);
    }

    private void Take(TasksSnapshot? snapshot)
    {
        if (snapshot is null || ReferenceEquals(snapshot, looked))
            return;
        foreach (var task in snapshot.ByService.Values.SelectMany(all => all).Where(task => task.IsStopped && !recent.ContainsKey((task.Service, task.Id))))
        {
            if (StoppedTask.Of(task) is not { } stop)
                continue;
            recent[(stop.Service, stop.TaskId)] = unsaved[(stop.Service, stop.TaskId)] = stop;
            version++;
        }

        looked = snapshot;
    }

    /// <returns>Why what is known is not kept yet; null when it is.</returns>
    private async Task<Fault?> SaveAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        try
        {
            if (!isLoaded)
                await LoadAsync(now, cancel);
            if (unsaved.Count > 0)
            {
                await store.RecordAsync([.. unsaved.Values], cancel);
                unsaved.Clear();

                // Who shows the store looks at it before and after.
                version++;
            }

            if (prunedAt is not { } last || now - last >= PruneEvery)
            {
                await store.PruneAsync(now, cancel);
                prunedAt = now;
            }

            return null;
        }
        catch (SqliteException error)
        {
            log.LogWarning(error, "Stopped tasks could not be recorded");
            return new Fault(FaultKind.Unreachable, $"{Ui.Format.Plural(unsaved.Count, "stopped task is", "stopped tasks are")} not recorded: the database could not be read or written ({error.Message.TrimEnd('.')}). ECS forgets a stopped task after an hour.", now);
        }
    }

    /// <summary>What was recorded before the process started goes on, as if it had not stopped.</summary>
    private async Task LoadAsync(DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var stop in await store.SinceAsync(now - BlackBoxSnapshot.Reach, cancel))
        {
            recent[(stop.Service, stop.TaskId)] = stop;
            unsaved.Remove((stop.Service, stop.TaskId));
        }

        // What ECS still remembers at the first look is kept too.
        var reached = now - EcsRemembers;
        keptSince = await store.FirstAsync(cancel) is { } first && first < reached ? first : reached;
        isLoaded = true;
        version++;
    }

    private void Publish(DateTimeOffset now, Fault? fault)
    {
        foreach (var old in recent.Where(pair => pair.Value.StoppedAt < now - BlackBoxSnapshot.Reach && !unsaved.ContainsKey(pair.Key)).Select(pair => pair.Key).ToList())
            recent.Remove(old);
        publishedAt = now;
        var since = keptSince ?? now - EcsRemembers;
        feed.Publish(new BlackBoxSnapshot(recent.Values.GroupBy(stop => stop.Service).ToImmutableDictionary(group => group.Key, group => group.OrderByDescending(stop => stop.StoppedAt).ToImmutableArray()), version)
        {
            KnownSince = since > now - BlackBoxSnapshot.Reach ? since : now - BlackBoxSnapshot.Reach,
        }, now, fault);
    }
}
