using System.Collections.Immutable;

namespace Dashboard.Logs;

/// <summary>What a person typed: what CloudWatch is asked, and what is decided here on each event that it gives.</summary>
/// <param name="Pattern">What CloudWatch gets; null matches every event.</param>
/// <param name="Rest">All of what was typed, when the pattern lets more through; empty when CloudWatch decides alone.</param>
/// <param name="Problem">One sentence when it cannot be sent; null when it can.</param>
public sealed record LogQuery(string? Pattern, ImmutableArray<LogTerm> Rest, string? Problem)
{
    /// <summary>The filterPattern limit of FilterLogEvents.</summary>
    public const int LongestPattern = 1024;

    /// <summary>Equal for queries that find the same.</summary>
    public string Question => $"{Pattern}\n{string.Join('\n', Rest.Select(term => (term.IsExcluded ? "-" : "+") + term.Text))}";

    public static LogQuery FromPattern(string? pattern) => Checked(pattern?.Trim() ?? "", []);

    /// <summary>Words that must all occur, "quoted phrases", and -words that must not, in upper or lower case.</summary>
    /// <remarks>CloudWatch tells upper from lower case and takes ?alternatives only without other terms: so it gets the spellings of one word, and more than one word is decided here.</remarks>
    public static LogQuery FromWords(string? text)
    {
        var terms = LogTerm.Parse(text ?? "");
        var pattern = Longest(terms) is { } word
            ? Alternatives(word)
            : string.Join(' ', terms.SelectMany(term => LogTerm.Spellings(term.Text)).Select(spelling => "-" + LogTerm.Quoted(spelling)));
        return Checked(pattern, terms is [{ IsWord: true }] ? [] : terms);
    }

    public bool Matches(string message)
    {
        foreach (var term in Rest)
            if (!term.Allows(message))
                return false;
        return true;
    }

    private static LogQuery Checked(string pattern, ImmutableArray<LogTerm> rest) => pattern.Length > LongestPattern
        ? new(null, rest, $"The query becomes a filter pattern of {pattern.Length:N0} characters; CloudWatch takes {LongestPattern:N0} at most.")
        : new(pattern.Length == 0 ? null : pattern, rest, null);

    // The longest word lets the fewest lines through. One of a phrase will do: how its words stand together is decided here.
    private static string? Longest(ImmutableArray<LogTerm> terms) => terms
        .Where(term => !term.IsExcluded)
        .SelectMany(term => term.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .MaxBy(word => word.Length);

    private static string Alternatives(string word)
    {
        var all = LogTerm.Spellings(word).Select(LogTerm.Quoted).ToList();
        var pattern = string.Join(' ', all.Select(spelling => "?" + spelling));
        return all.Count == 1 || pattern.Length > LongestPattern ? LogTerm.Quoted(word) : pattern;
    }
}
