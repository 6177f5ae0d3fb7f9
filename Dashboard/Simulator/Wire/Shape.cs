using System.Collections;

namespace Dashboard.Simulator.Wire;

/// <summary>A structure of an answer, protocol left open. Null members are left out, as AWS does.</summary>
/// <remarks>Values are strings, booleans, numbers, <see cref="DateTimeOffset"/>, string maps, lists of these, and other shapes.</remarks>
internal sealed class Shape : IEnumerable<KeyValuePair<string, object>>
{
    private readonly List<KeyValuePair<string, object>> members = [];

    public int Count => members.Count;

    public object? this[string name]
    {
        get => members.FirstOrDefault(member => member.Key == name).Value;
        set
        {
            if (value is not null)
                members.Add(new KeyValuePair<string, object>(name, value));
        }
    }

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Tags as ECS lists them.</summary>
    public static IEnumerable<Shape> KeyValues(IEnumerable<KeyValuePair<string, string>> pairs, string key = "key", string value = "value") =>
        pairs.Select(pair => new Shape { [key] = pair.Key, [value] = pair.Value });
}
