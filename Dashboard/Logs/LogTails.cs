using System.Collections.Immutable;
using Dashboard.Ui;
using Microsoft.Extensions.Options;

namespace Dashboard.Logs;

/// <summary>Follow mode: one poll a log group and filter, however many people follow it.</summary>
public sealed class LogTails(LogSource source, IOptions<LogsOptions> options, TimeProvider time, ILogger<LogTails> log)
{
    private readonly SharedPolls<TailKey, LogTailPoll> polls = new(
        key => new LogTailPoll(source, key.Scope, key.Query, options.Value.FollowLateness, time),
        (poll, cancel) => poll.RunAsync(cancel),
        options.Value.FollowInterval,
        time,
        log);

    /// <summary>Polls that run now, for tests and measurements.</summary>
    public int Polls => polls.Count;

    /// <summary>Starts before the viewer's search does, so that no event falls between the two.</summary>
    public LogTail Follow(IEnumerable<LogScope> scopes, LogQuery? query, Action changed) =>
        new([.. scopes.Select(scope => polls.Hold(new TailKey(scope, query)))], options.Value.FollowBuffer, changed);

    // Equal by what is asked: scopes and queries hold arrays, which compare by identity.
    private sealed class TailKey(LogScope scope, LogQuery? query) : IEquatable<TailKey>
    {
        private readonly string question = $"{scope.Question}\n{query?.Question}";

        public LogScope Scope => scope;
        public LogQuery? Query => query;

        public bool Equals(TailKey? other) => other is not null && question == other.question;

        public override bool Equals(object? obj) => Equals(obj as TailKey);

        public override int GetHashCode() => question.GetHashCode(StringComparison.Ordinal);
    }
}

/// <summary>One viewer's end: new lines wait in it, bounded, until the page takes them.</summary>
public sealed class LogTail : IDisposable
{
    private readonly Lock gate = new();
    private readonly ImmutableArray<PollHold<LogTailPoll>> holds;
    private readonly int most;
    private readonly Action changed;
    private readonly Queue<LogLine> waiting = new();
    private long dropped;

    internal LogTail(ImmutableArray<PollHold<LogTailPoll>> holds, int most, Action changed)
    {
        (this.holds, this.most, this.changed) = (holds, most, changed);
        foreach (var hold in holds)
            hold.Poll.Found += Receive;
    }

    /// <summary>Why a group brings nothing new at the moment.</summary>
    public ImmutableArray<LogScopeFault> Faults => [.. holds.Where(hold => hold.Poll.Fault is not null).Select(hold => new LogScopeFault(hold.Poll.Scope, hold.Poll.Fault!))];

    /// <summary>When every group was last read with success, UTC; null until then.</summary>
    public DateTimeOffset? ReadAt => holds.Select(hold => hold.Poll.ReadAt).Min();

    /// <summary>Lines that wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>Takes what waits, newest first, and how many more were dropped since the last time.</summary>
    public (ImmutableArray<LogLine> Lines, long Dropped) Take()
    {
        lock (gate)
        {
            ImmutableArray<LogLine> lines = [.. waiting.Reverse().OrderByDescending(line => line.At)];
            waiting.Clear();
            var lost = dropped;
            dropped = 0;
            return (lines, lost);
        }
    }

    public void Dispose()
    {
        foreach (var hold in holds)
        {
            hold.Poll.Found -= Receive;
            hold.Dispose();
        }
    }

    private void Receive(ImmutableArray<LogLine> lines)
    {
        lock (gate)
        {
            foreach (var line in lines)
                waiting.Enqueue(line);
            for (; waiting.Count > most; dropped++)
                waiting.Dequeue();
        }

        changed();
    }
}

/// <summary>Asks again and again for what is new in one scope, the last seconds each time again because events come in late and out of order.</summary>
internal sealed class LogTailPoll(LogSource source, LogScope scope, LogQuery? query, TimeSpan lateness, TimeProvider time)
{
    // Beyond this a round would not end before the next is due; what it leaves out is older than what it brings.
    private const int MostPages = 5;
    private static readonly TimeSpan ShortOverlap = TimeSpan.FromSeconds(5);
    private readonly Dictionary<ulong, DateTimeOffset> seen = [];
    private DateTimeOffset startedAt;
    private DateTimeOffset readTo;
    private int round;

    /// <summary>New lines, oldest first; empty when only the fault or the age changed.</summary>
    public event Action<ImmutableArray<LogLine>>? Found;

    public LogScope Scope => scope;
    public Fault? Fault { get; private set; }
    public DateTimeOffset? ReadAt { get; private set; }

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (round == 0)
            startedAt = readTo = now - ShortOverlap;
        // The whole overlap only every fifth time: at 500 lines a second it is more than a page.
        var overlap = round++ % 5 == 0 ? lateness : ShortOverlap;
        var from = readTo - overlap < startedAt ? startedAt : readTo - overlap;
        var fresh = new List<LogLine>();
        var fault = await ReadAsync(new TimeSpanUtc(from, now.AddMinutes(1)), fresh, cancel);
        if (fault is null)
            (ReadAt, readTo) = (time.GetUtcNow(), now);
        Forget(readTo - lateness - ShortOverlap);
        if (fresh.Count == 0 && fault is null && Fault is null)
            return;
        Fault = fault;
        fresh.Reverse();
        Found?.Invoke([.. fresh]);
    }

    private async Task<Fault?> ReadAsync(TimeSpanUtc span, List<LogLine> fresh, CancellationToken cancel)
    {
        string? token = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await source.ReadAsync(scope, span, query, token, cancel);
            if (answer.Value is not { } chunk)
                return answer.Fault;
            foreach (var whole in chunk.Events)
                if (seen.TryAdd(LogLine.EventId(whole), whole.At))
                    fresh.Add(new LogLine(whole));
            if ((token = chunk.NextToken) is null)
                return null;
        }

        return null;
    }

    private void Forget(DateTimeOffset before)
    {
        foreach (var (id, _) in seen.Where(pair => pair.Value < before).ToList())
            seen.Remove(id);
    }
}
