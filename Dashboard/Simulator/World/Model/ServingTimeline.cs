namespace Dashboard.Simulator;

/// <summary>Which tasks served at which time, as an immutable list of spans: metrics and logs of any minute come from here.</summary>
internal sealed class ServingTimeline
{
    private readonly long[] starts;
    private readonly Span[] spans;

    public ServingTimeline(IReadOnlyList<SimTask> tasks)
    {
        Tasks = [.. tasks];
        var changes = new SortedSet<long> { 0 };
        foreach (var task in Tasks.Where(task => task.HealthyAt < task.StopAt))
        {
            changes.Add(task.HealthyAt.ToUnixTimeMilliseconds());
            if (task.StopAt != DateTimeOffset.MaxValue)
                changes.Add(task.StopAt.ToUnixTimeMilliseconds());
            foreach (var change in task.Away.SelectMany(span => new[] { span.From, span.To }).Where(change => change != DateTimeOffset.MaxValue))
                changes.Add(change.ToUnixTimeMilliseconds());
        }

        starts = [.. changes];
        spans = new Span[starts.Length];
        var serving = new List<SimTask>();
        var coming = new Queue<SimTask>(Tasks.Where(task => task.HealthyAt < task.StopAt).OrderBy(task => task.HealthyAt));
        for (var i = 0; i < starts.Length; i++)
        {
            var at = starts[i];
            serving.RemoveAll(task => task.StopAt.ToUnixTimeMilliseconds() <= at);
            while (coming.TryPeek(out var next) && next.HealthyAt.ToUnixTimeMilliseconds() <= at)
                serving.Add(coming.Dequeue());
            serving.RemoveAll(task => task.StopAt.ToUnixTimeMilliseconds() <= at);
            spans[i] = Span.Of(serving.FindAll(task => !task.Away.Exists(span => span.From.ToUnixTimeMilliseconds() <= at && at < span.To.ToUnixTimeMilliseconds())));
        }
    }

    public IReadOnlyList<SimTask> Tasks { get; }

    /// <param name="milliseconds">Since the epoch.</param>
    public Span At(long milliseconds)
    {
        var found = Array.BinarySearch(starts, milliseconds);
        return spans[found >= 0 ? found : Math.Max(0, ~found - 1)];
    }

    /// <summary>The tasks that serve together, and what they behave like on average.</summary>
    internal sealed record Span(SimTask[] Tasks, double MoreErrors, double Latency, double Cpu, double Memory)
    {
        public static Span Of(List<SimTask> tasks) => tasks.Count == 0 ? new Span([], 0, 1, 1, 1) : new Span(
            [.. tasks],
            tasks.Average(task => task.Revision.Behaviour.MoreErrors),
            tasks.Average(task => task.Revision.Behaviour.Latency),
            tasks.Average(task => task.Revision.Behaviour.Cpu),
            tasks.Average(task => task.Revision.Behaviour.Memory));
    }
}
