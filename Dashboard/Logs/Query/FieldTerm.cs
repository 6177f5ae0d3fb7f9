using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Logs;

/// <summary>How a field's value is compared; all but <see cref="Is"/> compare numbers.</summary>
public enum FieldComparison
{
    Is,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// <summary>A named value of a line: of its JSON, or of name=value pairs. Names and values are compared in upper or lower case.</summary>
/// <param name="Value">For <see cref="FieldComparison.Is"/> a star stands for anything.</param>
/// <param name="IsJson">Typed as CloudWatch selects it, <c>$.name</c>: JSON only, and CloudWatch compares it.</param>
public sealed record FieldTerm(string Name, FieldComparison Comparison, string Value, bool IsJson = false, bool IsExcluded = false) : LogTerm(IsExcluded)
{
    private readonly Lazy<Regex?> like = new(() => Value.Contains('*', StringComparison.Ordinal) && Value != "*" ? Like(Value) : null);

    public string Sign => Comparison switch
    {
        FieldComparison.Less => "<",
        FieldComparison.AtMost => "<=",
        FieldComparison.More => ">",
        FieldComparison.AtLeast => ">=",
        _ => "=",
    };

    public double? Number => LineField.Number(Value);
    public override string Said => $"{(IsJson ? "JSON field" : "field")} {Name} {Sign} {(Comparison == FieldComparison.Is && Number is null ? $"“{Value}”" : Value)}";

    public override IEnumerable<string> Spellings => WordTerm.SpellingsOf(Comparison == FieldComparison.Is && Piece(Value) is { } piece ? piece : LastName);
    public override double Selectivity => Comparison == FieldComparison.Is && Piece(Value) is { } piece ? piece.Length : 1;

    private string LastName => Name[(Name.LastIndexOf('.') + 1)..];

    protected override bool Holds(string message)
    {
        // host:8080 and http://… are also words, whatever fields the line has.
        if (!IsJson && Comparison == FieldComparison.Is && message.Contains($"{Name}:{Value}", StringComparison.OrdinalIgnoreCase))
            return true;
        return LineField.Read(message, Name, IsJson) is { } found && IsSo(found);
    }

    private bool IsSo(string found) => Comparison == FieldComparison.Is
        ? Value == "*" || (like.Value is { } pattern ? pattern.IsMatch(found) : found.Equals(Value, StringComparison.OrdinalIgnoreCase))
        : LineField.Number(found) is { } number && Number is { } bound && Comparison switch
        {
            FieldComparison.Less => number < bound,
            FieldComparison.AtMost => number <= bound,
            FieldComparison.More => number > bound,
            _ => number >= bound,
        };

    // The longest piece that stands in the line as it is; JSON writes quotes, backslashes and other scripts in more than one way.
    private static string? Piece(string value) => value
        .Split((char[])['*', ' ', '\t', '\r', '\n', '"', '\\', '/', '<', '>', '&', '\''], StringSplitOptions.RemoveEmptyEntries)
        .Where(piece => piece.All(char.IsAscii)).MaxBy(piece => piece.Length);

    private static Regex Like(string value) => new(
        "^(?s:" + string.Join(".*", value.Split('*').Select(Regex.Escape)) + ")$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        RegexTerm.Limit);

    public bool Equals(FieldTerm? other) => other is not null && Question == other.Question && IsJson == other.IsJson;

    public override int GetHashCode() => Question.GetHashCode(StringComparison.Ordinal);
}
