namespace Dashboard.Rollback;

/// <summary>How a copy names an image: by what it was, not by what its tag is now.</summary>
internal static class PinnedImage
{
    /// <summary>As in <c>shop/checkout@sha256:…</c>; null when no digest is known.</summary>
    public static string? Of(string image, string? digest)
    {
        if (image.Contains("@sha256:", StringComparison.Ordinal))
            return image;
        if (digest is null)
            return null;
        var colon = image.LastIndexOf(':');
        return $"{(colon > image.LastIndexOf('/') ? image[..colon] : image)}@{digest}";
    }
}
