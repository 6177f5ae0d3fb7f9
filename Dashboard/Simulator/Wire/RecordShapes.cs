using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Dashboard.Simulator.Wire;

/// <summary>The world's records bear AWS's member names in Pascal case, so they become shapes by reflection and come back the same way.</summary>
internal static class RecordShapes
{
    private static readonly ConcurrentDictionary<Type, (string Camel, PropertyInfo Property)[]> Members = new();
    private static readonly JsonSerializerOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    /// <summary>ECS, Logs and ECR write camelCase.</summary>
    public static Shape Camel(this object record) => Of(record, camel: true);

    public static IEnumerable<Shape> Camel(this IEnumerable<object> records) => records.Select(record => Of(record, camel: true));

    /// <summary>CloudWatch and ELBv2 write PascalCase.</summary>
    public static Shape Pascal(this object record) => Of(record, camel: false);

    public static IEnumerable<Shape> Pascal(this IEnumerable<object> records) => records.Select(record => Of(record, camel: false));

    public static T Read<T>(this WireRequest request)
    {
        try
        {
            return request.Root.Deserialize<T>(AnyCase)!;
        }
        catch (JsonException error)
        {
            throw new WireFault("SerializationException", $"{error.Path} cannot be read.");
        }
    }

    private static Shape Of(object record, bool camel)
    {
        var shape = new Shape();
        foreach (var (name, property) in Members.GetOrAdd(record.GetType(), MembersOf))
            if (property.GetValue(record) is IEnumerable<KeyValuePair<string, JsonElement>> others)
                AddTo(shape, others);
            else
                shape[camel ? name : property.Name] = Value(property.GetValue(record), camel);
        return shape;
    }

    private static void AddTo(Shape shape, IEnumerable<KeyValuePair<string, JsonElement>> others)
    {
        foreach (var (name, value) in others)
            if (value.ValueKind != JsonValueKind.Null)
                shape[name] = value;
    }

    private static (string, PropertyInfo)[] MembersOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => (char.ToLowerInvariant(property.Name[0]) + property.Name[1..], property))];

    private static object? Value(object? value, bool camel) => value switch
    {
        null or string or bool or int or long or double or DateTimeOffset => value,
        IEnumerable<string> or IEnumerable<double> or IEnumerable<DateTimeOffset> or IEnumerable<KeyValuePair<string, string>> => value,
        IEnumerable list => list.Cast<object>().Select(item => Of(item, camel)),
        _ => Of(value, camel),
    };
}
