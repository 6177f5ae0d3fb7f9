using System.Runtime.CompilerServices;

namespace Dashboard.Logs.Patterns;

/// <summary>
/// Cuts a line into words, marks and values. One pass, no allocation once the buffer has grown; use by one thread at a time.
/// What is plainly a value (digits, addresses, paths, moments, amounts with their unit) becomes one value token, and values that stand
/// together become one, so that lists and compound values of any length look alike.
/// </summary>
internal sealed class LineTokens
{
    /// <summary>Characters read of a line; what follows does not tell one template from another.</summary>
    public const int LongestLine = 4096;

    /// <summary>Tokens kept of a line.</summary>
    public const int MostTokens = 256;

    private const ulong Offset = 14695981039346656037, Prime = 1099511628211;
    private const int LongestQuoted = 200;

    private LineToken[] tokens = new LineToken[MostTokens];
    private int count;

    public ReadOnlySpan<LineToken> All => tokens.AsSpan(0, count);

    /// <summary>Equal for lines that differ only in values.</summary>
    public ulong Fingerprint
    {
        get
        {
            var hash = Offset;
            foreach (ref readonly var token in All)
                hash = (hash ^ (token.Hash + (ulong)token.Kind)) * Prime;
            return hash ^ (hash >> 29);
        }
    }

    public void Read(ReadOnlySpan<char> line, int start)
    {
        count = 0;
        if (line.Length - start > LongestLine)
            line = line[..(start + LongestLine)];
        var at = start;
        while (at < line.Length && count < MostTokens)
        {
            var c = line[at];
            switch (Characters.ClassOf(c))
            {
                case CharacterClass.Space or CharacterClass.Quote:
                    at++;
                    break;
                case CharacterClass.Mark:
                    at = c == '=' ? AfterEquals(line, at) : Mark(line, at);
                    break;
                default:
                    at = Word(line, at);
                    break;
            }
        }
    }

    private int Mark(ReadOnlySpan<char> line, int at)
    {
        var c = line[at];

        // «::1», the other place where an address may begin.
        if (c == ':' && Addresses.HexRun(line, at) is var end && end > at)
            return Value(at, end);
        if (c == ')' && CloseOfRestated())
        {
            tokens[count - 1] = tokens[count - 1] with { End = at + 1 };
            return at + 1;
        }

        Add(new LineToken(at, at + 1, TokenKind.Mark, c));
        return at + 1;
    }

    /// <summary>«18846 bytes (18.4 KB)», «10.1.2.3 (host.example)», «host.example (10.1.2.3)», «10.1.2.3 ()»: a parenthesis after a value that says the value again.</summary>
    private bool CloseOfRestated()
    {
        var held = count >= 1 && Is(count - 1, '(') ? 0 : 1;
        var open = count - 1 - held;
        if (open < 1 || !Is(open, '(') || tokens[open - 1].End == tokens[open].Start)
            return false;
        var before = tokens[open - 1].Kind;
        var inside = held == 0 ? TokenKind.Value : tokens[count - 1].Kind;
        if (!(before == TokenKind.Value && inside is TokenKind.Value or TokenKind.Dotted) && !(before == TokenKind.Dotted && held == 1 && inside == TokenKind.Value))
            return false;
        count = open;
        tokens[open - 1] = tokens[open - 1] with { Kind = TokenKind.Value, Hash = 0 };
        return true;
    }

    private int AfterEquals(ReadOnlySpan<char> line, int at)
    {
        var previous = count > 0 ? tokens[count - 1] : default;
        Add(new LineToken(at, at + 1, TokenKind.Mark, '='));
        at++;
        if (at >= line.Length)
            return at;
        if (line[at] is '"' or '\'')
        {
            var length = line[(at + 1)..].IndexOf(line[at]);
            if (length >= 0 && length <= LongestQuoted && !(previous.Kind == TokenKind.Word && Vocabulary.IsMessageKey(line[previous.Start..previous.End])))
            {
                Quoted(line, at + 1, at + 1 + length);
                return at + length + 2;
            }

            return at + 1;
        }

        var end = Addresses.ValueRun(line, at);
        if (end > at)
            return Value(at, end);
        return at;
    }

