using System.Collections.Immutable;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>Lines of one stretch of time by level.</summary>
/// <param name="Errors">Error and fatal.</param>
/// <param name="Others">Debug, trace, and lines that do not say.</param>
public readonly record struct LogBin(TimeSpanUtc Span, int Errors, int Warnings, int Infos, int Others)
{
    public int Total => Errors + Warnings + Infos + Others;
}

/// <summary>How many lines were found when, by level.</summary>
/// <param name="Bins">In order of time; the first and last reach beyond the range where it does not begin or end with them.</param>
public sealed record LogHistogram(ImmutableArray<LogBin> Bins, TimeSpan BinLength)
{
    private const int MostBins = 60;
    private static readonly TimeSpan[] Lengths =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(seconds => TimeSpan.FromSeconds(seconds)),
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(hours => TimeSpan.FromHours(hours)),
        .. new[] { 1, 2, 7, 14 }.Select(days => TimeSpan.FromDays(days)),
    ];

    public int Highest => Bins.Max(bin => bin.Total);
    public LogBin Sum => Bins.Aggregate((sum, bin) => new LogBin(new TimeSpanUtc(sum.Span.From, bin.Span.To), sum.Errors + bin.Errors, sum.Warnings + bin.Warnings, sum.Infos + bin.Infos, sum.Others + bin.Others));

    public static LogHistogram Of(IReadOnlyList<LogLine> lines, TimeSpanUtc range)
    {
        var length = Lengths.FirstOrDefault(length => range.Length.Ticks / length.Ticks < MostBins, Lengths[^1]).Ticks;
        var first = range.From.UtcTicks / length;
        var counts = new int[Math.Max(1, (range.To.UtcTicks - 1) / length - first + 1)][];
        for (var bin = 0; bin < counts.Length; bin++)
            counts[bin] = new int[4];

        // What follow mode brings after the range ended belongs to no bin.
        foreach (var line in lines)
            if (line.At.UtcTicks / length - first is >= 0 and var bin && bin < counts.Length)
                counts[bin][Row(line.Level)]++;
        return new LogHistogram([.. counts.Select((row, bin) => new LogBin(new TimeSpanUtc(At((first + bin) * length), At((first + bin + 1) * length)), row[0], row[1], row[2], row[3]))], TimeSpan.FromTicks(length));
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
