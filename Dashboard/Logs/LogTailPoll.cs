using System.Collections.Immutable;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>Reads what is new in one scope, the last seconds each time again because events come in late and out of order.</summary>
internal sealed class LogTailPoll(LogSource source, LogScope scope, LogQuery? query, SeenEvents seen, TimeSpan lateness, TimeProvider time)
{
    // Beyond this a round would not end before the next is due; what it leaves out is older than what it brings.
    private const int MostPages = 5;
    private static readonly TimeSpan ShortOverlap = TimeSpan.FromSeconds(5);
    private readonly DateTimeOffset startedAt = time.GetUtcNow() - ShortOverlap;
    private DateTimeOffset readTo = time.GetUtcNow() - ShortOverlap;
    private int round;

    /// <summary>New lines, oldest first, and why there are none or not all.</summary>
    /// <param name="fillsGap">Everything is read again that may have come in late.</param>
    public async Task<(ImmutableArray<LogLine> Lines, Fault? Fault)> ReadAsync(bool fillsGap, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // The whole overlap only every fifth time: at 500 lines a second it is more than a page.
        var overlap = fillsGap || round++ % 5 == 0 ? lateness : ShortOverlap;
        var from = readTo - overlap < startedAt ? startedAt : readTo - overlap;
        var fresh = new List<LogLine>();
        var fault = await ReadAsync(new TimeSpanUtc(from, now.AddMinutes(1)), fresh, cancel);
        if (fault is null)
            MarkRead(now);
        fresh.Reverse();
        return ([.. fresh], fault);
    }

    /// <summary>Everything until then was read, here or by a session, UTC.</summary>
    public void MarkRead(DateTimeOffset to)
    {
        readTo = to;
        seen.Forget(Forgettable);
    }

    /// <summary>Nothing is read again from before.</summary>
    public DateTimeOffset Forgettable => readTo - lateness - ShortOverlap;

    private async Task<Fault?> ReadAsync(TimeSpanUtc span, List<LogLine> fresh, CancellationToken cancel)
    {
        string? token = null;
        var pass = seen.Begin();
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await source.ReadAsync(scope, span, query, token, cancel);
            if (answer.Value is not { } chunk)
                return answer.Fault;
            fresh.AddRange(chunk.Events.Select(pass.New).OfType<LogLine>());
            if ((token = chunk.NextToken) is null)
                return null;
        }

        return null;
    }
}
