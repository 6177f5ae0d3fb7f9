using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Fleet;

/// <summary>Hashes what no member of a record tells apart, so that a setting that is not modelled still counts as changed.</summary>
internal static class OtherSettings
{
    /// <param name="settings">As the SDK gave it; nothing of it is kept.</param>
    /// <param name="key">Never leaves the process, so that no value can be guessed from the hash.</param>
    /// <param name="known">Takes out what is compared by itself.</param>
    public static string Digest(object settings, byte[] key, Action<JsonObject> known)
    {
        var all = JsonSerializer.SerializeToNode(settings)!.AsObject();
        known(all);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, JsonSerializer.SerializeToUtf8Bytes(Plain(all))).AsSpan(0, 8));
    }

    /// <summary>Takes out members, if they are there.</summary>
    public static void Without(this JsonNode? settings, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            (settings as JsonObject)?.Remove(name);
    }

    // ECS gives maps in any order, and leaves out or sends empty what was not set.
    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Plain(member.Value))).Where(member => member.Value is not null)) is { Count: > 0 } some ? some : null,
        JsonArray { Count: 0 } => null,
        JsonArray elements => new JsonArray([.. elements.Select(Plain)]),
        _ => node?.DeepClone(),
    };
}
