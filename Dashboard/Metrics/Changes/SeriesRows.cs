using System.Globalization;

namespace Dashboard.Metrics.Changes;

/// <summary>Reads the rows of a series, one by one.</summary>
internal sealed class SeriesRows
{
    private readonly List<ObservedValue> values = [];
    private readonly List<ObservedErrors> errors = [];
    private readonly string file;
    private readonly int columns, errorColumn, requestColumn;
    private DateTimeOffset latest = DateTimeOffset.MinValue;

    private SeriesRows(string file, int columns, int errorColumn, int requestColumn) =>
        (this.file, this.columns, this.errorColumn, this.requestColumn) = (file, columns, errorColumn, requestColumn);

    public SeriesFile Series => new(values, errors);

    /// <param name="header">Null where the file has none; else it may name errors and requests in either order.</param>
    public static SeriesRows Of(string[]? header, int columns, string file)
    {
        if (columns is not (2 or 3))
            throw new FormatException($"{file}: expected the columns time, value or time, errors, requests, but the first line has {columns} column{(columns == 1 ? "" : "s")}.");
        var requestsFirst = columns == 3 && header is [_, var second, var third] && Names(second, "request") && Names(third, "error");
        return new(file, columns, requestsFirst ? 2 : 1, requestsFirst ? 1 : 2);
    }

    /// <param name="row">Zero-based; the header is not counted.</param>
    public void Add(string[] cells, int row)
    {
        if (cells.Length != columns)
            throw Bad(row, $"expected {columns} columns, but there are {cells.Length}");
        var at = SeriesTime.Read(cells[0]) ?? throw Bad(row, $"expected a time in ISO 8601 or in seconds or milliseconds since 1970, but it is \"{cells[0]}\"");
        if (at <= latest)
            throw Bad(row, $"expected a time after that of the row before, but it is \"{cells[0]}\"");
        latest = at;
        if (columns == 2)
            values.Add(new(at, Number(cells[1], row, "value")));
        else
            errors.Add(new(at, Count(cells[errorColumn], row, "errors"), Count(cells[requestColumn], row, "requests")));
    }

    private double? Count(string cell, int row, string column) =>
        Number(cell, row, column) is not { } number ? null : number >= 0 ? number : throw Bad(row, $"expected {column} of zero or more, but it is \"{cell}\"");

    /// <summary>Null where there is no datapoint.</summary>
    private double? Number(string cell, int row, string column)
    {
        if (cell.Length == 0 || cell.ToUpperInvariant() is "NAN" or "NULL" or "NONE" or "NA" or "N/A" or "-")
            return null;
        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Bad(row, $"expected a number as {column}, or nothing where it is missing, but it is \"{cell}\"");
    }

    private FormatException Bad(int row, string what) => new($"{file}, row {row}: {what}.");

    private static bool Names(string cell, string word) => cell.Contains(word, StringComparison.OrdinalIgnoreCase);
}
