using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dashboard.Simulator.Wire;

/// <summary><c>{ $.level = "ERROR" &amp;&amp; ($.status &gt;= 500 || $.path = "/api/*") }</c></summary>
internal ref struct JsonCondition
{
    private const int MaxDepth = 16;
    private static readonly string[] Comparisons = ["!=", "<=", ">=", "=", "<", ">"];
    private readonly string text;
    private int at;
    private int depth;

    private JsonCondition(string text) => this.text = text;

    public static Func<string, bool> Parse(string text)
    {
        var reader = new JsonCondition(text);
        reader.Expect("{");
        var condition = reader.Either();
        reader.Expect("}");
        reader.Skip();
        if (reader.at < text.Length)
            throw reader.Wrong();
        return message => Read(message) is { } json && condition(json);
    }

    private Func<JsonElement, bool> Either()
    {
        if (++depth > MaxDepth)
            throw Wrong();
        var left = Both();
        while (Take("||"))
        {
            var (first, second) = (left, Both());
            left = json => first(json) || second(json);
        }

        depth--;
        return left;
    }

    private Func<JsonElement, bool> Both()
    {
        var left = One();
        while (Take("&&"))
        {
            var (first, second) = (left, One());
            left = json => first(json) && second(json);
        }

        return left;
    }

    private Func<JsonElement, bool> One()
    {
        if (Take("("))
        {
            var inner = Either();
            Expect(")");
            return inner;
        }

        var find = Selector();
        foreach (var comparison in Comparisons)
            if (Take(comparison))
                return Comparison(find, comparison);
        if (Take("IS NULL"))
            return json => find(json) is { ValueKind: JsonValueKind.Null };
        if (Take("IS TRUE"))
            return json => find(json) is { ValueKind: JsonValueKind.True };
        if (Take("IS FALSE"))
            return json => find(json) is { ValueKind: JsonValueKind.False };
        if (Take("NOT EXISTS"))
            return json => find(json) is null;
        throw Wrong();
    }

    private Func<JsonElement, bool> Comparison(Func<JsonElement, JsonElement?> find, string comparison)
    {
        var (kind, value) = Value();
        if (kind == '%')
        {
            var regex = FilterPattern.Regex(value);
            return comparison switch
            {
                "=" => json => find(json) is { } found && regex(Text(found)),
                "!=" => json => find(json) is { } found && !regex(Text(found)),
                _ => throw Wrong(),
            };
        }

        if (kind != '"' && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return json => find(json) is { ValueKind: JsonValueKind.Number } found && Holds(found.GetDouble().CompareTo(number), comparison);
        var like = Like(value);
        return comparison switch
        {
            "=" => json => find(json) is { } found && like(Text(found)),
            "!=" => json => find(json) is { } found && !like(Text(found)),
            _ => throw Wrong(),
        };
    }

    private static bool Holds(int order, string comparison) => comparison switch
    {
        "=" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    /// <summary>A star stands for anything.</summary>
    private static Func<string, bool> Like(string value) => value.Contains('*', StringComparison.Ordinal)
        ? FilterPattern.Regex("^(?s:" + string.Join(".*", value.Split('*').Select(System.Text.RegularExpressions.Regex.Escape)) + ")$")
        : found => found == value;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private (char Kind, string Text) Value()
    {
        Skip();
        if (at < text.Length && text[at] is '"' or '%')
        {
            var mark = text[at];
            return (mark, FilterPattern.Quoted(text, ref at, mark));
        }

        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not (')' or '}' or '&' or '|'))
            at++;
        return at > start ? (' ', text[start..at]) : throw Wrong();
    }

    /// <summary><c>$.a.b[0]</c> or <c>$["a.b"]</c>.</summary>
    private Func<JsonElement, JsonElement?> Selector()
    {
        Expect("$");
        var path = new List<(string? Name, int Index)>();
        while (at < text.Length && text[at] is '.' or '[')
        {
            if (text[at++] == '.')
            {
                path.Add((Name(), 0));
                continue;
            }

            if (at < text.Length && text[at] is '"' or '\'')
            {
                path.Add((FilterPattern.Quoted(text, ref at, text[at]), 0));
            }
            else
            {
                path.Add(int.TryParse(Name(), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? (null, index) : throw Wrong());
            }

            Expect("]");
        }

        return path.Count == 0 ? throw Wrong() : json => Follow(json, path);
    }

    private static JsonElement? Follow(JsonElement json, List<(string? Name, int Index)> path)
    {
        foreach (var (name, index) in path)
        {
            if (name is not null && json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member))
                json = member;
            else if (name is null && json.ValueKind == JsonValueKind.Array && index < json.GetArrayLength())
                json = json[index];
            else
                return null;
        }

        return json;
    }

    private string Name()
    {
        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' or '@'))
            at++;
        return at > start ? text[start..at] : throw Wrong();
    }

    private bool Take(string token)
    {
        Skip();
        if (!text.AsSpan(at).StartsWith(token, StringComparison.OrdinalIgnoreCase))
            return false;
        at += token.Length;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token))
            throw Wrong();
    }

    private void Skip()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    private readonly WireFault Wrong() => WireFault.InvalidParameter($"Invalid filter pattern: unexpected input at position {at + 1}");

    private static JsonElement? Read(string message)
    {
        if (message.AsSpan().TrimStart() is not ['{', ..])
            return null;
        try
        {
            return JsonElement.Parse(Encoding.UTF8.GetBytes(message));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
