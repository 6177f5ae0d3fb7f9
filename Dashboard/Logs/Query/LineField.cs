using System.Globalization;
using System.Text.Json;

namespace Dashboard.Logs;

/// <summary>Reads one named value of a line: of its JSON object, or of the first name=value pair.</summary>
public static class LineField
{
    private const int LongestJson = 256 * 1024;

    /// <param name="name">A dot goes into objects, unless the whole name is a member.</param>
    /// <param name="onlyJson">Leaves out name=value pairs.</param>
    /// <returns>Null when the line does not have it.</returns>
    public static string? Read(string message, string name, bool onlyJson = false)
    {
        if (message.AsSpan().TrimStart().StartsWith('{') && message.Length <= LongestJson)
        {
            try
            {
                using var json = JsonDocument.Parse(message);
                return Find(json.RootElement, name) is { } found ? Text(found) : null;
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
            {
                // Begins like JSON and is not, or has half of a surrogate pair; pairs may still be in it.
            }
        }

        return onlyJson ? null : OfPair(message, name);
    }

    public static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static JsonElement? Find(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var member in json.EnumerateObject())
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        foreach (var member in json.EnumerateObject())
            if (name.Length > member.Name.Length && name[member.Name.Length] == '.' && name.StartsWith(member.Name, StringComparison.OrdinalIgnoreCase)
                && Find(member.Value, name[(member.Name.Length + 1)..]) is { } inner)
                return inner;
        return null;
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static string? OfPair(string message, string name)
    {
        for (var from = 0; message.IndexOf(name, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at; from = at + 1)
        {
            var end = at + name.Length;
            if (end >= message.Length || message[end] != '=' || (at > 0 && !IsBoundary(message[at - 1])))
                continue;
            return ValueAt(message.AsSpan(end + 1));
        }

        return null;
    }

    private static string ValueAt(ReadOnlySpan<char> text)
    {
        if (text is ['"', ..])
        {
            var length = 1;
            while (length < text.Length && text[length] != '"')
                length += text[length] == '\\' ? 2 : 1;
            return text[1..Math.Min(length, text.Length)].ToString().Replace("\\\"", "\"", StringComparison.Ordinal);
        }

        var end = 0;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (',' or ';' or ')' or ']' or '}' or '&'))
            end++;
        return text[..end].ToString();
    }

    private static bool IsBoundary(char before) => char.IsWhiteSpace(before) || before is ',' or ';' or '(' or '[' or '{' or '|' or '?' or '&';
}
