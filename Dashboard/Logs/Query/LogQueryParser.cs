using System.Collections.Immutable;
using System.Text;

namespace Dashboard.Logs;

/// <param name="Text">One sentence.</param>
/// <param name="At">Where in what was typed, from 0; null when it is no one place.</param>
public sealed record LogQueryProblem(string Text, int? At);

/// <summary>Reads what a person types: words, "phrases", level:error, level>=warn, field:value, status>=500, $.field>=500, /regex/, each with a - in front for the opposite.</summary>
/// <remarks>Whatever is none of these is a word: people paste parts of lines, and a search for them must not fail on their punctuation.</remarks>
public sealed class LogQueryParser
{
    private static readonly string[] LevelFields = ["level", "severity", "lvl"];
    private readonly string text;
    private readonly ImmutableArray<LogTerm>.Builder terms = ImmutableArray.CreateBuilder<LogTerm>();
    private int at;

    private LogQueryParser(string text) => this.text = text;

    /// <summary>The first problem, or none and all terms.</summary>
    public static (ImmutableArray<LogTerm> Terms, LogQueryProblem? Problem) Parse(string text)
    {
        var parser = new LogQueryParser(text);
        while (parser.at < text.Length)
            if (parser.Next() is { } problem)
                return ([], problem);
        return (parser.terms.ToImmutable(), null);
    }

    private LogQueryProblem? Next()
    {
        if (char.IsWhiteSpace(text[at]))
        {
            at++;
            return null;
        }

        var excluded = text[at] == '-' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
        if (excluded)
            at++;
        var start = at;
        if (text[at] == '"')
            Add(new WordTerm(Phrase(), excluded));
        else if (Slashed() is { } expression)
            return Regex(expression, start + 1, excluded);
        else
            return Word(start, excluded);
        return null;
    }

    private LogQueryProblem? Regex(string expression, int start, bool excluded)
    {
        var term = RegexTerm.Compile(expression, excluded, out var problem, out var wrongAt);
        if (term is null)
            return new LogQueryProblem(problem, start + wrongAt);
        terms.Add(term);
        return null;
    }

    private LogQueryProblem? Word(int start, bool excluded)
    {
        if (Condition() is var (name, sign, valueAt) && ReadCondition(name, sign, valueAt, start, excluded, out var problem))
            return problem;
        at = start;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
            at++;
        Add(new WordTerm(text[start..at], excluded));
        return null;
    }

    // False: it is a word after all.
    private bool ReadCondition(string name, string sign, int valueAt, int start, bool excluded, out LogQueryProblem? problem)
    {
        problem = null;
        at = valueAt;
        var isQuoted = at < text.Length && text[at] == '"';
        var value = isQuoted ? Phrase() : Bare();
        if (string.IsNullOrWhiteSpace(value))
            return false;
        var isJson = name.StartsWith("$.", StringComparison.Ordinal);
        if (LevelFields.Contains(name, StringComparer.OrdinalIgnoreCase) && LineField.Number(value) is null)
            return Level(sign, value, valueAt, excluded, out problem);
        var field = new FieldTerm(isJson ? name[2..] : name, ComparisonOf(sign), value, isJson, excluded);
        if (field.Comparison != FieldComparison.Is && field.Number is null)
        {
            if (sign.Length == 1 || isQuoted)
                return false;
            problem = new LogQueryProblem($"{text[start..valueAt]} compares numbers, and “{LogText.OneLine(value, 40)}” is none. Put it in quotes to find it as text.", valueAt);
            return true;
        }

        terms.Add(field);
        return true;
    }

    private bool Level(string sign, string value, int valueAt, bool excluded, out LogQueryProblem? problem)
    {
        var level = LogLevels.Named(value);
        problem = level != LogSeverity.None ? null : new LogQueryProblem($"“{LogText.OneLine(value, 40)}” is not a level; there are trace, debug, info, warn, error and fatal.", valueAt);
        if (problem is not null)
            return true;
        var (from, to) = ComparisonOf(sign) switch
        {
            FieldComparison.Less => (LogSeverity.Trace, level - 1),
            FieldComparison.AtMost => (LogSeverity.Trace, level),
            FieldComparison.More => (level + 1, LogSeverity.Fatal),
            FieldComparison.AtLeast => (level, LogSeverity.Fatal),
            _ => (level, level),
        };
        if (from > to || to == LogSeverity.None)
            problem = new LogQueryProblem($"No level is {(sign == ">" ? "above" : "below")} {LevelTerm.Name(level)}.", valueAt);
        else
            terms.Add(new LevelTerm(from, to, excluded));
        return true;
    }

    // A name of two characters or more, so that C:\ stays a path; then a colon or a comparison.
    private (string Name, string Sign, int ValueAt)? Condition()
    {
        var end = at + (string.CompareOrdinal(text, at, "$.", 0, 2) == 0 ? 2 : 0);
        var start = end;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '@' or '.' or '-'))
            end++;
        if (end - start < 2 || char.IsAsciiDigit(text[start]) || text[start] is '.' or '-' || text[end - 1] is '-' or '.' || end == text.Length)
            return null;
        var sign = text[end] switch
        {
            ':' when string.CompareOrdinal(text, end, ":>=", 0, 3) == 0 || string.CompareOrdinal(text, end, ":<=", 0, 3) == 0 => text[end..(end + 3)],
            ':' => ":",
            '<' or '>' => end + 1 < text.Length && text[end + 1] == '=' ? text[end..(end + 2)] : text[end..(end + 1)],
            _ => null,
        };
        return sign is null ? null : (text[at..end], sign, end + sign.Length);
    }

    private static FieldComparison ComparisonOf(string sign) => sign.TrimStart(':') switch
    {
        "<" => FieldComparison.Less,
        "<=" => FieldComparison.AtMost,
        ">" => FieldComparison.More,
        ">=" => FieldComparison.AtLeast,
        _ => FieldComparison.Is,
    };

    // An expression ends at the first slash that has no backslash; where a word goes on behind it, this was a path.
    private string? Slashed()
    {
        if (text[at] != '/')
            return null;
        for (var end = at + 1; end < text.Length; end++)
        {
            if (text[end] == '\\')
                end++;
            else if (text[end] == '/')
            {
                if (end == at + 1 || (end + 1 < text.Length && !char.IsWhiteSpace(text[end + 1])))
                    return null;
                var inner = text[(at + 1)..end];
                at = end + 1;
                return inner;
            }
        }

        return null;
    }

    // A phrase whose end was not typed yet runs to the end of the text.
    private string Phrase()
    {
        var phrase = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\')
                at++;
            phrase.Append(text[at]);
        }

        at = Math.Min(at + 1, text.Length);
        return phrase.ToString();
    }

    private string Bare()
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
            at++;
        return text[start..at];
    }

    private void Add(WordTerm term)
    {
        if (!string.IsNullOrWhiteSpace(term.Text))
            terms.Add(term);
    }
}
