namespace Dashboard.Logs.Patterns;

/// <summary>By what patterns are sorted, the highest first.</summary>
public enum PatternOrder
{
    /// <summary>Lines.</summary>
    Count,

    /// <summary>When its first line was written: what was not there before comes first.</summary>
    Newness,

    /// <summary><see cref="PatternTimes.Growth"/>.</summary>
    Growth,
}

/// <summary>A pattern of a search's lines.</summary>
/// <param name="Level">The worst of its lines.</param>
/// <param name="Example">Leads to one of its lines.</param>
public sealed record PatternRow(LogPattern Pattern, LogSeverity Level, LogEventLink Example)
{
    /// <summary>Half a dozen lines may come in one half of the range by chance; growth of fewer comes last.</summary>
    private const int FewestThatGrow = 6;

    public IReadOnlyList<PatternPart> Parts { get; } = PatternPart.Of(Pattern.Template);

    public PatternTimes Times => Pattern.Times!;

    /// <summary>Lines that no known task wrote.</summary>
    public long OfUnknownRevision => Pattern.Count - Pattern.Revisions.Values.Sum();

    public static IEnumerable<PatternRow> Sorted(IEnumerable<PatternRow> rows, PatternOrder order) => order switch
    {
        PatternOrder.Newness => rows.OrderByDescending(row => row.Times.First).ThenByDescending(row => row.Pattern.Count),
        PatternOrder.Growth => rows.OrderByDescending(row => row.Pattern.Count >= FewestThatGrow ? row.Times.Growth : 0).ThenByDescending(row => row.Pattern.Count),
        _ => rows.OrderByDescending(row => row.Pattern.Count).ThenByDescending(row => row.Level),
    };
}
