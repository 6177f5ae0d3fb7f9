using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Dashboard.Logs;

/// <summary>The same query for CloudWatch Logs Insights: one filter command a term, never finding less than the query does.</summary>
/// <remarks>Insights knows the fields of JSON lines by name; those of name=value pairs it is asked for as text. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html</remarks>
public static class LogInsightsFilter
{
    /// <summary>Lines as Insights gives them at most on one page.</summary>
    public const int MostLines = 10_000;

    /// <summary>A whole Insights query that gives lines, newest first.</summary>
    /// <param name="streams">A condition on streams; null for every stream.</param>
    public static string Query(ImmutableArray<LogTerm> terms, string? streams = null)
    {
        var commands = new List<string> { "fields @timestamp, @message, @logStream, @log, @ingestionTime" };
        if (streams is not null)
            commands.Add("filter " + streams);
        commands.AddRange(terms.Select(Condition).OfType<string>().Select(condition => "filter " + condition));
        commands.AddRange(["sort @timestamp desc", $"limit {MostLines.ToString(CultureInfo.InvariantCulture)}"]);
        return string.Join("\n| ", commands);
    }

    /// <summary>Null when Insights cannot be asked for it without losing lines: then it is decided here.</summary>
    public static string? Condition(LogTerm term) => (term, term.IsExcluded) switch
    {
        (WordTerm word, var excluded) => $"@message {(excluded ? "not like" : "like")} /(?i){Escaped(word.Text)}/",
        (RegexTerm regex, var excluded) => $"@message {(excluded ? "not like" : "like")} /{Slashed(regex.Expression)}/",
        (_, true) => null,
        (FieldTerm { Comparison: FieldComparison.Is } field, _) => Like(field.Spellings),
        (FieldTerm field, _) => field.IsJson ? $"{Name(field.Name)} {field.Sign} {field.Value}" : $"{Name(field.Name)} {field.Sign} {field.Value} or @message like /(?i){Escaped(field.Name)}=/",
        (LevelTerm level, _) => Like(level.Spellings),
        _ => null,
    };

    private static string Like(IEnumerable<string> spellings) => $"@message like /(?i){Group([.. spellings.Select(spelling => spelling.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Select(Escaped)])}/";

    private static string Group(List<string> alternatives) => alternatives is [var only] ? only : $"({string.Join('|', alternatives)})";

    private static string Name(string field) => field.All(character => char.IsAsciiLetterOrDigit(character) || character is '@' or '.' or '_') ? field : $"`{field}`";

    /// <summary>The text itself, inside /…/.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\n' or '\r' or '\t')
                escaped.Append("\\s");
            else if (char.IsAscii(character) && !char.IsAsciiLetterOrDigit(character) && character is not (' ' or '_' or ':' or '=' or ',' or ';' or '@' or '"' or '\'' or '<' or '>'))
                escaped.Append('\\').Append(character);
            else
                escaped.Append(character);
        }

        return escaped.ToString();
    }

    // A slash would end the expression.
    private static string Slashed(string expression)
    {
        var slashed = new StringBuilder(expression.Length);
        for (var at = 0; at < expression.Length; at++)
        {
            if (expression[at] == '/')
                slashed.Append('\\');
            slashed.Append(expression[at]);
            if (expression[at] == '\\' && at + 1 < expression.Length)
                slashed.Append(expression[++at]);
        }

        return slashed.ToString();
    }
}
