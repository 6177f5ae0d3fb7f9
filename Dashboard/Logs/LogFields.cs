using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.Logs;

public enum LogForm
{
    Plain,
    Json,
    Logfmt,
}

/// <param name="Path">As in <c>request.headers[0].name</c>.</param>
/// <param name="Value">As the line means it: a string without its quotes and escapes.</param>
/// <param name="AsLogged">Name and value as the line writes them, which a search for words finds again; null where they cannot be told.</param>
public sealed record LogField(string Path, string Value, string? AsLogged);

/// <summary>What a line says by name: the leaves of a JSON object, or the key=value pairs of logfmt and of plain text.</summary>
/// <param name="IsComplete">False when there are more than are kept, or the line breaks off.</param>
public sealed partial record LogFields(LogForm Form, ImmutableArray<LogField> All, bool IsComplete)
{
    public const int Most = 200;
    private const int Deepest = 32;
    private const int LongestRead = 256 * 1024;
    private static readonly LogFields None = new(LogForm.Plain, [], true);

    public static LogFields Of(string message) => message.AsSpan().TrimStart().StartsWith('{') ? OfJson(message) : OfPairs(message);

    private static LogFields OfJson(string message)
    {
        var utf8 = Encoding.UTF8.GetBytes(LogText.Head(message, LongestRead));
        var fields = ImmutableArray.CreateBuilder<LogField>();
        var path = new JsonPath();
        try
        {
            // Not the final block: a cut line gives what stands before the cut.
            var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = Deepest }));
            for (var nameAt = 0; fields.Count < Most && reader.Read();)
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                    nameAt = (int)reader.TokenStartIndex;
                var isMember = path.IsMember;
                if (path.Take(ref reader) is { } leaf)
                    fields.Add(new LogField(leaf, Text(ref reader), isMember ? Encoding.UTF8.GetString(utf8, nameAt, (int)reader.BytesConsumed - nameAt) : null));
            }

            return new LogFields(LogForm.Json, fields.ToImmutable(), fields.Count < Most && reader.BytesConsumed == utf8.Length);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Begins like JSON and is not, is deeper than anybody reads, or has half of a surrogate pair.
            return fields.Count == 0 ? None : new LogFields(LogForm.Json, fields.ToImmutable(), false);
        }
    }

    private static string Text(ref Utf8JsonReader value) => value.TokenType == JsonTokenType.String ? value.GetString()! : Encoding.UTF8.GetString(value.ValueSpan);

    private static LogFields OfPairs(string message)
    {
        var fields = ImmutableArray.CreateBuilder<LogField>();
        var read = LogText.Head(LogText.Uncoloured(message.AsSpan(0, Math.Min(message.Length, LongestRead))).ToString(), LongestRead);
        var pair = Pair().Match(read);
        for (; pair.Success && fields.Count < Most; pair = pair.NextMatch())
            fields.Add(new LogField(pair.Groups["key"].Value, Unquoted(pair.Groups["value"].Value), pair.Value));
        return fields.Count == 0 ? None : new LogFields(fields[0].AsLogged is { } first && read.TrimStart().StartsWith(first, StringComparison.Ordinal) ? LogForm.Logfmt : LogForm.Plain, fields.ToImmutable(), !pair.Success && read.Length == message.Length);
    }

    private static string Unquoted(string value) => value is ['"', .., '"']
        ? Escape().Replace(value[1..^1], found => found.Value[1] switch { 'n' => "\n", 't' => "\t", 'r' => "\r", var other => other.ToString() })
        : value;

    // A key at the start or behind a space or a bracket; its value quoted, or up to the next space.
    [GeneratedRegex(@"(?<=^|[\s\[({,])(?<key>[A-Za-z_@][\w.@-]{0,79})=(?<value>""(?:[^""\\]|\\.)*""|[^\s""\])},;]+)")]
    private static partial Regex Pair();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();
}
