using System.Diagnostics.Metrics;
using Dashboard.Ui;

namespace Dashboard.Aws;

/// <summary>Counts what was really sent to AWS, each attempt of each retry, by target and operation; and holds this host's clock against that of the answers.</summary>
public sealed class CallMeter(TimeProvider time)
{
    public const string Name = "Dashboard.Aws";

    /// <summary>How far back it counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    // Below it nobody would misread an age, and an answer's time has whole seconds only.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>("aws.calls", "{call}", "Requests sent to AWS, retries included");
    private static readonly Counter<long> Throttles = Meter.CreateCounter<long>("aws.throttles", "{call}", "Requests that AWS throttled");
    private static readonly Counter<long> Metrics = Meter.CreateCounter<long>("aws.metrics.requested", "{metric}", "Metrics asked of GetMetricData, which AWS charges");

    private readonly Lock gate = new();
    private readonly Dictionary<(string Target, string Operation), Minutes> counts = [];
    private readonly DateTimeOffset startedAt = time.GetUtcNow();
    private long clockAheadTicks;

    /// <summary>That this host's clock is more than a minute off AWS's, by the newest answer, as a sentence; null while it is not.</summary>
    public string? ClockProblem => TimeSpan.FromTicks(Interlocked.Read(ref clockAheadTicks)) is var ahead && ahead.Duration() > ClockTolerance
        ? $"This host's clock is {Format.Duration(ahead)} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} AWS: ages and times here are off by as much until it is set right."
        : null;

    /// <param name="metrics">Metrics that a GetMetricData call asks for.</param>
    /// <returns>When it is sent, by this host's clock.</returns>
    public DateTimeOffset Sent(string target, string operation, int metrics = 0)
    {
        Attempts.Add(1, Tags(target, operation));
        if (metrics > 0)
            Metrics.Add(metrics, Tags(target, operation));
        Count(target, operation, new Tally(1, 0, metrics));
        return time.GetUtcNow();
    }

    /// <summary>AWS's time lies between sending and now where the clocks agree, however long the answer took or this process stood still.</summary>
    /// <param name="date">The answer's; null where it has none.</param>
    public void Answered(DateTimeOffset sentAt, DateTimeOffset? date)
    {
        if (date is not { } aws)
            return;
        var now = time.GetUtcNow();
        Interlocked.Exchange(ref clockAheadTicks, (now < aws ? now - aws : sentAt > aws ? sentAt - aws : TimeSpan.Zero).Ticks);
    }

    public void Throttled(string target, string operation)
    {
        Throttles.Add(1, Tags(target, operation));
        Count(target, operation, new Tally(0, 1, 0));
    }

    /// <summary>What was sent within <see cref="Window"/>, by target and operation.</summary>
    public AwsCalls Read()
    {
        var now = time.GetUtcNow();
        var covered = TimeSpan.FromTicks(Math.Clamp((now - startedAt).Ticks, TimeSpan.FromSeconds(10).Ticks, Window.Ticks));
        lock (gate)
        {
            var rows = counts.Select(pair => new OperationCalls(pair.Key.Target, pair.Key.Operation, pair.Value.Sum(now, Window)))
                .Where(row => row.Tally.Calls > 0)
                .OrderBy(row => row.Target, StringComparer.Ordinal).ThenByDescending(row => row.Tally.Calls);
            return new AwsCalls([.. rows], covered);
        }
    }

    private void Count(string target, string operation, Tally tally)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (!counts.TryGetValue((target, operation), out var minutes))
                counts[(target, operation)] = minutes = new Minutes();
            minutes.Add(now, tally);
        }
    }

    private static ReadOnlySpan<KeyValuePair<string, object?>> Tags(string target, string operation) =>
        new KeyValuePair<string, object?>[] { new("target", target), new("operation", operation) };

    /// <summary>Twelve slots of a minute, reused in turn.</summary>
    private sealed class Minutes
    {
        private readonly (long Minute, Tally Tally)[] slots = new (long, Tally)[12];

        public void Add(DateTimeOffset at, Tally tally)
        {
            var minute = at.ToUnixTimeSeconds() / 60;
            ref var slot = ref slots[minute % slots.Length];
            slot = (minute, slot.Minute == minute ? slot.Tally + tally : tally);
        }

        public Tally Sum(DateTimeOffset now, TimeSpan window)
        {
            var newest = now.ToUnixTimeSeconds() / 60;
            return slots.Where(slot => slot.Minute > newest - window.TotalMinutes).Aggregate(default(Tally), (sum, slot) => sum + slot.Tally);
        }
    }
}
