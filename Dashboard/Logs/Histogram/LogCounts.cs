using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>Counts the lines of a range as they are read, by time and level, whether they are kept or not. Not thread-safe.</summary>
public sealed class LogCounts
{
    private readonly long length;
    private readonly long first;
    private readonly int[][] bins;

    public LogCounts(TimeSpanUtc range)
    {
        length = LogHistogram.BinLengthOf(range.Length).Ticks;
        first = range.From.UtcTicks / length;
        bins = new int[Math.Max(1, (range.To.UtcTicks - 1) / length - first + 1)][];
        Clear();
    }

    /// <summary>Lines, also those outside of the range.</summary>
    public int Total { get; private set; }

    public LogHistogram Histogram => new(
        [.. bins.Select((row, bin) => new LogBin(new TimeSpanUtc(At((first + bin) * length), At((first + bin + 1) * length)), row[0], row[1], row[2], row[3]))],
        TimeSpan.FromTicks(length));

    public void Add(IEnumerable<LogLine> lines)
    {
        foreach (var line in lines)
        {
            Total++;

            // A clock that is off, or a line of follow mode after the range ended: it belongs to no bin.
            if (line.At.UtcTicks / length - first is >= 0 and var bin && bin < bins.Length)
                bins[bin][Row(line.Level)]++;
        }
    }

    public void Clear()
    {
        Total = 0;
        for (var bin = 0; bin < bins.Length; bin++)
            bins[bin] = new int[4];
    }

    private static int Row(LogSeverity level) => level switch
    {
        LogSeverity.Error or LogSeverity.Fatal => 0,
        LogSeverity.Warning => 1,
        LogSeverity.Info => 2,
        _ => 3,
    };

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
