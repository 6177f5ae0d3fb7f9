namespace Dashboard.Logs.Patterns;

/// <summary>The columns at the beginning of a line: parted by spaces or bars, a bracket with all it holds being one.</summary>
internal static class HeaderColumn
{
    private const int LongestBracket = 200;

    public static bool Next(ReadOnlySpan<char> line, ref int at, out int from, out int to) => Next(line, ref at, out from, out to, out _);

    public static bool Next(ReadOnlySpan<char> line, ref int at, out int from, out int to, out bool barred)
    {
        barred = false;
        while (at < line.Length && line[at] is ' ' or '\t' or '|')
            at++;
        from = to = at;
        if (at >= line.Length)
            return false;
        if (line[at] is '[' && Closing(line, at) is > 0 and var closing)
            at = closing;
        while (at < line.Length && line[at] is not (' ' or '\t' or '|'))
            at++;
        to = at;
        barred = at < line.Length && line[at] == '|';
        while (at < line.Length && line[at] is ' ' or '\t' or '|')
            at++;
        return true;
    }

    /// <summary>A date, a time of day, both, the name of a month or weekday, seconds or milliseconds since 1970.</summary>
    public static bool IsMoment(ReadOnlySpan<char> text)
    {
        text = text.Trim("[](),;|");
        if (text.Length < 3)
            return false;
        if (Vocabulary.IsCalendar(text[..Math.Min(3, text.Length)]) && (text.Length == 3 || text[3] is ' ' or ','))
            return true;
        int digits = 0, parts = 0, other = 0;
        var part = false;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                digits++;
                part = true;
            }
            else
            {
                parts += part && c is ':' or '-' or '/' or '.' ? 1 : 0;
                part = false;
                other += c is ':' or '-' or '/' or '.' or ',' or '+' or 'T' or 'Z' or ' ' or '_' ? 0 : 1;
            }
        }

        if (other == 0 && parts == 0)
            return IsEpoch(text) || (digits == 14 && text[0] is '1' or '2');
        return other == 0 && digits >= 4 && (parts >= 2 || (parts == 1 && text.Contains(' '))) && text.Length <= 40;
    }

    /// <summary>Seconds or milliseconds since 1970, from 2001 to 2033.</summary>
    public static bool IsEpoch(ReadOnlySpan<char> text) => text.Length is 10 or 13 && text[0] == '1' && !text.ContainsAnyExceptInRange('0', '9');

    public static bool IsLevel(ReadOnlySpan<char> text) => Vocabulary.IsLevel(text.Trim("[](),:<>|"));

    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        text = text.Trim("[](),:<>|");
        return !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
    }

    private static int Closing(ReadOnlySpan<char> line, int at)
    {
        var depth = 0;
        for (var i = at; i < line.Length && i < at + LongestBracket; i++)
        {
            if (line[i] == '[')
                depth++;
            else if (line[i] == ']' && --depth == 0)
                return i + 1;
        }

        return 0;
    }
}
