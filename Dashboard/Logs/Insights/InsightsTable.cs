using System.Collections.Immutable;

namespace Dashboard.Logs;

/// <summary>A result that is not lines: counts, or chosen fields.</summary>
/// <param name="Columns">In the query's order; the target first where there are several.</param>
/// <param name="Rows">A cell is null where the event lacks the field.</param>
public sealed record InsightsTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string?>> Rows)
{
    /// <summary>Rows that a page shows; Insights gives as many as the query's limit says.</summary>
    public const int MostShown = 1_000;

    /// <summary>Null when there are no rows, or when they are lines.</summary>
    internal static InsightsTable? Of(IReadOnlyList<InsightsRun> runs, int most)
    {
        var rows = runs.SelectMany(run => run.Rows.Select(row => (run.Target, Row: row))).ToList();
        if (rows.Count == 0 || runs.Any(run => !run.IsExplicit || run.Lines.Length > 0))
            return null;
        var names = rows.SelectMany(row => row.Row.Cells.Select(cell => cell.Key)).Where(name => name != "@ptr").Distinct().ToImmutableArray();
        var several = runs.Select(run => run.Target).Distinct().Count() > 1;
        return new InsightsTable(
            several ? names.Insert(0, "target") : names,
            [.. rows.Take(most).Select(row => (several ? [row.Target] : Array.Empty<string?>()).Concat(names.Select(name => row.Row[name])).ToImmutableArray())]);
    }
}
