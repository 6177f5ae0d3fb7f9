using System.Collections.Immutable;

namespace Dashboard.Logs.Patterns;

/// <summary>The patterns of a search's lines, found as its pages come. Reads off the circuit and is read from it.</summary>
public sealed class PatternSearch(TaskRevisions revisions, TimeProvider time)
{
    private const int Sample = 2_000;
    private const int Longest = 2_000;

    // Finding patterns takes a moment; a page that follows the last within a few of them waits for the next.
    private const int Pause = 5;
    private readonly Lock gate = new();
    private readonly Dictionary<int, (LogSeverity Level, LogEventLink Link)> met = [];
    private PatternMiner? miner;
    private (TimeSpan Took, long At) refreshed;

    /// <summary>As of the last <see cref="Refresh"/>, in no order.</summary>
    public ImmutableArray<PatternRow> Rows { get; private set; } = [];

    /// <summary>Lines in them.</summary>
    public long Lines { get; private set; }

    /// <summary>Frames of stack traces that came line by line; they belong to the line before them and have no pattern.</summary>
    public long Frames { get; private set; }

    /// <param name="isAnew">Forgets what was read before.</param>
    public void Read(ImmutableArray<LogEvent> events, bool isAnew)
    {
        lock (gate)
        {
            if (isAnew)
                Forget();
            if (events.IsEmpty)
                return;
            miner ??= PatternMiner.For(events.Take(Sample).Select(Text));
            foreach (var line in events)
            {
                if (LogTraces.Of(line.Message) == LogTraceRole.Frame)
                    Frames++;
                else
                    Add(miner, line);
            }

            if (isAnew || Rows.IsEmpty || time.GetElapsedTime(refreshed.At) > refreshed.Took * Pause)
                Refresh();
        }
    }

    /// <summary>Brings <see cref="Rows"/> up to all that was read.</summary>
    public void Refresh()
    {
        lock (gate)
        {
            var begun = time.GetTimestamp();
            var mined = miner?.Patterns();
            (Rows, Lines) = (mined is null ? [] : RowsOf(mined), miner?.Lines ?? 0);
            refreshed = (time.GetElapsedTime(begun), time.GetTimestamp());
        }
    }

    private void Add(PatternMiner into, LogEvent line)
    {
        var revision = line.Scope.Service is { } service ? revisions.Of(service, line.Stream)?.ToString() : null;
        var handle = into.Add(Text(line), line.At, revision);
        var level = LogLevels.Of(line.Message);
        if (!met.TryGetValue(handle, out var known))
            met[handle] = (level, new LogEventLink(line.Scope.Group, line.Stream, line.At, LogLine.EventId(line)));
        else if (level > known.Level)
            met[handle] = known with { Level = level };
    }

    private ImmutableArray<PatternRow> RowsOf(MinedPatterns mined)
    {
        var levels = new LogSeverity[mined.All.Count];
        var links = new LogEventLink?[mined.All.Count];
        foreach (var (handle, (level, link)) in met)
        {
            var pattern = mined.ByHandle[handle];
            levels[pattern] = level > levels[pattern] ? level : levels[pattern];
            links[pattern] ??= link;
        }

        return [.. mined.All.Select((pattern, index) => new PatternRow(pattern, levels[index], links[index]!.Value))];
    }

    private void Forget()
    {
        (miner, Frames) = (null, 0);
        met.Clear();
    }

    // What a row of the list says: of a JSON object its message, since its other fields come in any number and order.
    private static string Text(LogEvent line) => LogHeadline.Of(line.Message, Longest);
}
