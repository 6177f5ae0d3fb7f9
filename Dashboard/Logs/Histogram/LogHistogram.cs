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

    public static LogHistogram Of(IEnumerable<LogLine> lines, TimeSpanUtc range)
    {
        var counts = new LogCounts(range);
        counts.Add(lines);
        return counts.Histogram;
    }

    /// <summary>At most 60 for any range.</summary>
    public static TimeSpan BinLengthOf(TimeSpan range) => Lengths.FirstOrDefault(length => range.Ticks / length.Ticks < MostBins, Lengths[^1]);
}
