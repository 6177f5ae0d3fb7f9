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
/// <param name="SteadyBefore">Those of them that no starting task wrote.</param>
/// <param name="SteadyNow">The same of the running revision.</param>
public readonly record struct SinceCount(LogSeverity Level, long Before, long Now, long SteadyBefore, long SteadyNow)
{
    /// <summary>How many times as often it comes as it did, as a share of all lines; null where either never wrote it once its tasks had started.</summary>
    public double? Times(long allSteadyBefore, long allSteadyNow) =>
        SteadyBefore == 0 || SteadyNow == 0 ? null : (double)SteadyNow / allSteadyNow / ((double)SteadyBefore / allSteadyBefore);
}

/// <summary>
/// What of all templates is new or has grown. Exposure is all lines of a revision, so that more traffic is no growth. Lines of starting tasks
/// come once a task and not by the line: they make nothing grow, whichever side had more starts, but what only they say can be new.
/// </summary>
public static class SinceRules
{
    public const double Factor = 2;

    /// <summary>Of what is called new or grown, the share that chance alone may be expected to have brought.</summary>
    public const double FalseShare = 0.05;

    /// <param name="templates">All that were read: their sums are the exposure.</param>
    /// <returns>For each template what it is; null for what is as before.</returns>
    public static ImmutableArray<SinceKind?> Decide(IReadOnlyList<SinceCount> templates)
    {
        var (before, now) = (templates.Sum(one => one.Before), templates.Sum(one => one.Now));
        var (steadyBefore, steadyNow) = (templates.Sum(one => one.SteadyBefore), templates.Sum(one => one.SteadyNow));
        if (before == 0 || now == 0)
            return [.. templates.Select(_ => (SinceKind?)null)];
        var chances = templates.Select(one => one.Before == 0 ? RateTest.PValue(0, before, one.Now, now)
            : steadyBefore == 0 || steadyNow == 0 ? 1
            : RateTest.PValue(one.SteadyBefore, steadyBefore, one.SteadyNow, steadyNow)).ToArray();
        var threshold = RateTest.Threshold(chances.Where((_, index) => templates[index].Now > 0), FalseShare);
        return [.. templates.Select((one, index) => Decide(one, chances[index] <= threshold, !(one.Times(steadyBefore, steadyNow) < Factor)))];
    }

    /// <summary>The worst first: errors before what says less, then new before grown, then the most lines.</summary>
    public static IOrderedEnumerable<SinceTemplate> WorstFirst(IEnumerable<SinceTemplate> templates) => templates
        .OrderByDescending(one => one.Level >= LogSeverity.Error ? LogSeverity.Error : one.Level == LogSeverity.Warning ? LogSeverity.Warning : LogSeverity.None)
        .ThenBy(one => one.Kind)
        .ThenByDescending(one => one.Level)
        .ThenByDescending(one => one.Now);

    private static SinceKind? Decide(SinceCount one, bool isBeyondChance, bool isMuch) => one switch
    {
        { Now: 0 } => null,
        { Before: 0 } when isBeyondChance => SinceKind.New,
        { Before: 0, Level: >= LogSeverity.Warning } => SinceKind.Unseen,
        { Before: 0 } => null,
        _ => isBeyondChance && isMuch ? SinceKind.Grown : null,
    };
}
