using System.Globalization;
using System.Text;

namespace Dashboard.Ui;

/// <summary>CSV that a spreadsheet shows as text and never runs (CWE-1236).</summary>
public static class Csv
{
    public static string Line(params ReadOnlySpan<string?> fields)
    {
        var line = "";
        foreach (var field in fields)
            line += (line.Length == 0 ? "" : ",") + Field(field);
        return line + "\r\n";
    }

    /// <summary>Always quoted, so that an empty first field cannot vanish; an apostrophe goes before what a spreadsheet would take for a formula.</summary>
    public static string Field(string? text)
    {
        text ??= "";
        return '"' + (LooksLikeFormula(text) ? "'" : "") + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    // Spreadsheets skip what is invisible before they look for a formula, and some read the full-width signs as well.
    private static bool LooksLikeFormula(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠')
                return true;
            if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark))
                return false;
        }

        return false;
    }
}
