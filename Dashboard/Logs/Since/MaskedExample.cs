using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Logs.Patterns;

namespace Dashboard.Logs;

/// <summary>An example of a template in which what varies is named by its kind, and what looks like a secret or a person's address is too, even where it never varied.</summary>
public static partial class MaskedExample
{
    private const int Longest = 300;

    /// <returns>One line, safe to show.</returns>
    public static string Of(LogPattern pattern) => WithoutSecrets(LogHeadline.Of(WithoutValues(pattern), Longest));

    /// <summary>A single line of which no template is known: its values stay, but for what looks like a secret or a person's address.</summary>
    public static string OfLine(string text) => WithoutSecrets(LogHeadline.Of(text, Longest));

    /// <summary>The words that every line of the template has, as a query of <see cref="LogQueryParser"/>; empty when there are none worth asking for.</summary>
    public static string Query(string masked)
    {
        var runs = Marker().Split(masked).SelectMany(part => Words().Matches(part)).Select(match => match.Value.Trim()).Where(run => run.Length >= ShortestRun).Distinct();
        return string.Join(' ', runs.OrderByDescending(run => run.Length).Take(MostRuns).Select(run => $"\"{Head(run)}\""));
    }

    private const int ShortestRun = 5, MostRuns = 3, LongestRun = 60;

    private static string Head(string run) => run.Length <= LongestRun ? run : run[..LongestRun].TrimEnd();

    private static string WithoutValues(LogPattern pattern)
    {
        var text = pattern.Example;
        var isJson = text.AsSpan().TrimStart().StartsWith('{');
        var masked = new StringBuilder();
        var at = isJson ? 0 : Math.Min(pattern.MessageAt, text.Length);
        var quoted = false;
        for (var index = 0; index < pattern.Places.Count; index++)
        {
            var (start, end) = pattern.Places[index];
            if (start < at)
                continue;
            quoted ^= isJson && IsOdd(text.AsSpan(at, start - at));
            masked.Append(text, at, start - at);

            // A bare word would end the object for whoever reads its message.
            var bare = isJson && !quoted && !IsOdd(text.AsSpan(start, end - start));
            masked.Append(bare ? "\"<" : "<").Append(pattern.Parameters[index].Kind).Append(bare ? ">\"" : ">");
            quoted ^= isJson && IsOdd(text.AsSpan(start, end - start));
            at = end;
        }

        return masked.Append(text, at, text.Length - at).ToString();
    }

    private static bool IsOdd(ReadOnlySpan<char> text)
    {
        var odd = false;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\\')
                index++;
            else if (text[index] == '"')
                odd = !odd;
        }

        return odd;
    }

    private static string WithoutSecrets(string text)
    {
        text = Mail().Replace(text, "<email>");
        text = Scheme().Replace(text, "${scheme} <token>");
        text = Named().Replace(text, "${name}<secret>");
        return Opaque().Replace(text, "<token>");
    }

    [GeneratedRegex("<[a-z]+>")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\p{L}[\p{L}._-]*(?: \p{L}[\p{L}._-]*)*")]
    private static partial Regex Words();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")]
    private static partial Regex Mail();

    [GeneratedRegex(@"\b(?<scheme>Bearer|Basic) +(?!<)[^\s,;""']+", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    // password=hunter, "api_key": "…", token 'abc'
    [GeneratedRegex(@"(?<name>\b[\w-]*(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|authorization|cookie)s?[""']?(?:\s*[:=]\s*[""']?|\s+[""']))(?!<|Bearer\b|Basic\b)[^\s,;&""'}\])]+", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<![\w/+])[A-Za-z0-9+/_-]{16,}={1,2}(?![\w=])")]
    private static partial Regex Opaque();
}
