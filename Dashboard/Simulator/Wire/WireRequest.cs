using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Dashboard.Simulator.Wire;

/// <summary>A structure of a request, whatever protocol brought it; Query's numbers arrive as strings.</summary>
internal readonly struct WireRequest(JsonElement root)
{
    public JsonElement Root => root;

    public bool Has(string name) => Find(name) is not null;

    public string? Text(string name) => Find(name) is { } found
        ? found.ValueKind == JsonValueKind.String ? found.GetString() : throw Unreadable(name, "a string")
        : null;

    public string Required(string name) => Text(name) is { Length: > 0 } text
        ? text
        : throw WireFault.InvalidParameter($"{name} is required.");

    public long? Long(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number => number.TryGetInt64(out var whole) ? whole : (long)number.GetDouble(),
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var whole) => whole,
        _ => throw Unreadable(name, "an integer"),
    };

    public int? Int(string name) => (int?)Long(name);

    public double? Number(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        { ValueKind: JsonValueKind.String } text when double.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var value) => value,
        _ => throw Unreadable(name, "a number"),
    };

    public bool? Flag(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var value) => value,
        _ => throw Unreadable(name, "a boolean"),
    };

    /// <summary>Epoch seconds, or ISO 8601 as Query has it.</summary>
    public DateTimeOffset? Instant(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(number.GetDouble() * 1000)),
        { ValueKind: JsonValueKind.String } text when DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => at,
        _ => throw Unreadable(name, "a timestamp"),
    };

    public WireRequest? Item(string name) => Find(name) is { } found
        ? found.ValueKind == JsonValueKind.Object ? new WireRequest(found) : throw Unreadable(name, "a structure")
        : null;

    public ImmutableArray<WireRequest> Items(string name) => [.. Elements(name).Select(element => element.ValueKind == JsonValueKind.Object ? new WireRequest(element) : throw Unreadable(name, "a list of structures"))];

    public ImmutableArray<string> Texts(string name) => [.. Elements(name).Select(element => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Unreadable(name, "a list of strings"))];

    private JsonElement.ArrayEnumerator Elements(string name) => Find(name) switch
    {
        null => default,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => throw Unreadable(name, "a list"),
    };

    private JsonElement? Find(string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private static WireFault Unreadable(string name, string expected) => new("SerializationException", $"{name} must be {expected}.");
}
