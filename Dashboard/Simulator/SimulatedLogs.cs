using System.Collections.Concurrent;

namespace Dashboard.Simulator;

/// <summary>Amazon CloudWatch Logs in one Region. Filter patterns and queries are the endpoints' part: they read the events from here.</summary>
public sealed class SimulatedLogs
{
    private readonly RegionState region;

    private readonly ConcurrentDictionary<string, LogSource> sources = new(StringComparer.Ordinal);

    private int liveTails;
    private int liveTailsBegun;

    internal SimulatedLogs(RegionState region) => this.region = region;

    /// <summary>Live Tail sessions open now.</summary>
    public int LiveTails => Volatile.Read(ref liveTails);

    /// <summary>Live Tail sessions begun so far.</summary>
    public int LiveTailsBegun => Volatile.Read(ref liveTailsBegun);

    internal bool TryBeginLiveTail(int most)
    {
        if (Interlocked.Increment(ref liveTails) > most)
        {
            EndLiveTail();
            return false;
        }

        Interlocked.Increment(ref liveTailsBegun);
        return true;
    }

    internal void EndLiveTail() => Interlocked.Decrement(ref liveTails);

    public IReadOnlyList<LogGroup> DescribeLogGroups(string? namePrefix = null, string? namePattern = null) =>
        [.. region.Specs.Select(Group)
            .Where(group => group.LogGroupName.StartsWith(namePrefix ?? "", StringComparison.Ordinal) && group.LogGroupName.Contains(namePattern ?? "", StringComparison.OrdinalIgnoreCase))
            .OrderBy(group => group.LogGroupName, StringComparer.Ordinal)];

    /// <exception cref="SimulatedAwsException">ResourceNotFoundException.</exception>
    public IReadOnlyList<LogStream> DescribeLogStreams(string group, string? namePrefix = null)
    {
        var (service, now) = (Find(group), region.Clock.Now);
        var oldest = now - TimeSpan.FromDays(LogSource.RetentionDays);
        return [.. service.Serving.Tasks.Where(task => task.RunningAt <= now && task.StoppedAt > oldest && task.StreamName.StartsWith(namePrefix ?? "", StringComparison.Ordinal))
            .Select(task => Stream(service, task, now))
            .OrderBy(stream => stream.LogStreamName, StringComparer.Ordinal)];
    }

    /// <summary>Lazily, in the order asked for; breaking off costs nothing. Nothing from the future, nothing older than the retention.</summary>
    /// <param name="group">Name or ARN.</param>
    /// <param name="from">Milliseconds since the epoch, inclusive.</param>
    /// <param name="to">Milliseconds since the epoch, exclusive.</param>
    /// <param name="after">Continues behind this event, in the order asked for.</param>
    /// <param name="streams">Null is all of them.</param>
    /// <exception cref="SimulatedAwsException">ResourceNotFoundException, at once, not on the first event.</exception>
    public IEnumerable<LogEvent> Events(string group, long from, long to, bool newestFirst = false, LogPosition? after = null, IReadOnlySet<string>? streams = null)
    {
        var service = Find(group);
        return sources.GetOrAdd(NameOf(service.Spec), _ => new LogSource(service)).Events(from, to, newestFirst, after, streams);
    }

    private static string NameOf(ServiceSpec spec) => $"/ecs/{spec.Cluster}/{spec.Name}";

    private LogGroup Group(ServiceSpec spec)
    {
        var arn = Arns.LogGroup(region.Name, NameOf(spec));
        var bytes = spec.Traffic * (spec.LinesPerRequest + spec.ErrorRate) * 1440 * LogSource.RetentionDays * 290;
        return new LogGroup(NameOf(spec), arn + ":*", arn, (region.Clock.Start - TimeSpan.FromDays(400)).ToUnixTimeMilliseconds(), (long)bytes, LogSource.RetentionDays);
    }

    private LogStream Stream(SimService service, SimTask task, DateTimeOffset now)
    {
        var last = (task.StoppedAt < now ? task.StoppedAt : now).ToUnixTimeMilliseconds();
        var started = task.RunningAt.ToUnixTimeMilliseconds();
        return new LogStream(task.StreamName, $"{Arns.LogGroup(region.Name, NameOf(service.Spec))}:log-stream:{task.StreamName}", started, started + 210, last, last);
    }

    private SimService Find(string group)
    {
        var name = group.StartsWith("arn:", StringComparison.Ordinal) ? group.Split(':')[6] : group;
        return name.Split('/') is ["", "ecs", var cluster, var service] && region.Service(cluster, service) is { } found
            ? found
            : throw new SimulatedAwsException("ResourceNotFoundException", "The specified log group does not exist.");
    }
}
