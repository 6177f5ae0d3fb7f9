using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Dashboard.Logs;

/// <summary>What FilterLogEvents can be asked of a query: never less than it finds, often more.</summary>
/// <remarks>CloudWatch tells upper from lower case, takes ?alternatives only without other terms, and JSON conditions only alone: so it gets one term, and the others are decided here. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html</remarks>
public static partial class LogFilterPattern
{
    /// <summary>The filterPattern limit of FilterLogEvents.</summary>
    public const int Longest = 1024;

    /// <summary>Empty when CloudWatch can only be asked for every line.</summary>
    public static string Of(ImmutableArray<LogTerm> terms)
    {
        var positive = terms.Where(term => !term.IsExcluded).ToList();
        if (Json(positive.OfType<FieldTerm>().Where(term => term.IsJson)) is { } json)
            return json;
        foreach (var term in positive.Where(term => term.Selectivity > 0).OrderByDescending(term => term.Selectivity))
            if (One(term) is { } pattern)
                return pattern;

        // Words that must not occur can be asked for only where no ?alternatives are.
        return string.Join(' ', terms.OfType<WordTerm>().Where(term => term.IsExcluded).SelectMany(term => WordTerm.SpellingsOf(term.Text)).Select(spelling => "-" + Quoted(spelling)));
    }

    /// <summary>CloudWatch finds all of it by itself, and nothing else.</summary>
    public static bool DecidesAlone(ImmutableArray<LogTerm> terms) => terms is [WordTerm { IsWord: true }];

    /// <summary>As a filter pattern takes it: outside quotes CloudWatch reads ? as OR, - as NOT, { [ % as other syntaxes, and takes only letters, digits and _ as they are.</summary>
    public static string Quoted(string text) => text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
        ? text
        : "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string? One(LogTerm term)
    {
        if (term is RegexTerm regex)
            return $"%{regex.Expression}%";
        var all = term.Spellings.Select(Quoted).Distinct(StringComparer.Ordinal).ToList();
        if (all.Count == 1)
            return all[0];
        var pattern = string.Join(' ', all.Select(spelling => "?" + spelling));
        if (pattern.Length <= Longest)
            return pattern;

        // Too long for every spelling; a word is then asked for as it was typed, and a list of spellings not at all.
        return term is WordTerm { Longest: { } word } ? Quoted(word) : null;
    }

    private static string? Json(IEnumerable<FieldTerm> fields)
    {
        var conditions = fields.Where(field => Selector().IsMatch(field.Name) && (field.Comparison != FieldComparison.Is || field.Value.All(char.IsAscii))).Select(Json).ToList();
        while (conditions.Count > 0)
        {
            var pattern = "{ " + string.Join(" && ", conditions) + " }";
            if (pattern.Length <= Longest)
                return pattern;
            conditions.RemoveAt(conditions.Count - 1);
        }

        return null;
    }

    private static string Json(FieldTerm field)
    {
        if (field.Comparison != FieldComparison.Is)
            return $"($.{field.Name} {field.Sign} {field.Value})";
        var spelled = WordTerm.SpellingsOf(field.Value).Select(value => $"$.{field.Name} = {Text(value)}");
        if (field.Number is not null)
            spelled = spelled.Prepend($"$.{field.Name} = {field.Value}").Distinct();
        return $"({string.Join(" || ", spelled)})";
    }

    private static string Text(string value) => "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    [GeneratedRegex(@"^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$")]
    private static partial Regex Selector();
}