    private void Quoted(ReadOnlySpan<char> line, int start, int end)
    {
        var text = line[start..end];
        if (text.IsEmpty || text.ContainsAnyInRange('0', '9') || text.Contains('/'))
            Value(start, end);
        else
            Add(new LineToken(start, end, TokenKind.Quoted, Hash(text)));
    }

    private int Word(ReadOnlySpan<char> line, int start)
    {
        if (Addresses.HexRun(line, start) is var address && address > start)
            return Value(start, address);
        if (line[start] == '/' && IsPathStart(line, start))
            return Value(start, Addresses.UrlEnd(line, start));

        var at = start;
        var hash = Offset;
        int firstDigit = -1, lastLetter = -1, slashes = 0, dots = 0;
        for (; at < line.Length; at++)
        {
            var c = line[at];
            var kind = Characters.ClassOf(c);
            if (kind <= CharacterClass.Mark)
                break;
            if (kind == CharacterClass.Digit)
            {
                if (firstDigit < 0)
                    firstDigit = at;
            }
            else if (kind == CharacterClass.Letter)
                lastLetter = at;
            else if (c == '/')
                slashes++;
            else if (c == '.')
            {
                // A row of dots leads to a value and belongs to neither side.
                if (at + 1 < line.Length && line[at + 1] == '.')
                    break;
                dots++;
            }

            hash = (hash ^ c) * Prime;
        }

        var end = at;
        if (at == start)
            return Dots(line, at);
        if (at + 2 < line.Length && line[at] == ':' && line[at + 1] == '/' && line[at + 2] == '/')
            return Value(start, Addresses.UrlEnd(line, at));

        // The full stop of a sentence is not part of its last word.
        if (line[end - 1] is '.' or '!' or '?' && lastLetter >= 0)
        {
            while (end > start + 1 && line[end - 1] is '.' or '!' or '?')
                end--;
            dots = line[start..end].Count('.');
            hash = Hash(line[start..end]);
        }

        if (firstDigit >= 0)
            WithDigits(line, start, end, firstDigit, lastLetter, slashes, dots);
        else
            WithoutDigits(line, start, end, hash, slashes, dots);
        return at;
    }

    /// <summary>The root or something below it; not <c>//</c>, nor the slash between two words.</summary>
    private static bool IsPathStart(ReadOnlySpan<char> line, int start) =>
        start + 1 >= line.Length || (line[start + 1] != '/' && (line[start + 1] != ' ' || (start > 0 && line[start - 1] != ' ') || line[(start + 1)..].StartsWith(" HTTP/")));

    private static int Dots(ReadOnlySpan<char> line, int at)
    {
        while (at < line.Length && line[at] == '.')
            at++;
        return at;
    }

    private void WithDigits(ReadOnlySpan<char> line, int start, int end, int firstDigit, int lastLetter, int slashes, int dots)
    {
        if (Vocabulary.IsStandard(line[start..end]))
        {
            Add(new LineToken(start, end, TokenKind.Word, Hash(line[start..end])));
            return;
        }

        // A name and one number: «node-17», «order_-1608», «eth0». The name is what tells events apart.
        var nameEnd = firstDigit;
        while (nameEnd > start && line[nameEnd - 1] is '-' or '_' or '#' or '.' or '+' or '@')
            nameEnd--;
        var separated = nameEnd < firstDigit;
        if (slashes == 0 && dots == 0 && nameEnd - start >= 2 && char.IsAsciiLetter(line[start]) && (lastLetter < firstDigit || separated) && !Hexadecimal(line[start..end]))
            Add(new LineToken(start, end, TokenKind.Numbered, Hash(line[start..nameEnd])));
        else
            Value(start, end);
    }

    private void WithoutDigits(ReadOnlySpan<char> line, int start, int end, ulong hash, int slashes, int dots)
    {
        var text = line[start..end];
        if (IsPath(text, slashes, dots) || (text.IndexOf('@') is > 0 and var at && at < text.Length - 1))
            Value(start, end);
        else if (count > 0 && tokens[count - 1].Kind == TokenKind.Value && (Vocabulary.IsUnit(text) || Vocabulary.IsZone(text)))
            tokens[count - 1] = tokens[count - 1] with { End = end };
        else if (Vocabulary.IsCalendar(text) && Moment(line, end))
            Value(start, end);
        else if (text.Length >= 8 && text.Length % 4 == 0 && Hexadecimal(text))
            Value(start, end);
        else if (count > 0 && Is(count - 1, '=') && Vocabulary.IsNothing(text))
            Value(start, end);
        else
            Add(new LineToken(start, end, dots > 0 && InnerDot(text) ? TokenKind.Dotted : TokenKind.Word, hash));
    }

