using System.Collections.Immutable;

namespace Dashboard.Logs;

/// <summary>One viewer's end of what is followed: new lines wait in it, bounded, until the page takes them.</summary>
public sealed class LogTail : IDisposable
{
    /// <summary>Lines of the last seconds that a viewer gets who comes to a tail that runs.</summary>
    public const int MostRecent = 5_000;

    /// <summary>Bytes that may wait for one viewer, even if nobody else holds the same lines.</summary>
    public const int Heaviest = 2 * 1024 * 1024;
    private readonly Lock gate = new();
    private readonly ImmutableArray<PollHold<LogTailFeed>> holds;
    private readonly int most;
    private readonly Action changed;
    private readonly Queue<LogLine> waiting = new();
    private long weight;
    private long dropped;
    private volatile bool isPaused;

    internal LogTail(ImmutableArray<PollHold<LogTailFeed>> holds, int most, TimeSpan pollInterval, Action changed)
    {
        (this.holds, this.most, this.changed, PollInterval) = (holds, most, changed, pollInterval);
        foreach (var hold in holds)
            if (hold.Poll.Join(Receive) is { Length: > 0 } recent)
                Receive(recent);
    }

    /// <summary>Between two reads of what no session brings.</summary>
    public TimeSpan PollInterval { get; }

    /// <summary>How each scope's lines come at the moment.</summary>
    public ImmutableArray<LogTailState> States => [.. holds.Select(hold => hold.Poll.State)];

    /// <summary>Why a group brings nothing new at the moment.</summary>
    public ImmutableArray<LogScopeFault> Faults => [.. holds.Select(hold => (hold.Poll.Scope, hold.Poll.State.Fault)).Where(scope => scope.Fault is not null).Select(scope => new LogScopeFault(scope.Scope, scope.Fault!))];

    /// <summary>When every group was last read with success, UTC; null until then.</summary>
    public DateTimeOffset? ReadAt => States.Select(state => state.ReadAt ?? DateTimeOffset.MinValue).Min() is var at && at > DateTimeOffset.MinValue ? at : null;

    /// <summary>Lines that wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>Lines that could not wait any longer since the last were taken.</summary>
    public long Dropped
    {
        get
        {
            lock (gate)
                return dropped;
        }
    }

    /// <summary>Then all new lines wait.</summary>
    public bool IsPaused => isPaused;

    public void Pause() => isPaused = true;

    public void Resume() => isPaused = false;

    /// <summary>Takes what waits, newest first, and how many more were dropped since the last time; nothing while it is paused.</summary>
    public (ImmutableArray<LogLine> Lines, long Dropped) Take()
    {
        if (isPaused)
            return ([], 0);
        lock (gate)
        {
            ImmutableArray<LogLine> lines = [.. waiting.Reverse().OrderByDescending(line => line.At)];
            waiting.Clear();
            var lost = dropped;
            (dropped, weight) = (0, 0);
            return (lines, lost);
        }
    }

    public void Dispose()
    {
        foreach (var hold in holds)
        {
            hold.Poll.Leave(Receive);
            hold.Dispose();
        }
    }

    private void Receive(ImmutableArray<LogLine> lines)
    {
        lock (gate)
        {
            foreach (var line in lines)
            {
                waiting.Enqueue(line);
                weight += line.Weight;
            }

            for (; waiting.Count > most || weight > Heaviest; dropped++)
                weight -= waiting.Dequeue().Weight;
        }

        changed();
    }
}
