namespace Dashboard.Simulator;

/// <summary>Amazon CloudWatch Logs in one Region. Filter patterns and queries are the endpoints' part: they read the events from here.</summary>
public sealed class SimulatedLogs
{
    private readonly RegionState region;

    internal SimulatedLogs(RegionState region) => this.region = region;

    public IReadOnlyList<LogGroup> DescribeLogGroups(string? namePrefix = null, string? namePattern = null) => throw new NotImplementedException();

    /// <exception cref="SimulatedAwsException">ResourceNotFoundException.</exception>
    public IReadOnlyList<LogStream> DescribeLogStreams(string group, string? namePrefix = null) => throw new NotImplementedException();

    /// <summary>Lazily, in the order asked for; breaking off costs nothing. Nothing from the future, nothing older than the retention.</summary>
    /// <param name="group">Name or ARN.</param>
    /// <param name="from">Milliseconds since the epoch, inclusive.</param>
    /// <param name="to">Milliseconds since the epoch, exclusive.</param>
    /// <param name="after">Continues behind this event, in the order asked for.</param>
    /// <param name="streams">Null is all of them.</param>
    /// <exception cref="SimulatedAwsException">ResourceNotFoundException, at once, not on the first event.</exception>
    public IEnumerable<LogEvent> Events(string group, long from, long to, bool newestFirst = false, LogPosition? after = null, IReadOnlySet<string>? streams = null) => throw new NotImplementedException();
}
