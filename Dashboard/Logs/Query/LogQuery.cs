using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Dashboard.Logs;

/// <summary>What a person typed: what CloudWatch is asked, and what is decided here on each event that it gives.</summary>
/// <param name="Pattern">What FilterLogEvents gets; null matches every event.</param>
/// <param name="Terms">All that was typed; empty when a filter pattern was.</param>
/// <param name="Fault">Why it cannot be sent; null when it can.</param>
public sealed record LogQuery(string? Pattern, ImmutableArray<LogTerm> Terms, LogQueryProblem? Fault)
{
    public static LogQuery Everything { get; } = new(null, [], null);

    public const int LongestPattern = LogFilterPattern.Longest;

    /// <summary>What is decided here, when the pattern lets more through than was meant; empty when CloudWatch decides alone.</summary>
    public ImmutableArray<LogTerm> Rest { get; } = LogFilterPattern.DecidesAlone(Terms) ? [] : Terms;

    public string? Problem => Fault?.Text;

    /// <summary>Equal for queries that find the same.</summary>
    public string Question => $"{Pattern}\n{string.Join('\n', Rest.Select(term => term.Question))}";

    /// <summary>What is decided here, as a person reads it back.</summary>
    public string CheckedHere => string.Join(", ", Rest.Select(term => (term.IsExcluded ? "not " : "") + term.Said));

    public static LogQuery FromPattern(string? pattern) => Checked(pattern?.Trim() ?? "", []);

    /// <summary>In the language of <see cref="LogQueryParser"/>.</summary>
    public static LogQuery FromWords(string? text)
    {
        var (terms, problem) = LogQueryParser.Parse(text ?? "");
        return problem is null ? Checked(LogFilterPattern.Of(terms), terms) : new LogQuery(null, [], problem);
    }

    /// <exception cref="RegexMatchTimeoutException">The line takes an expression longer than <see cref="RegexTerm.Limit"/>.</exception>
    public bool Matches(string message)
    {
        foreach (var term in Rest)
            if (!term.Allows(message))
                return false;
        return true;
    }

    private static LogQuery Checked(string pattern, ImmutableArray<LogTerm> terms) => pattern.Length > LongestPattern
        ? new(null, terms, new LogQueryProblem($"The query becomes a filter pattern of {pattern.Length:N0} characters; CloudWatch takes {LongestPattern:N0} at most.", null))
        : new(pattern.Length == 0 ? null : pattern, terms, null);
}
