namespace Dashboard.Simulator.Wire;

internal enum InsightsTokenKind
{
    /// <summary>A name, a keyword or a number.</summary>
    Word,
    Text,
    Regex,
    Sign,
    End,
}

/// <param name="Text">Without the marks around it.</param>
/// <param name="At">Where it begins in the query, from 0.</param>
internal readonly record struct InsightsToken(InsightsTokenKind Kind, string Text, int At, int End);

/// <summary>A Logs Insights query piece by piece, every piece with its place, and the refusal that names a place.</summary>
internal sealed class InsightsTokens
{
    private static readonly string[] Signs = ["!=", "<=", ">=", "=~", "=", "<", ">", "|", "(", ")", "[", "]", ",", "*"];
    private readonly string text;
    private readonly List<InsightsToken> all = [];
    private int next;

    /// <exception cref="WireFault">MalformedQueryException.</exception>
    public InsightsTokens(string text)
    {
        this.text = text;
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
                at++;
            else if (text[at] == '#')
                at = text.IndexOf('\n', at) is >= 0 and var line ? line : text.Length;
            else
                at = Add(at);
        }

        all.Add(new InsightsToken(InsightsTokenKind.End, "", text.Length, text.Length));
    }

    public InsightsToken Peek => all[next];

    public InsightsToken Take() => all[next].Kind == InsightsTokenKind.End ? all[next] : all[next++];

    /// <summary>Takes the word or sign when it is the next, in upper or lower case.</summary>
    public bool Took(string word)
    {
        if (Peek.Kind is not (InsightsTokenKind.Word or InsightsTokenKind.Sign) || !Peek.Text.Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        next++;
        return true;
    }

    public string Word() => Peek.Kind == InsightsTokenKind.Word ? Take().Text : throw Wrong();

    public void Expect(string word)
    {
        if (!Took(word))
            throw Wrong();
    }

    /// <summary>The refusal for the next piece.</summary>
    public WireFault Wrong() => Wrong(Peek.Kind == InsightsTokenKind.End ? "unexpected end of query" : $"unexpected symbol found {text[Peek.At..Peek.End]}", Peek.At, Peek.End);

    public WireFault Wrong(string message, int from, int to)
    {
        var before = text[..from];
        var line = before.Count(character => character == '\n') + 1;
        message = $"{message} at line {line} and position {from - (before.LastIndexOf('\n') + 1) + 1}";
        return new WireFault("MalformedQueryException", message)
        {
            Members = new Shape { ["queryCompileError"] = new Shape { ["message"] = message, ["location"] = new Shape { ["startCharOffset"] = from, ["endCharOffset"] = Math.Max(to, from) } } },
        };
    }

    private int Add(int at)
    {
        if (text[at] is '"' or '\'' or '/' or '`')
            return AddMarked(at);
        if (Array.Find(Signs, sign => string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0) is { } found)
        {
            all.Add(new InsightsToken(InsightsTokenKind.Sign, found, at, at + found.Length));
            return at + found.Length;
        }

        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '@' or '.' or '-' or ':' or '$'))
            end++;
        if (end == at)
            throw Wrong($"unexpected symbol found {text[at]}", at, at + 1);
        all.Add(new InsightsToken(InsightsTokenKind.Word, text[at..end], at, end));
        return end;
    }

    private int AddMarked(int at)
    {
        var (mark, inner) = (text[at], new System.Text.StringBuilder());
        for (var end = at + 1; end < text.Length; end++)
        {
            if (text[end] == mark)
            {
                all.Add(new InsightsToken(mark switch { '/' => InsightsTokenKind.Regex, '`' => InsightsTokenKind.Word, _ => InsightsTokenKind.Text }, inner.ToString(), at, end + 1));
                return end + 1;
            }

            if (text[end] == '\\' && end + 1 < text.Length)
            {
                // In an expression a backslash belongs to what follows; only before the mark it is not kept.
                if (mark == '/' && text[end + 1] != mark)
                    inner.Append('\\');
                end++;
            }

            inner.Append(text[end]);
        }

        throw Wrong($"a closing {mark} is missing for the one", at, text.Length);
    }
}
