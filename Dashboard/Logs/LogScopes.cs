using System.Collections.Immutable;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <param name="Notes">What a person should know of what is searched, one sentence each.</param>
/// <param name="IsWhole">False while another reading of the services or their tasks may change what is searched: something was not found or not read yet.</param>
public sealed record LogSelection(ImmutableArray<LogScope> Scopes, ImmutableArray<string> Notes, bool IsWhole = true)
{
    public static LogSelection Nothing { get; } = new([], []);

    /// <summary>CloudWatch would be asked the same.</summary>
    public bool AsksTheSame(LogSelection other) => Scopes.Select(scope => scope.Question).SequenceEqual(other.Scopes.Select(scope => scope.Question));
}

/// <param name="Groups">As many as are searched at once.</param>
/// <param name="All">How many there are.</param>
public sealed record LogGroupsNear(ImmutableArray<LogGroupKey> Groups, int All);

/// <summary>Which log groups and streams hold the lines of a service: its task definition says so.</summary>
public sealed class LogScopes(AwsTargets targets, Feed<FleetSnapshot> fleetFeed, Feed<TasksSnapshot> tasksFeed)
{
    private const int MostStreams = 100;

    /// <param name="task">Of the services only the lines of this task, by its id; null for all.</param>
    public LogSelection Resolve(IEnumerable<ServiceKey> services, IEnumerable<LogGroupKey> groups, string? task = null)
    {
        var found = new Findings();
        foreach (var unknown in groups.Where(group => targets.Find(group.Target) is null))
            found.Notes.Add($"There is no target {unknown.Target}, so its log group {unknown.Name} is not searched.");
        var whole = groups.Where(group => targets.Find(group.Target) is not null).Select(LogScope.WholeGroup).ToList();
        var scopes = services.SelectMany(key => OfService(key, fleetFeed.Current, tasksFeed.Current.Value, task, found)).ToList();
        scopes.RemoveAll(scope => whole.Any(group => group.Group == scope.Group));
        return new LogSelection([.. scopes.Concat(whole).DistinctBy(scope => scope.Question)], found.Notes.ToImmutable(), found.IsWhole);
    }

    /// <summary>Why a person may not read what a view names, in a sentence; null when they may.</summary>
    public string? WhyHidden(LogView view, Places sight)
    {
        var hidden = view.Services.Where(key => !sight.Hold(key.Target, key.Cluster)).Select(key => key.ToString())
            .Concat(view.Groups.Where(group => !IsSeen(group, sight)).Select(group => group.ToString()))
            .Concat(view.Event is { } link && !IsSeen(link.Group, sight) ? [link.Group.ToString()] : []);
        return hidden.FirstOrDefault() is { } first ? $"Viewing {first} needs a role there; yours holds for {sight}." : null;
    }

    /// <summary>A group is seen by whoever sees its whole target, or every service that is known to write to it.</summary>
    public bool IsSeen(LogGroupKey group, Places sight) => sight.Hold(group.Target, null)
        || ((fleetFeed.Current.Value?.Services ?? []).Where(service => service.Key.Target == group.Target && Logs(service).Any(log => log.Group == group.Name)).ToList() is { Count: > 0 } writers
            && writers.All(writer => sight.Hold(writer.Key.Target, writer.Key.Cluster)));

    /// <summary>Where the other lines of a request may be: this group, those of the services beside its own, and those of the target's other clusters.</summary>
    public LogGroupsNear Near(LogGroupKey group)
    {
        var services = (fleetFeed.Current.Value?.Services ?? []).Where(service => service.Key.Target == group.Target).ToList();
        var clusters = services.Where(service => Logs(service).Any(log => log.Group == group.Name)).Select(service => service.Key.Cluster).ToHashSet();
        List<LogGroupKey> all = [.. services
            .OrderByDescending(service => clusters.Contains(service.Key.Cluster))
            .SelectMany(Logs)
            .Select(log => new LogGroupKey(group.Target, log.Group))
            .Prepend(group)
            .Distinct()];
        return new LogGroupsNear([.. all.Take(LogView.MostSources)], all.Count);
    }

    /// <summary>
    /// Where tasks of these revisions write. Streams are named only where another service writes beside them: a name that does not exist,
    /// as that of a task that never started, makes CloudWatch refuse the whole search.
    /// </summary>
    /// <param name="tasks">The ids of their tasks, the most wanted first.</param>
    public ImmutableArray<LogScope> OfRevisions(ServiceKey key, IEnumerable<TaskDefinitionDetail> revisions, IEnumerable<string> tasks)
    {
        var others = (fleetFeed.Current.Value?.Services ?? []).Where(other => other.Key.Target == key.Target && other.Key != key).SelectMany(Logs).ToHashSet();
        return [.. revisions.SelectMany(Logs).Distinct().Select(log => new LogScope(new LogGroupKey(key.Target, log.Group), key, log.StreamPrefix,
            log.StreamPrefix is not null && others.Contains(log) ? [.. tasks.Take(MostStreams).Select(task => log.StreamPrefix + task)] : []))];
    }

