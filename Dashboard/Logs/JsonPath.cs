using System.Globalization;
using System.Text.Json;

namespace Dashboard.Logs;

/// <summary>Where a JSON reader stands, as in <c>request.headers[0].name</c>.</summary>
internal sealed class JsonPath
{
    private readonly Stack<Level> levels = new();
    private string? name;

    /// <summary>The next value has a name, and no place in a list.</summary>
    public bool IsMember => levels.TryPeek(out var level) && !level.IsList;

    /// <summary>Follows one token; the path when it is a leaf's value.</summary>
    public string? Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                name = reader.GetString();
                return null;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                levels.Push(new Level(Next(), reader.TokenType == JsonTokenType.StartArray));
                return null;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                levels.TryPop(out _);
                return null;
            default:
                return Next();
        }
    }

    private string Next()
    {
        if (!levels.TryPeek(out var level))
            return "";
        if (level.IsList)
            return string.Create(CultureInfo.InvariantCulture, $"{level.Path}[{level.Count++}]");
        return level.Path.Length == 0 ? name ?? "" : $"{level.Path}.{name}";
    }

    private sealed class Level(string path, bool isList)
    {
        public string Path => path;
        public bool IsList => isList;
        public int Count { get; set; }
    }
}
