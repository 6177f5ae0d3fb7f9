using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Logs;

/// <summary>A stretch of a line in one look, safe to show as text.</summary>
public readonly record struct LogRun(string Text, LogLook Look);

/// <summary>Makes a log line safe to look at: what would act on a screen or hide itself becomes visible text.</summary>
public static class LogText
{
    // A line of escape sequences alone would cost a browser an element for each.
    private const int MostRuns = 2_000;

    // More marks than any script stacks on one letter; a tower of them covers the lines above.
    private const int MostMarks = 6;
    private static readonly SearchValues<char> ColourParameters = SearchValues.Create("0123456789;:");
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 128 };

    // A text node needs no HTML escapes, and "é" reads better than "\u00E9"; Visible comes after.
    private static readonly JsonWriterOptions Writing = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 128 };

    /// <summary>Colours (SGR) are dropped; line breaks and tabs stay; every other control, bidi or invisible character is written as ‹U+202E›.</summary>
    public static string Visible(string text) => Plain(Runs(text));

    /// <summary>The same on one line, at most about <paramref name="longest"/> characters.</summary>
    public static string OneLine(string text, int longest) => Plain(OneLineRuns(text, longest));

    /// <summary>As <see cref="Visible"/>, with the colours that the line asks for.</summary>
    public static IReadOnlyList<LogRun> Runs(string text) => Show(text, int.MaxValue, keepBreaks: true);

    /// <summary>As <see cref="OneLine"/>, with the colours that the line asks for.</summary>
    public static IReadOnlyList<LogRun> OneLineRuns(string text, int longest) => Show(text.TrimEnd('\r', '\n'), longest, keepBreaks: false);

    /// <summary>Indented JSON, or null when the text is not one JSON object or array.</summary>
    public static string? PrettyJson(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{') && !text.AsSpan().TrimStart().StartsWith('['))
            return null;
        try
        {
            // As bytes, so that half of a surrogate pair becomes U+FFFD instead of an exception.
            using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(text), Reading);
            using var pretty = new MemoryStream();
            using (var writer = new Utf8JsonWriter(pretty, Writing))
                json.WriteTo(writer);
            return Encoding.UTF8.GetString(pretty.GetBuffer(), 0, (int)pretty.Length);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A cut that does not split a surrogate pair.</summary>
    public static string Head(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        return char.IsHighSurrogate(text[longest - 1]) ? text[..(longest - 1)] : text[..longest];
    }

    /// <summary>Without its colours, for those who read a line rather than look at it.</summary>
    public static ReadOnlySpan<char> Uncoloured(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\u001B'))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (ColourLength(text[at..]) is > 0 and var escape)
                at += escape;
            else
                plain.Append(text[at++]);
        }

        return plain.ToString();
    }

    private static string Plain(IReadOnlyList<LogRun> runs) => runs.Count == 1 ? runs[0].Text : string.Concat(runs.Select(run => run.Text));

    private static List<LogRun> Show(string text, int longest, bool keepBreaks)
    {
        var runs = new List<LogRun>(1);
        var shown = new StringBuilder(Math.Min(text.Length, longest) + 16);
        var look = default(LogLook);
        var (at, length, marks) = (0, 0, 0);
        while (at < text.Length && length + shown.Length < longest)
        {
            var escape = ColourLength(text.AsSpan(at));
            if (escape > 0)
            {
                var next = runs.Count < MostRuns ? look.After(text.AsSpan(at + 2, escape - 3)) : default;
                if (next != look)
                    length += Close(runs, shown, look);
                look = next;
                at += escape;
                continue;
            }

            // A lone half of a surrogate pair decodes to U+FFFD, one char wide.
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var width);
            marks = IsMark(rune) ? marks + 1 : 0;
            Append(shown, rune, text, at, keepBreaks, marks > MostMarks);
            at += width;
        }

        if (at < text.Length)
            shown.Append('…');
        if (shown.Length > 0 || runs.Count == 0)
            runs.Add(new LogRun(shown.ToString(), look));
        return runs;
    }

    private static int Close(List<LogRun> runs, StringBuilder shown, LogLook look)
    {
        var length = shown.Length;
        if (length > 0)
            runs.Add(new LogRun(shown.ToString(), look));
        shown.Clear();
        return length;
    }

    private static void Append(StringBuilder shown, Rune rune, string text, int at, bool keepBreaks, bool isTower)
    {
        if (rune.Value == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
            return;
        if (rune.Value is '\n' or '\t')
            shown.Append(keepBreaks ? (char)rune.Value : rune.Value == '\n' ? '⏎' : ' ');
        else if (isTower || Hides(rune))
            shown.Append(CultureInfo.InvariantCulture, $"‹U+{rune.Value:X4}›");
        else
            shown.Append(rune.ToString());
    }

    private static bool IsMark(Rune rune) => rune.Value >= 0x300 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool Hides(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0;

    // ESC [ 1 ; 31 m, which only colours; any other escape sequence is left for Append to show.
    private static int ColourLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] != '\u001B' || text[1] != '[')
            return 0;
        var end = text[2..].IndexOfAnyExcept(ColourParameters);
        return end >= 0 && text[end + 2] == 'm' ? end + 3 : 0;
    }
}
