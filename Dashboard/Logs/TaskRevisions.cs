using System.Collections.Concurrent;
using Dashboard.Fleet;
using Microsoft.Data.Sqlite;

namespace Dashboard.Logs;

/// <summary>
/// Which task definition revision wrote a log stream: the stream's name ends in its task's id. ECS forgets a stopped task after about an hour,
/// so every task that was seen is remembered for <see cref="KeptFor"/>. Thread-safe.
/// </summary>
public sealed class TaskRevisions(Feed<TasksSnapshot> tasks, TaskRevisionStore store, TimeProvider time, ILogger<TaskRevisions> log) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>After a task was last seen.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);
    private readonly ConcurrentDictionary<ServiceKey, ConcurrentDictionary<string, TaskRun>> known = [];
    private readonly Dictionary<(ServiceKey, string), TaskRun> unsaved = [];
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly Lock gate = new();
    private TasksSnapshot? learned;
    private bool loaded, failed;

    /// <param name="stream">As awslogs names it, <c>prefix/container/task-id</c>.</param>
    /// <returns>Null for a stream of another kind, and for a task that was never seen. What earlier processes saw is known after <see cref="LoadAsync"/>.</returns>
    public TaskDefinitionRef? Of(ServiceKey service, string stream) => RunOf(service, stream)?.Revision;

    /// <summary>The task that wrote a log stream; null as for <see cref="Of"/>.</summary>
    public TaskRun? RunOf(ServiceKey service, string stream)
    {
        Learn();
        return stream.LastIndexOf('/') is > 0 and var slash && known.TryGetValue(service, out var runs) ? runs.GetValueOrDefault(stream[(slash + 1)..]) : null;
    }

    /// <summary>The tasks that ran a revision, the last created first.</summary>
    public IReadOnlyList<TaskRun> TasksOf(ServiceKey service, TaskDefinitionRef revision)
    {
        Learn();
        return known.TryGetValue(service, out var runs) ? [.. runs.Values.Where(run => run.Revision == revision).OrderByDescending(run => run.CreatedAt)] : [];
    }

    /// <summary>Reads what was remembered, once a process; a database that cannot be read leaves what ECS still knows.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref loaded))
            return;
        await oneAtATime.WaitAsync(cancel);
        try
        {
            if (loaded)
                return;
            foreach (var run in await store.AllAsync(cancel))
                Runs(run.Service).TryAdd(run.Id, run);
            Volatile.Write(ref loaded, true);
        }
        catch (SqliteException error)
        {
            Say(error);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Remembers the tasks that are new since the last round.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Learn();
        List<TaskRun> seen;
        lock (gate)
            seen = [.. unsaved.Values];
        if (seen.Count == 0)
            return;
        var before = time.GetUtcNow() - KeptFor;
        try
        {
            await store.SaveAsync(seen, before, cancel);
        }
        catch (SqliteException error)
        {
            Say(error);
            return;
        }

        failed = false;
        lock (gate)
        {
            foreach (var run in seen)
                unsaved.Remove((run.Service, run.Id));
        }

        foreach (var old in known.Values.SelectMany(runs => runs.Values).Where(run => run.SeenAt < before).ToList())
            Runs(old.Service).TryRemove(new(old.Id, old));
    }

    private void Learn()
    {
        if (tasks.Current.Value is not { } snapshot || ReferenceEquals(snapshot, Volatile.Read(ref learned)))
            return;
        lock (gate)
        {
            var now = time.GetUtcNow();
            foreach (var task in snapshot.ByService.Values.SelectMany(all => all))
                Learn(task, now);
            Volatile.Write(ref learned, snapshot);
        }
    }

    private void Learn(EcsTask task, DateTimeOffset now)
    {
        var runs = Runs(task.Service);
        if (task.TaskDefinition is not { } revision || (runs.TryGetValue(task.Id, out var before) && now - before.SeenAt < KeptFor / 2))
            return;
        var run = new TaskRun(task.Service, task.Id, revision, task.CreatedAt ?? before?.CreatedAt ?? now, now);
        runs[task.Id] = run;
        unsaved[(task.Service, task.Id)] = run;
    }

    private ConcurrentDictionary<string, TaskRun> Runs(ServiceKey service) => known.GetOrAdd(service, _ => new());

    private void Say(SqliteException error)
    {
        if (!failed)
            log.LogWarning("Which revision a task ran cannot be remembered: {Error}. Tasks that ECS has forgotten will be unknown after a restart", error.Message);
        failed = true;
    }

    public void Dispose() => oneAtATime.Dispose();
}
