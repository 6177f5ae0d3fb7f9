using System.Text.RegularExpressions;
using Dashboard.Deployments;

namespace Dashboard.Rollback.Preflight;

/// <summary>An entry of <c>Rollback:DeniedImages</c>: a digest, or <c>repository:tag</c> in which * stands for any characters.</summary>
internal static partial class DeniedImage
{
    public static bool IsValid(string? entry) => entry is not null && (Digest().IsMatch(entry) || Pattern().IsMatch(entry));

    /// <summary>The repository may be written with or without its registry's host.</summary>
    public static bool Matches(string entry, RevisionImage image)
    {
        if (entry.StartsWith("sha256:", StringComparison.Ordinal))
            return image.Digest == entry || image.Image.EndsWith("@" + entry, StringComparison.Ordinal);
        var name = image.Image.Split('@')[0];
        return Like(entry, name) || Like(entry, name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]);
    }

    // Linear time, whatever the pattern.
    private static bool Like(string pattern, string text) =>
        Regex.IsMatch(text, "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    [GeneratedRegex("^sha256:[0-9a-f]{64}$")]
    private static partial Regex Digest();

    [GeneratedRegex("^(?!sha256:)[A-Za-z0-9._/*-]+(:[0-9]+/[A-Za-z0-9._/*-]+)?:[A-Za-z0-9._*-]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
