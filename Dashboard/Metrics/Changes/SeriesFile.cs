using System.Globalization;

namespace Dashboard.Metrics.Changes;

/// <summary>A series from a file of the columns time, value or time, errors, requests; parted by commas, semicolons or tabs.</summary>
/// <param name="Values">Ascending in time; empty where the file has errors and requests.</param>
/// <param name="Rows">Of each point the zero-based row of the file; the header is not counted.</param>
/// <param name="Notes">What the reader had to mend, in sentences.</param>
public sealed record SeriesFile(IReadOnlyList<ObservedValue> Values, IReadOnlyList<ObservedErrors> Errors, IReadOnlyList<int> Rows, IReadOnlyList<string> Notes)
{
    private static readonly char[] Separators = [';', '\t', ','];

    /// <summary>Rows are those of the file.</summary>
    public IReadOnlyList<ChangePoint> Changes() =>
        [.. (Errors.Count > 0 ? RateChanges.Find(Errors) : ValueChanges.Find(Values)).Select(change => change with { Row = Rows[change.Row] })];

    /// <exception cref="FormatException">A row is not what it should be; the message names file, row and what was expected.</exception>
    public static SeriesFile Read(string file) => Parse(File.ReadLines(file), file);

    /// <param name="lines">A header is optional; empty lines and those that begin with # are no rows.</param>
    public static SeriesFile Parse(IEnumerable<string> lines, string name)
    {
        SeriesRows? reader = null;
        var (separator, number) = (',', 0);
        foreach (var line in lines.Select(line => line.Trim('\uFEFF', ' ', '\r')).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (reader is null)
                separator = Separators.FirstOrDefault(line.Contains, ',');
            string[] cells = [.. line.Split(separator).Select(cell => cell.Trim().Trim('"').Trim())];
            var isHeader = reader is null && SeriesTime.Read(cells[0]) is null && cells.Skip(1).All(cell => !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && !SeriesRows.IsMissing(cell));
            reader ??= SeriesRows.Of(isHeader ? cells : null, cells.Length, name, separator == ';');
            if (!isHeader)
                reader.Add(cells, number++);
        }

        return reader?.Series() ?? throw new FormatException($"{name} is empty: expected the columns time, value or time, errors, requests.");
    }
}
