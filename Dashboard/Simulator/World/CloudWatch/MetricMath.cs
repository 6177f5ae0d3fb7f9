using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>CloudWatch metric math over aligned series: numbers, ids, + - * /, comparisons, FILL and IF. A missing operand gives no datapoint.</summary>
internal sealed class MetricMath
{
    private readonly string text;
    private readonly int length;
    private readonly Func<string, double[]?> series;
    private int at;

    private MetricMath(string text, int length, Func<string, double[]?> series) => (this.text, this.length, this.series) = (text, length, series);

    /// <param name="series">By id; null when there is none.</param>
    public static double[] Evaluate(string expression, int length, Func<string, double[]?> series)
    {
        var math = new MetricMath(expression, length, series);
        var value = math.Comparison();
        math.Skip();
        return math.at == expression.Length ? value : throw math.Wrong();
    }

    private double[] Comparison()
    {
        var left = Sum();
        return Operator("<=", ">=", "==", "!=", "<", ">") switch
        {
            "<=" => Each(left, Sum(), (a, b) => a <= b ? 1 : 0),
            ">=" => Each(left, Sum(), (a, b) => a >= b ? 1 : 0),
            "==" => Each(left, Sum(), (a, b) => a == b ? 1 : 0),
            "!=" => Each(left, Sum(), (a, b) => a != b ? 1 : 0),
            "<" => Each(left, Sum(), (a, b) => a < b ? 1 : 0),
            ">" => Each(left, Sum(), (a, b) => a > b ? 1 : 0),
            _ => left,
        };
    }

    private double[] Sum()
    {
        var value = Product();
        while (Operator("+", "-") is { } sign)
            value = sign == "+" ? Each(value, Product(), (a, b) => a + b) : Each(value, Product(), (a, b) => a - b);
        return value;
    }

    private double[] Product()
    {
        var value = Factor();
        while (Operator("*", "/") is { } sign)
            value = sign == "*" ? Each(value, Factor(), (a, b) => a * b) : Each(value, Factor(), (a, b) => b == 0 ? double.NaN : a / b);
        return value;
    }

    private double[] Factor()
    {
        if (Operator("-") is not null)
            return [.. Factor().Select(value => -value)];
        if (Operator("(") is not null)
        {
            var inner = Comparison();
            Expect(")");
            return inner;
        }

        var word = Word();
        if (double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return Constant(number);
        if (Operator("(") is null)
            return series(word) ?? throw Wrong();
        return Function(word.ToUpperInvariant());
    }

    private double[] Function(string name)
    {
        var arguments = new List<double[]> { Comparison() };
        while (Operator(",") is not null)
            arguments.Add(Comparison());
        Expect(")");
        return (name, arguments) switch
        {
            ("FILL", [var values, var fill]) => [.. values.Zip(fill, (value, with) => double.IsNaN(value) ? with : value)],
            ("IF", [var test, var then]) => [.. test.Zip(then, (yes, value) => yes is not 0 and not double.NaN ? value : double.NaN)],
            ("IF", [var test, var then, var otherwise]) => [.. test.Select((yes, i) => double.IsNaN(yes) ? double.NaN : yes != 0 ? then[i] : otherwise[i])],
            ("ABS", [var values]) => [.. values.Select(Math.Abs)],
            _ => throw Wrong(),
        };
    }

    private double[] Constant(double value)
    {
        var values = new double[length];
        Array.Fill(values, value);
        return values;
    }

    private static double[] Each(double[] left, double[] right, Func<double, double, double> apply) =>
        [.. left.Zip(right, (a, b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : apply(a, b))];

    private void Skip()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    private string? Operator(params ReadOnlySpan<string> signs)
    {
        Skip();
        foreach (var sign in signs)
            if (text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal))
            {
                at += sign.Length;
                return sign;
            }

        return null;
    }

    private void Expect(string sign)
    {
        if (Operator(sign) is null)
            throw Wrong();
    }

    private string Word()
    {
        Skip();
        var from = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.'))
            at++;
        return at > from ? text[from..at] : throw Wrong();
    }

    private SimulatedAwsException Wrong() => new("ValidationError", $"Error in expression '{text}': unexpected input at position {at + 1}.");
}