    private static IEnumerable<LogScope> OfService(ServiceKey key, Reading<FleetSnapshot> reading, TasksSnapshot? tasks, string? task, Findings found)
    {
        if (reading.Value is not { } fleet)
            return found.Missing($"The services were not read yet, so the log groups of {key} are unknown. {reading.Fault?.Message}");
        if (fleet.Find(key) is not { } service)
        {
            var unread = fleet.Clusters.Where(cluster => cluster.Target == key.Target && (cluster.Cluster is null || cluster.Cluster == key.Cluster)).ToList();
            return found.Missing(unread.FirstOrDefault(cluster => cluster.Fault is not null)?.Fault is { } fault ? $"Whether there is a service {key} is unknown: {fault.Message}"
                : unread.Any(cluster => cluster.ObservedAt is null) ? $"The services of {key.Target} were not read yet, so the log groups of {key} are unknown."
                : $"There is no service {key} in the clusters that are watched.");
        }

        if (service.Definition is null)
            return found.Missing($"The task definition of {key} was not read yet, so its log groups are unknown. Choose a log group instead.");
        var logs = Logs(service).ToList();
        if (logs.Count == 0)
            found.Notes.Add($"{key} does not log to CloudWatch: no container of {service.TaskDefinition} uses the awslogs driver.");
        return logs.Select(log => task is null ? OfContainer(key, log, fleet, tasks, found) : OfTask(key, log, task, found));
    }

    // By prefix, as a task whose container never started has no stream, and asked for by name that would be an error.
    private static LogScope OfTask(ServiceKey key, ContainerLog log, string task, Findings found)
    {
        if (log.StreamPrefix is null)
            found.Notes.Add($"The log streams of {key} do not bear the task's id, because its task definition sets no awslogs-stream-prefix; lines of all its tasks are shown.");
        return new LogScope(new LogGroupKey(key.Target, log.Group), key, log.StreamPrefix is { } prefix ? prefix + task : null, []);
    }

    private static LogScope OfContainer(ServiceKey key, ContainerLog log, FleetSnapshot fleet, TasksSnapshot? tasks, Findings found)
    {
        var scope = new LogScope(new LogGroupKey(key.Target, log.Group), key, log.StreamPrefix, []);
        var others = fleet.Services.Where(other => other.Key.Target == key.Target && other.Key != key && Logs(other).Contains(log)).ToList();
        if (others.Count == 0)
        {
            // Whoever was not read yet may write to the same streams.
            found.IsWhole &= fleet.Clusters.Where(cluster => cluster.Target == key.Target).All(cluster => cluster.ObservedAt is not null && cluster.Services.All(other => other.Definition is not null));
            return scope;
        }

        // Streams end in the task's id, so the tasks that ECS still knows tell the services apart.
        ImmutableArray<string> streams = log.StreamPrefix is null || tasks is null
            ? []
            : [.. tasks.Of(key).OrderByDescending(task => task.CreatedAt).Take(MostStreams).Select(task => log.StreamPrefix + task.Id)];
        found.IsWhole &= tasks is not null;
        found.Notes.Add(streams.IsEmpty
            ? $"{key} shares the log group {log.Group} with {others[0].Key.Service}; lines of both are shown."
            : $"{key} shares the log group {log.Group} with {others[0].Key.Service}; only lines of tasks that ECS still knows are shown.");
        return scope with { Streams = streams };
    }

    // awslogs names a stream prefix/container/task-id; without a prefix it is the Docker container's id.
    private static IEnumerable<ContainerLog> Logs(EcsService service) => service.Definition is { } definition ? Logs(definition) : [];

    private static IEnumerable<ContainerLog> Logs(TaskDefinitionDetail definition) => definition.Containers
        .Where(container => container.LogGroup is not null)
        .Select(container => new ContainerLog(container.LogGroup!, container.LogStreamPrefix is { Length: > 0 } prefix ? $"{prefix}/{container.Name}/" : null));

    private sealed record ContainerLog(string Group, string? StreamPrefix);

    private sealed class Findings
    {
        public ImmutableArray<string>.Builder Notes { get; } = ImmutableArray.CreateBuilder<string>();
        public bool IsWhole { get; set; } = true;

        public IEnumerable<LogScope> Missing(string note)
        {
            Notes.Add(note.TrimEnd());
            IsWhole = false;
            return [];
        }
    }
}
