using System.Collections.Immutable;
using System.Text;

namespace Dashboard.Logs;

/// <summary>A word or phrase that must occur in a line, or must not.</summary>
public readonly record struct LogTerm(string Text, bool IsExcluded)
{
    public bool IsWord => !IsExcluded && !Text.Any(char.IsWhiteSpace);

    /// <summary>Words, "quoted phrases", and either with a - in front.</summary>
    public static ImmutableArray<LogTerm> Parse(string text)
    {
        var terms = ImmutableArray.CreateBuilder<LogTerm>();
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
            if (!string.IsNullOrWhiteSpace(word))
                terms.Add(new LogTerm(word, excluded));
        }

        return terms.ToImmutable();
    }

    /// <summary>Whether the line may stay for this term, in upper or lower case.</summary>
    public bool Allows(string message) => message.Contains(Text, StringComparison.OrdinalIgnoreCase) != IsExcluded;

    /// <summary>The spellings that logs usually have: error, Error, ERROR, and as it was typed.</summary>
    public static IEnumerable<string> Spellings(string text)
    {
        var lower = text.ToLowerInvariant();
        var first = lower.AsSpan().IndexOfAnyInRange('a', 'z');
        var capital = first < 0 ? lower : lower[..first] + char.ToUpperInvariant(lower[first]) + lower[(first + 1)..];
        return new[] { lower, capital, text.ToUpperInvariant(), text }.Distinct(StringComparer.Ordinal);
    }

    /// <summary>As a filter pattern takes it: outside quotes CloudWatch reads ? as OR, - as NOT, { [ % as other syntaxes, and takes only letters, digits and _ as they are.</summary>
    public static string Quoted(string text) => text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
        ? text
        : "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

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
}
