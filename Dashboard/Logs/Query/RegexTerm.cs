using System.Text.RegularExpressions;

namespace Dashboard.Logs;

/// <summary>An expression that matches somewhere in the line, in the case it was typed in.</summary>
public sealed partial record RegexTerm(string Expression, Regex Compiled, bool IsExcluded = false) : LogTerm(IsExcluded)
{
    /// <summary>On one line; a well-meant expression needs a thousandth of it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);
    public const int Longest = 500;

    public override string Said => $"/{Expression}/";

    /// <summary>CloudWatch's filter patterns take a part of the syntax only: no groups, no spaces, ASCII.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html</remarks>
    public bool IsForCloudWatch => CloudWatchSyntax().IsMatch(Expression);

    public override double Selectivity => IsForCloudWatch ? 6 : 0;

    // The limit is of the clock: once it may have been a busy machine's pause, twice it is the expression.
    protected override bool Holds(string message)
    {
        try
        {
            return Compiled.IsMatch(message);
        }
        catch (RegexMatchTimeoutException)
        {
            return Compiled.IsMatch(message);
        }
    }

    /// <param name="at">Where in the expression it is wrong, from 0.</param>
    public static RegexTerm? Compile(string expression, bool isExcluded, out string problem, out int at)
    {
        (problem, at) = ("", 0);
        try
        {
            if (expression.Length > Longest)
                throw new NotSupportedException($"it has {expression.Length} characters; {Longest} are the most");
            return new RegexTerm(expression, new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Limit), isExcluded);
        }
        catch (RegexParseException wrong)
        {
            problem = $"The expression /{expression}/ is wrong at its character {wrong.Offset}: {Sentence(wrong)}";
            at = Math.Max(0, wrong.Offset - 1);
        }
        catch (NotSupportedException unsupported)
        {
            problem = expression.Length > Longest
                ? $"An expression can have {Longest} characters at most; this one has {expression.Length:N0}."
                : unsupported.Message.Contains("automata", StringComparison.OrdinalIgnoreCase) || unsupported.Message.Contains("size", StringComparison.OrdinalIgnoreCase)
                    ? $"The expression /{expression}/ explodes: its repetitions multiply to more states than can be searched for. Make them smaller."
                    : $"The expression /{expression}/ looks ahead, looks behind or refers back, which cannot be searched for in bounded time.";
        }

        return null;
    }

    // .NET's own words, behind "Invalid pattern 'x' at offset 3. ".
    private static string Sentence(RegexParseException wrong) => wrong.Message[(wrong.Message.IndexOf($"at offset {wrong.Offset}. ", StringComparison.Ordinal) is >= 0 and var lead ? lead + $"at offset {wrong.Offset}. ".Length : 0)..];

    public bool Equals(RegexTerm? other) => other is not null && Question == other.Question;

    public override int GetHashCode() => Question.GetHashCode(StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:[A-Za-z0-9:_#=@/;,\-^$?\[\]{}|*+.]|\\[.dDsSwW:_#=@/;,\-^$?\[\]{}|*+\\])+$")]
    private static partial Regex CloudWatchSyntax();
}
