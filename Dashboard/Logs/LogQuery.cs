using System.Collections.Immutable;
using System.Text;

namespace Dashboard.Logs;

/// <summary>What a person typed, as a CloudWatch filter pattern.</summary>
/// <param name="Pattern">What CloudWatch gets; null matches every event.</param>
/// <param name="Problem">One sentence when it cannot be sent; null when it can.</param>
public sealed record LogQuery(string? Pattern, string? Problem)
{
    /// <summary>The filterPattern limit of FilterLogEvents.</summary>
    public const int LongestPattern = 1024;

    public static LogQuery FromPattern(string? pattern) => Checked(pattern?.Trim() ?? "");

    /// <summary>Words that must all occur, "quoted phrases", and -words that must not. Upper and lower case count, as CloudWatch has it.</summary>
    public static LogQuery FromWords(string? text) => Checked(string.Join(' ', Terms(text ?? "").Select(Translate)));

    private static LogQuery Checked(string pattern) => pattern.Length > LongestPattern
        ? new(null, $"The query becomes a filter pattern of {pattern.Length:N0} characters; CloudWatch takes {LongestPattern:N0} at most.")
        : new(pattern.Length == 0 ? null : pattern, null);

    private static ImmutableArray<Term> Terms(string text)
    {
        var terms = ImmutableArray.CreateBuilder<Term>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var excluded = text[at] == '-' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
            if (excluded)
                at++;
            var word = text[at] == '"' ? Phrase(text, ref at) : Word(text, ref at);
            if (word.Length > 0)
                terms.Add(new Term(word, excluded));
        }

        return terms.ToImmutable();
    }

    // A phrase whose end was not typed yet runs to the end of the text.
    private static string Phrase(string text, ref int at)
    {
        var phrase = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\')
                at++;
            phrase.Append(text[at]);
        }

        at++;
        return phrase.ToString();
    }

    private static string Word(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
            at++;
        return text[start..at];
    }

    // Outside quotes CloudWatch reads ? as OR, - as NOT, { [ % as other syntaxes, and takes only letters, digits and _ as they are.
    private static string Translate(Term term)
    {
        var isPlain = term.Text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
        var word = isPlain ? term.Text : "\"" + term.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
        return term.IsExcluded ? "-" + word : word;
    }

    private readonly record struct Term(string Text, bool IsExcluded);
}
