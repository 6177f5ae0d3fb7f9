using System.Globalization;

namespace Dashboard.Metrics.Changes;

/// <summary>A series from a file of the columns time, value or time, errors, requests; parted by commas, semicolons or tabs.</summary>
/// <param name="Values">Empty where the file has errors and requests.</param>
public sealed record SeriesFile(IReadOnlyList<ObservedValue> Values, IReadOnlyList<ObservedErrors> Errors)
{
    private static readonly char[] Separators = [',', ';', '\t'];

    public IReadOnlyList<ChangePoint> Changes() => Errors.Count > 0 ? RateChanges.Find(Errors) : ValueChanges.Find(Values);

    /// <exception cref="FormatException">A row is not what it should be; the message names file, row and what was expected.</exception>
    public static SeriesFile Read(string file) => Parse(File.ReadLines(file), file);

    /// <param name="lines">A header is optional; empty lines are no rows; rows ascend in time.</param>
    public static SeriesFile Parse(IEnumerable<string> lines, string name)
    {
        SeriesRows? reader = null;
        var (separator, number) = (',', 0);
        foreach (var line in lines.Select(line => line.Trim('\uFEFF', ' ', '\r')).Where(line => line.Length > 0))
        {
            if (reader is null)
                separator = Separators.FirstOrDefault(line.Contains, ',');
            string[] cells = [.. line.Split(separator).Select(cell => cell.Trim().Trim('"').Trim())];
            var isHeader = reader is null && SeriesTime.Read(cells[0]) is null && cells.Skip(1).All(cell => cell.Length > 0 && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
            reader ??= SeriesRows.Of(isHeader ? cells : null, cells.Length, name);
            if (!isHeader)
                reader.Add(cells, number++);
        }

        return reader?.Series ?? new([], []);
    }
}
