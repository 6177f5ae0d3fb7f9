using System.Globalization;

namespace Dashboard.Simulator.Wire;

/// <summary>What stands behind <c>filter</c>: comparisons, like, in, and, or, not, brackets.</summary>
internal static class InsightsCondition
{
    private const int Deepest = 32;

    public static Comparer<string?> Natural { get; } = Comparer<string?>.Create((left, right) =>
        double.TryParse(left, CultureInfo.InvariantCulture, out var first) && double.TryParse(right, CultureInfo.InvariantCulture, out var second)
            ? first.CompareTo(second)
            : string.CompareOrdinal(left, right));

    public static Func<InsightsRow, bool> Parse(InsightsTokens tokens, int depth = 0)
    {
        if (depth > Deepest)
            throw tokens.Wrong();
        var left = Both(tokens, depth);
        while (tokens.Took("or"))
        {
            var (first, second) = (left, Both(tokens, depth));
            left = row => first(row) || second(row);
        }

        return left;
    }

    private static Func<InsightsRow, bool> Both(InsightsTokens tokens, int depth)
    {
        var left = One(tokens, depth);
        while (tokens.Took("and"))
        {
            var (first, second) = (left, One(tokens, depth));
            left = row => first(row) && second(row);
        }

        return left;
    }

    private static Func<InsightsRow, bool> One(InsightsTokens tokens, int depth)
    {
        if (tokens.Took("not"))
        {
            var inner = One(tokens, depth + 1 <= Deepest ? depth + 1 : throw tokens.Wrong());
            return row => !inner(row);
        }

        if (tokens.Took("("))
        {
            var inner = Parse(tokens, depth + 1);
            tokens.Expect(")");
            return inner;
        }

        var field = tokens.Word();
        if (field.Equals("ispresent", StringComparison.OrdinalIgnoreCase) && tokens.Took("("))
        {
            var present = tokens.Word();
            tokens.Expect(")");
            return row => row[present] is not null;
        }

        return Comparison(tokens, field);
    }

    private static Func<InsightsRow, bool> Comparison(InsightsTokens tokens, string field)
    {
        var excluded = tokens.Took("not");
        if (tokens.Took("like") || (!excluded && tokens.Took("=~")))
        {
            var like = Like(tokens);
            return row => (row[field] is { } text && like(text)) != excluded;
        }

        if (tokens.Took("in"))
        {
            var values = Values(tokens);
            return row => (row[field] is { } text && values.Contains(text)) != excluded;
        }

        if (excluded || tokens.Peek is not { Kind: InsightsTokenKind.Sign, Text: "=" or "!=" or "<" or "<=" or ">" or ">=" })
            throw tokens.Wrong();
        var sign = tokens.Take().Text;
        var value = tokens.Peek.Kind is InsightsTokenKind.Word or InsightsTokenKind.Text ? tokens.Take().Text : throw tokens.Wrong();
        return sign switch
        {
            "=" => row => row[field] is { } text && Natural.Compare(text, value) == 0,
            "!=" => row => row[field] is not { } text || Natural.Compare(text, value) != 0,
            ">" => row => row[field] is { } text && Natural.Compare(text, value) > 0,
            ">=" => row => row[field] is { } text && Natural.Compare(text, value) >= 0,
            "<" => row => row[field] is { } text && Natural.Compare(text, value) < 0,
            _ => row => row[field] is { } text && Natural.Compare(text, value) <= 0,
        };
    }

    private static Func<string, bool> Like(InsightsTokens tokens)
    {
        var wanted = tokens.Take();
        if (wanted.Kind == InsightsTokenKind.Text)
            return text => text.Contains(wanted.Text, StringComparison.Ordinal);
        if (wanted.Kind != InsightsTokenKind.Regex)
            throw tokens.Wrong($"like needs /an expression/ or \"a text\", not {(wanted.Text.Length == 0 ? "the end of the query" : wanted.Text)}", wanted.At, wanted.End);
        try
        {
            return FilterPattern.Regex(wanted.Text);
        }
        catch (WireFault)
        {
            throw tokens.Wrong($"Invalid regular expression {wanted.Text}", wanted.At, wanted.End);
        }
    }

    private static HashSet<string> Values(InsightsTokens tokens)
    {
        var values = new HashSet<string>();
        tokens.Expect("[");
        do
            values.Add(tokens.Peek.Kind is InsightsTokenKind.Word or InsightsTokenKind.Text ? tokens.Take().Text : throw tokens.Wrong());
        while (tokens.Took(","));
        tokens.Expect("]");
        return values;
    }
}
