using System.Buffers;
using System.Net;

namespace Dashboard.Logs.Patterns;

/// <summary>What a value is called in a template.</summary>
internal static class ValueKinds
{
    public const string Mixed = "value";

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.+-%");
    private static readonly SearchValues<char> AmountCharacters = SearchValues.Create("0123456789.+-");
    private static readonly SearchValues<char> HexCharacters = SearchValues.Create("0123456789abcdefABCDEF");

    public static string Of(ReadOnlySpan<char> text)
    {
        text = text.Trim(" ,;[](){}<>'\"");
        if (text.IsEmpty)
            return Mixed;
        if (text.Contains("://", StringComparison.Ordinal))
            return "url";
        if (Guid.TryParseExact(text, "D", out _))
            return "uuid";
        if (IsNumber(text))
            return "number";
        if (Amount(text) is { } amount)
            return amount;
        if (IsAddress(text))
            return "ip";
        if (Addresses.HexRun(text, 0) == text.Length)
            return "mac";
        if (text[0] is '/' or '\\' or '~' || (text.Length > 2 && text[1] == ':' && text[2] == '\\'))
            return "path";
        if (HeaderColumn.IsMoment(text) || (Vocabulary.IsCalendar(text[..Math.Min(3, text.Length)]) && text.ContainsAnyInRange('0', '9')))
            return "time";
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || (text.Length >= 6 && !text.ContainsAnyExcept(HexCharacters)))
            return "hex";
        if (text.IndexOf('@') is > 0 and var at && text[at..].Contains('.') && !text.Contains(' '))
            return "email";
        return text.Contains(' ') ? Mixed : "id";
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text.ContainsAnyInRange('0', '9') && !text.ContainsAnyExcept(NumberCharacters) && text.Count('.') <= 1 && text.LastIndexOf('-') <= 0;

    private static string? Amount(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExcept(AmountCharacters);
        if (digits <= 0)
            return null;
        var unit = text[digits..].Trim();
        if (!Vocabulary.IsUnit(unit))
            return null;
        return unit[^1] is 'B' or 'b' or 'K' or 'M' or 'G' || unit.StartsWith("byte", StringComparison.OrdinalIgnoreCase) || unit.StartsWith("bit") ? "size" : unit.Contains("Hz", StringComparison.OrdinalIgnoreCase) || unit[0] is '%' or 'p' ? "number" : "duration";
    }

    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        text = text.TrimStart('/');
        return (text.Count('.') == 3 && IPEndPoint.TryParse(text, out _)) || (text.Count(':') >= 4 && text.Length > 17 && IPAddress.TryParse(text, out _));
    }
}
