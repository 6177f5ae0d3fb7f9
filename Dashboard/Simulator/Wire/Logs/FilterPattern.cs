using System.Text.RegularExpressions;

namespace Dashboard.Simulator.Wire;

/// <summary>CloudWatch Logs' filter pattern: terms, "phrases", -exclusions, ?alternatives, %regex%, or a JSON condition in braces.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html</remarks>
internal sealed class FilterPattern
{
    public const int MaxLength = 1024;
    private static readonly TimeSpan RegexLimit = TimeSpan.FromMilliseconds(100);

    private FilterPattern(Func<string, bool> matches) => Matches = matches;

    public Func<string, bool> Matches { get; }

    /// <exception cref="WireFault">InvalidParameterException: it cannot be read.</exception>
    public static FilterPattern Parse(string? pattern)
    {
        var text = pattern?.Trim() ?? "";
        if (text.Length > MaxLength)
            throw WireFault.InvalidParameter($"filterPattern must have length less than or equal to {MaxLength}.");
        if (text is "" or "\"\"")
            return new FilterPattern(_ => true);
        if (text[0] == '{')
            return new FilterPattern(JsonCondition.Parse(text));
        if (text[0] == '[')
            throw WireFault.InvalidParameter("Space-delimited filter patterns are not simulated.");
        return new FilterPattern(Terms(text));
    }

    public static Func<string, bool> Regex(string expression)
    {
        try
        {
            var regex = new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, RegexLimit);
            return regex.IsMatch;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw WireFault.InvalidParameter("Invalid regex in filter pattern");
        }
    }

    private static Func<string, bool> Terms(string text)
    {
        var (must, any, never) = (new List<Func<string, bool>>(), new List<Func<string, bool>>(), new List<Func<string, bool>>());
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var list = text[at] switch { '?' => any, '-' => never, _ => must };
            if (list != must)
                at++;
            list.Add(Term(text, ref at));
        }

        // AWS ignores ?alternatives beside terms that must or must not be there.
        return must.Count + never.Count > 0
            ? message => must.TrueForAll(term => term(message)) && !never.Exists(term => term(message))
            : message => any.Exists(term => term(message));
    }

    private static Func<string, bool> Term(string text, ref int at)
    {
        if (at < text.Length && text[at] is '"' or '%')
        {
            var quote = text[at];
            var quoted = Quoted(text, ref at, quote);
            return quote == '%' ? Regex(quoted) : message => message.Contains(quoted, StringComparison.Ordinal);
        }

        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
            at++;
        var term = text[start..at];
        return term.Length > 0 && term.All(letter => char.IsLetterOrDigit(letter) || letter == '_')
            ? message => message.Contains(term, StringComparison.Ordinal)
            : throw WireFault.InvalidParameter($"Invalid character(s) in term '{term}'");
    }

    /// <summary>What stands between two marks, a backslash before the mark keeping it; <paramref name="at"/> ends behind the second.</summary>
    public static string Quoted(string text, ref int at, char mark)
    {
        var inner = new System.Text.StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == mark)
            {
                at++;
                return inner.ToString();
            }

            // An expression keeps its backslashes; between quotes one keeps the next.
            if (text[at] == '\\' && at + 1 < text.Length && (text[at + 1] == mark || (mark != '%' && text[at + 1] == '\\')))
                at++;
            inner.Append(text[at]);
        }

        throw WireFault.InvalidParameter($"Invalid filter pattern: a closing {mark} is missing");
    }
}
