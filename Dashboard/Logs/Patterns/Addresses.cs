namespace Dashboard.Logs.Patterns;

/// <summary>Values that contain the marks which otherwise end a word.</summary>
internal static class Addresses
{
    private const int LongestValue = 300;

    /// <summary>The end of a MAC or IPv6 address, or other pairs of hexadecimal digits joined by colons, that begins at <paramref name="start"/>; otherwise <paramref name="start"/>.</summary>
    public static int HexRun(ReadOnlySpan<char> line, int start)
    {
        int at = start, colons = 0, group = 0;
        var digits = false;
        for (; at < line.Length; at++)
        {
            var c = line[at];
            if (c == ':')
            {
                colons++;
                group = 0;
            }
            else if (char.IsAsciiHexDigit(c) && ++group <= 4)
                digits |= char.IsAsciiDigit(c);
            else
                break;
        }

        if (colons < 2 || !digits || (at < line.Length && Characters.ClassOf(line[at]) > CharacterClass.Mark && line[at] is not ('%' or '/' or '.')))
            return start;
        return line[at - 1] == ':' && line[at - 2] != ':' ? at - 1 : at;
    }

    public static int UrlEnd(ReadOnlySpan<char> line, int at)
    {
        // A host that is an IPv6 address brings brackets of its own: http://[::1]:8080.
        for (var host = false; at < line.Length && line[at] is not (' ' or '\t' or '"' or '\'' or '>' or '<' or ')' or '}' or ',' or ';' or '|') && (line[at] != ']' || host); at++)
            host = line[at] == '[' || (host && line[at] != ']');
        while (at > 1 && line[at - 1] is ':' or '.')
            at--;
        return at;
    }

    /// <summary>The end of a value after an equals sign that carries marks of its own, <c>WorkSource{10113}</c>, <c>tel:x</c>; otherwise <paramref name="start"/>.</summary>
    public static int ValueRun(ReadOnlySpan<char> line, int start)
    {
        int depth = 0, at = start;
        bool digits = false, brackets = false, colons = false;
        var last = Math.Min(line.Length, start + LongestValue);
        for (; at < last; at++)
        {
            var c = line[at];
            if (c is '{' or '[' or '(' or '<')
            {
                depth++;
                brackets = true;
            }
            else if (c is '}' or ']' or ')' or '>')
            {
                if (--depth < 0)
                    break;
            }
            else if (c is ' ' or '\t' or ',' or ';' or '"' or '\'' or '=' or '|')
                break;
            else
            {
                digits |= char.IsAsciiDigit(c);
                colons |= c == ':' && at + 1 < last && line[at + 1] is not (' ' or '\t' or ',');
            }
        }

        return ((brackets && digits) || (colons && !brackets)) && depth <= 0 && (at >= line.Length || line[at] != '=') ? at : start;
    }
}
