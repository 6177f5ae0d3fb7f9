namespace Dashboard.Logs;

/// <summary>How a field's value becomes a part of the query, as far as words reach: name and value as the line writes them.</summary>
internal static class LogFieldQuery
{
    // A longer one is a text of its own, and three spellings of it would not fit into a filter pattern.
    private const int LongestTerm = 160;

    /// <summary>The address with only the lines that have this value, or without them; null where the query cannot say it.</summary>
    public static string? Url(LogView view, LogField field, bool isExcluded)
    {
        if (Term(field, isExcluded) is not { } term || (view.Syntax != LogSyntax.Words && view.Text.Length > 0))
            return null;
        var narrowed = view with { Text = $"{view.Text} {term}".Trim(), Syntax = LogSyntax.Words, Event = isExcluded ? null : view.Event };
        return narrowed.Query.Problem is null && !view.Text.Contains(term, StringComparison.Ordinal) ? narrowed.Url : null;
    }

    private static string? Term(LogField field, bool isExcluded) => (field.AsLogged ?? field.Value) is { Length: > 0 and <= LongestTerm } text && !text.Any(char.IsControl)
        ? (isExcluded ? "-" : "") + Phrase(text)
        : null;

    /// <summary>Quoted, as <see cref="LogQueryParser"/> reads it.</summary>
    public static string Phrase(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
