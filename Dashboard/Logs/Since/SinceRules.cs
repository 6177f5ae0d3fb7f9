using System.Collections.Immutable;

namespace Dashboard.Logs;

public enum SinceKind
{
    /// <summary>The predecessor did not write it, and would have, had it been as frequent there.</summary>
    New,

    /// <summary>It comes at least <see cref="SinceRules.Factor"/> times as often as in the predecessor, beyond chance.</summary>
    Grown,

    /// <summary>A warning or worse that the predecessor did not write, but too rare to say that it is new.</summary>
    Unseen,
}

/// <param name="Before">Lines of the predecessor.</param>
/// <param name="Now">Lines of the running revision.</param>
public readonly record struct SinceCount(LogSeverity Level, long Before, long Now);

/// <summary>What of all templates is new or has grown. Exposure is all lines that were read of a revision, so that more traffic is no growth.</summary>
public static class SinceRules
{
    public const double Factor = 2;

    /// <summary>Of what is called new or grown, the share that chance alone may be expected to have brought.</summary>
    public const double FalseShare = 0.05;

    /// <returns>For each template what it is; null for what is as before.</returns>
    public static ImmutableArray<SinceKind?> Decide(IReadOnlyList<SinceCount> templates, long linesBefore, long linesNow)
    {
        if (linesBefore == 0 || linesNow == 0)
            return [.. templates.Select(_ => (SinceKind?)null)];
        var chances = templates.Select(one => RateTest.PValue(one.Before, linesBefore, one.Now, linesNow)).ToArray();
        var threshold = RateTest.Threshold(chances.Where((_, index) => templates[index].Now > 0), FalseShare);
        return [.. templates.Select((one, index) => Decide(one, chances[index] <= threshold, (double)linesBefore / linesNow))];
    }

    /// <summary>The worst first: errors before what says less, then new before grown, then the most lines.</summary>
    public static IOrderedEnumerable<SinceTemplate> WorstFirst(IEnumerable<SinceTemplate> templates) => templates
        .OrderByDescending(one => one.Level >= LogSeverity.Error ? LogSeverity.Error : one.Level == LogSeverity.Warning ? LogSeverity.Warning : LogSeverity.None)
        .ThenBy(one => one.Kind)
        .ThenByDescending(one => one.Level)
        .ThenByDescending(one => one.Now);

    private static SinceKind? Decide(SinceCount one, bool isBeyondChance, double exposure) => one switch
    {
        { Now: 0 } => null,
        { Before: 0 } when isBeyondChance => SinceKind.New,
        { Before: 0, Level: >= LogSeverity.Warning } => SinceKind.Unseen,
        _ => isBeyondChance && one.Now * exposure >= one.Before * Factor ? SinceKind.Grown : null,
    };
}
