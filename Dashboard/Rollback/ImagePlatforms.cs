using System.Collections.Immutable;
using System.Text.Json;

namespace Dashboard.Rollback;

/// <summary>Which platforms an image's manifest names, as in <c>linux/arm64</c>.</summary>
/// <remarks>Only an index (or manifest list) tells; a single image says it in its configuration, which is not read: https://github.com/opencontainers/image-spec/blob/main/image-index.md</remarks>
internal static class ImagePlatforms
{
    /// <summary>Empty where the manifest does not tell or cannot be read.</summary>
    public static ImmutableArray<string> Of(string? manifest)
    {
        if (string.IsNullOrEmpty(manifest))
            return [];
        try
        {
            return [.. Read(JsonElement.Parse(manifest)).Distinct()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    // Attestations stand in the index as images of unknown/unknown.
    private static IEnumerable<string> Read(JsonElement manifest)
    {
        if (manifest.ValueKind != JsonValueKind.Object || !manifest.TryGetProperty("manifests", out var all) || all.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var one in all.EnumerateArray())
            if (Property(one, "platform") is { ValueKind: JsonValueKind.Object } platform && Property(platform, "os")?.ToString() is { Length: > 0 } os and not "unknown" && Property(platform, "architecture")?.ToString() is { Length: > 0 } architecture)
                yield return $"{os}/{architecture}";
    }

    private static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? found : null;
}
