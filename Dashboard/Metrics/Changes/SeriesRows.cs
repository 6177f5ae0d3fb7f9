using System.Globalization;

namespace Dashboard.Metrics.Changes;

/// <summary>Reads the rows of a series, one by one.</summary>
internal sealed class SeriesRows
{
    private const int MostShown = 40;
    private readonly List<(DateTimeOffset At, int Row, double? First, double? Second)> rows = [];
    private readonly string file;
    private readonly SeriesColumns columns;
    private readonly bool hasDecimalCommas;

    private SeriesRows(string file, SeriesColumns columns, bool hasDecimalCommas) => (this.file, this.columns, this.hasDecimalCommas) = (file, columns, hasDecimalCommas);

    /// <param name="header">Null where the file has none.</param>
    /// <param name="hasDecimalCommas">Numbers may be written as in 1,5, which is no separator here.</param>
    public static SeriesRows Of(string[]? header, int count, string file, bool hasDecimalCommas) =>
        new(file, SeriesColumns.Of(header, count) ?? throw new FormatException($"{file}: expected the columns time, value or time, errors, requests, but the first line has {count} column{(count == 1 ? "" : "s")}."), hasDecimalCommas);

    public static bool IsMissing(string cell) => cell.Length == 0 || cell.ToUpperInvariant() is "NAN" or "NULL" or "NONE" or "NIL" or "NA" or "N/A" or "-";

    /// <param name="row">Zero-based; the header is not counted.</param>
    public void Add(string[] cells, int row)
    {
        if (cells.Length < columns.Count || cells.Skip(columns.Count).Any(cell => cell.Length > 0))
            throw Bad(row, $"expected {columns.Count} columns, but there are {cells.Length}");
        var time = cells[columns.Time];
        var at = SeriesTime.Read(time) ?? throw Bad(row, $"expected a time in ISO 8601 or in seconds or milliseconds since 1970, but it is {Shown(time)}");
        rows.Add(columns.Value is { } value
            ? (at, row, Number(cells[value], row, "value"), null)
            : (at, row, Count(cells[columns.Errors], row, "errors"), Count(cells[columns.Requests], row, "requests")));
    }

    /// <summary>Ascending in time; of several rows of one time the last counts, as in a late correction.</summary>
    public SeriesFile Series()
    {
        var moved = rows.Zip(rows.Skip(1)).Count(pair => pair.Second.At < pair.First.At);
        var sorted = rows.OrderBy(row => row.At).ThenBy(row => row.Row).ToList();
        var kept = sorted.Where((row, index) => index + 1 == sorted.Count || sorted[index + 1].At != row.At).ToList();
        var notes = new List<string>();
        if (moved > 0)
            notes.Add($"{file}: {moved} row{(moved == 1 ? " is" : "s are")} earlier than the row before; sorted by time.");
        if (kept.Count < sorted.Count)
            notes.Add($"{file}: {sorted.Count - kept.Count} row{(sorted.Count - kept.Count == 1 ? " has" : "s have")} the time of a later one, which counts.");
        if (kept.Count is > 0 and < ValueChanges.FewestPoints)
            notes.Add($"{file}: with fewer than {ValueChanges.FewestPoints} rows nothing can be told.");
        return columns.Value is not null
            ? new([.. kept.Select(row => new ObservedValue(row.At, row.First))], [], [.. kept.Select(row => row.Row)], notes)
            : new([], [.. kept.Select(row => new ObservedErrors(row.At, row.First, row.Second))], [.. kept.Select(row => row.Row)], notes);
    }

    private double? Count(string cell, int row, string column) =>
        Number(cell, row, column) is not { } number ? null : number >= 0 ? number : throw Bad(row, $"expected {column} of zero or more, but it is {Shown(cell)}");

    /// <summary>Null where there is no datapoint.</summary>
    private double? Number(string cell, int row, string column)
    {
        if (IsMissing(cell))
            return null;
        var text = hasDecimalCommas && !cell.Contains('.', StringComparison.Ordinal) ? cell.Replace(',', '.') : cell;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Bad(row, $"expected a number as {column}, or nothing where it is missing, but it is {Shown(cell)}");
    }

    private static string Shown(string cell) => $"\"{(cell.Length > MostShown ? cell[..MostShown] + "…" : cell)}\"";

    private FormatException Bad(int row, string what) => new($"{file}, row {row}: {what}.");
}
