using System.Globalization;
using System.Text;

namespace Dashboard.Logs.Saved;

/// <summary>What a saved search may be called.</summary>
public static class SavedSearchName
{
    public const int Longest = 80;

    /// <returns>The name as it is kept, and why it cannot be kept; null when it can.</returns>
    public static (string Name, string? Problem) Read(string? typed)
    {
        var name = string.Join(' ', (typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length == 0)
            return (name, "Give it a name.");
        if (name.Length > Longest)
            return (name, $"A name has {Longest} characters at most; this one has {name.Length:N0}.");

        // Two names that look the same must be the same; a name that hides or turns its letters could pass for another.
        return name.EnumerateRunes().FirstOrDefault(IsNotText) is { Value: not 0 } hidden
            ? (name, $"A name is plain text; this one holds the invisible character U+{hidden.Value:X4}.")
            : (name.Normalize(NormalizationForm.FormC), null);
    }

    /// <summary>Equal for names that differ in upper and lower case only.</summary>
    public static string KeyOf(string name) => name.ToUpperInvariant();

    // Half of a surrogate pair comes as U+FFFD.
    private static bool IsNotText(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
