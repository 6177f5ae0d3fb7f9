using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Audit;

/// <summary>The reason that a person gives for an action: plain text on one line, as it stands in the trail for good.</summary>
public static partial class AuditReason
{
    public const int Shortest = 3;
    public const int Longest = 500;

    /// <summary>Why a trimmed reason cannot be taken; null when it can.</summary>
    public static string? Problem(string reason) =>
        reason.Length < Shortest ? $"Give a reason of at least {Shortest} characters; it goes into the audit trail."
        : reason.Length > Longest ? $"The reason has {reason.Length:N0} characters; {Longest} at most."
        : Markup().IsMatch(reason) ? "The reason holds markup; use plain text, without < before a letter, / or !."
        : reason.EnumerateRunes().Any(IsControl) ? "The reason holds control characters; use plain text on one line."
        : null;

    /// <summary>The same with what could not be shown plainly spelled out, as in \u202E: the trail keeps what was refused, too.</summary>
    public static string Escaped(string text) => string.Concat(text.EnumerateRunes().Select(rune => IsControl(rune) ? $"\\u{rune.Value:X4}" : rune.ToString()));

    [GeneratedRegex("<[A-Za-z/!?]")]
    private static partial Regex Markup();

    // Format characters are refused too: a right-to-left override makes the trail read other than it is.
    private static bool IsControl(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0xFFFD or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