    private static bool IsPath(ReadOnlySpan<char> text, int slashes, int dots) =>
        (slashes > 0 && text.Length > 1 && (text[0] == '/' || slashes >= 2 || dots > 0 || text.StartsWith("~/"))) || (text[0] == '\\' && text.Length > 2);

    private static bool InnerDot(ReadOnlySpan<char> text) =>
        text.IndexOf('.') is > 0 and var dot && dot < text.Length - 1 && char.IsAsciiLetter(text[dot + 1]);

    /// <summary>«Jun 17», «Fri Jun», «17/Jun/2005»: a name of the calendar beside a number or another such name.</summary>
    private bool Moment(ReadOnlySpan<char> line, int end)
    {
        if (count > 0 && tokens[count - 1].Kind == TokenKind.Value)
            return true;
        while (end < line.Length && line[end] is ' ' or ',' or '/' or '-' or '.')
            end++;
        if (end >= line.Length)
            return false;
        if (char.IsAsciiDigit(line[end]))
            return true;
        var rest = line[end..];
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetter(rest[length]))
            length++;
        return Vocabulary.IsCalendar(rest[..length]);
    }

    private int Value(int start, int end)
    {
        // «host.example:5070», «Orders.java:17»: the number is part of the name before it.
        if (count >= 2 && Is(count - 1, ':') && tokens[count - 1].End == start && tokens[count - 2].Kind is TokenKind.Dotted or TokenKind.Numbered && tokens[count - 2].End == start - 1)
        {
            start = tokens[count - 2].Start;
            count -= 2;
        }

        // «< 1 sec», «~5»: about how much, not another kind of line.
        if (count >= 1 && tokens[count - 1].End == start && (Is(count - 1, '<') || Is(count - 1, '>')))
            count--;

        if (count >= 1 && tokens[count - 1].Kind == TokenKind.Value)
        {
            tokens[count - 1] = tokens[count - 1] with { End = end };
            return end;
        }

        if (count >= 2 && tokens[count - 2].Kind == TokenKind.Value && IsGlue(count - 1))
        {
            tokens[count - 2] = tokens[count - 2] with { End = end };
            count--;
            return end;
        }

        if (count < MostTokens)
            tokens[count++] = new LineToken(start, end, TokenKind.Value, 0);
        return end;
    }

    private void Add(LineToken token)
    {
        // A list of the same numbered names is as good as one of them.
        if (token.Kind == TokenKind.Numbered && count > 0)
        {
            var last = Is(count - 1, ',') && count > 1 ? count - 2 : count - 1;
            if (tokens[last].Kind == TokenKind.Numbered && tokens[last].Hash == token.Hash)
            {
                tokens[last] = tokens[last] with { End = token.End };
                count = last + 1;
                return;
            }
        }

        if (count < MostTokens)
            tokens[count++] = token;
    }

    private bool IsGlue(int index)
    {
        var token = tokens[index];
        return token.End - token.Start == 1 && (token.Kind == TokenKind.Mark ? token.Hash is ',' or ':' or ';' or '|' or '<' or '>' : token.Kind == TokenKind.Word && token.Hash != 0 && IsJoin(token.Hash));
    }

    private static readonly ulong[] Joins = [.. "-/*+#~.\\@x".Select(c => (Offset ^ c) * Prime)];

    private static bool IsJoin(ulong hash) => Array.IndexOf(Joins, hash) >= 0;

    private bool Is(int index, char mark) => tokens[index].Kind == TokenKind.Mark && tokens[index].Hash == mark;

    private static bool Hexadecimal(ReadOnlySpan<char> text)
    {
        if (text.Length < 6)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c) && c != '-')
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var c in text)
            hash = (hash ^ c) * Prime;
        return hash;
    }
}
