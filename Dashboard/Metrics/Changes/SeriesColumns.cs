namespace Dashboard.Metrics.Changes;

/// <summary>Where the columns of a series stand.</summary>
/// <param name="Value">Null where the file has errors and requests.</param>
internal sealed record SeriesColumns(int Count, int Time, int? Value, int Errors, int Requests)
{
    /// <param name="header">Null where the file has none; its names may come in any order, and beside others.</param>
    /// <returns>Null where they cannot be told.</returns>
    public static SeriesColumns? Of(string[]? header, int count)
    {
        var (value, errors, requests) = (Named(header, "value"), Named(header, "error"), Named(header, "request"));
        var time = Math.Max(0, Named(header, "time"));
        if (errors >= 0 && requests >= 0)
            return new(count, time, null, errors, requests);
        if (value >= 0)
            return new(count, time, value, 0, 0);
        return count switch
        {
            2 => new(count, 0, 1, 0, 0),
            3 => new(count, 0, null, 1, 2),
            _ => null,
        };
    }

    private static int Named(string[]? header, string word) => Array.FindIndex(header ?? [], cell => cell.Contains(word, StringComparison.OrdinalIgnoreCase));
}
