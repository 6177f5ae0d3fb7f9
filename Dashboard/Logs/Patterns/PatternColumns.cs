namespace Dashboard.Logs.Patterns;

/// <summary>Decides of the columns in which shapes differ whether they hold parts of the sentence or values.</summary>
internal static class PatternColumns
{
    // How many different words a column may have and still be part of the sentence, by how its words look and what stands before them.
    private const int Sentence = 4, AfterEquals = 3, AfterName = 2, Names = 2, Numbered = 3, Capitals = 12, Verbs = 10, Phrases = 24, Beginnings = 40;

    // Where a value is likely, a word must come this often, and in this share of the lines, to be none.
    private const int Recurring = 3;
    private const double RecurringShare = 0.01;

    /// <summary>Different first words before the same rest, from which on they are values; the rest has at least <see cref="LongRest"/> words of its own.</summary>
    public const int ManyBeginnings = 6;

    private const int LongRest = 4;

    /// <summary>Equal for templates that read the same after their first word, null when that is little.</summary>
    public static ulong? Rest(List<LineShape> shapes)
    {
        var first = shapes[0].Tokens;
        ulong hash = (ulong)first.Length;
        var words = 0;
        for (var column = 1; column < first.Length; column++)
        {
            var said = first[column].Kind != TokenKind.Value && !Differs(shapes, column);
            hash = (hash * 1099511628211) ^ (said ? Key(first[column]) : 0);
            words += said && first[column].Kind == TokenKind.Word ? 1 : 0;
        }

        return words >= LongRest ? hash : null;
    }

    /// <returns>The column whose words are part of the sentence and that has the fewest of them; null when all that differs is values.</returns>
    public static int? Dividing(List<LineShape> shapes)
    {
        var differing = Enumerable.Range(0, shapes[0].Tokens.Length).Where(column => Differs(shapes, column)).Select(column => new Column(column, Words(shapes, column))).ToArray();
        Column? dividing = null;
        foreach (var column in differing)
        {
            if (!IsValue(shapes, column, differing) && (dividing is null || column.Words.Count < dividing.Words.Count))
                dividing = column;
        }

        return dividing?.Index;
    }

    public static bool Differs(List<LineShape> shapes, int column) => shapes.Exists(shape => !Same(shape.Tokens[column], shapes[0].Tokens[column]));

    public static bool Same(LineToken a, LineToken b) => a.Hash == b.Hash && a.Kind == b.Kind;

    public static ulong Key(LineToken token) => token.Hash + ((ulong)token.Kind * 0x9E3779B97F4A7C15);

    private static bool IsValue(List<LineShape> shapes, Column column, Column[] differing)
    {
        var words = column.Words;
        if (words.Values.Any(word => word.Kind == TokenKind.Value))
            return true;
        var distinct = words.Count;
        var dotted = words.Values.Count(word => word.Kind is TokenKind.Dotted or TokenKind.Quoted);
        var numbered = words.Values.Count(word => word.Kind == TokenKind.Numbered);
        var before = column.Index > 0 ? shapes[0].Tokens[column.Index - 1] : default;
        var afterEquals = before.Kind == TokenKind.Mark && before.Hash == '=';
        if (dotted * 2 >= distinct)
            return distinct > (afterEquals ? 1 : Names) && !IsPhrase(shapes, column, differing, Names * 4);
        if (column.Index == 0)
            return distinct > Beginnings;
        if (words.Values.Count(word => IsCapitals(word.Text)) * 2 >= distinct)
            return distinct > Capitals;
        if (words.Values.Count(word => IsVerb(word.Text)) * 2 >= distinct)
            return distinct > Verbs;
        if (before.Kind == TokenKind.Word && Vocabulary.StandsBeforePersons(shapes[0].TextOf(column.Index - 1)))
            return true;
        if (IsPhrase(shapes, column, differing, Phrases))
            return false;
        if (numbered * 2 >= distinct)
            return distinct > (words.Values.Any(IsIdentifier) ? 1 : Numbered);
        var recurring = words.Values.All(word => word.Lines >= Math.Max(Recurring, RecurringShare * column.Lines));
        if (afterEquals)
            return distinct > AfterEquals || !(recurring || words.Values.All(word => Vocabulary.IsChoice(word.Text)));
        if (before.Kind != TokenKind.Word)
            return distinct > Sentence;
        return Vocabulary.StandsBeforeNames(shapes[0].TextOf(column.Index - 1)) ? distinct > AfterName || !recurring : distinct > Sentence;
    }

    /// <summary>Another column changes exactly when this one does, and both come more than once: words of one phrase, not values that meet by chance.</summary>
    private static bool IsPhrase(List<LineShape> shapes, Column column, Column[] differing, int most)
    {
        if (column.Words.Count > most || column.Lines < column.Words.Count * 2)
            return false;
        foreach (var other in differing)
        {
            if (other.Index == column.Index || other.Words.Count != column.Words.Count || other.Words.Values.Any(word => word.Kind == TokenKind.Value))
                continue;
            if (shapes.Select(shape => (Key(shape.Tokens[column.Index]), Key(shape.Tokens[other.Index]))).Distinct().Count() == column.Words.Count)
                return true;
        }

        return false;
    }

    /// <summary><c>node-17</c> or <c>order_5</c>; <c>eth0</c> is rather a name.</summary>
    private static bool IsIdentifier(Word word) =>
        word.Kind == TokenKind.Numbered && word.Text.AsSpan().IndexOfAnyInRange('0', '9') is > 0 and var digit && !char.IsAsciiLetter(word.Text[digit - 1]);

    private static bool IsCapitals(string text) => text.Length >= 2 && char.IsAsciiLetterUpper(text[0]) && !text.Any(char.IsAsciiLetterLower);

    private static bool IsVerb(string text) => text.Length >= 5 && (text.EndsWith("ed", StringComparison.OrdinalIgnoreCase) || text.EndsWith("ing", StringComparison.OrdinalIgnoreCase));

    private static Dictionary<ulong, Word> Words(List<LineShape> shapes, int column)
    {
        var words = new Dictionary<ulong, Word>();
        foreach (var shape in shapes)
        {
            var key = Key(shape.Tokens[column]);
            words[key] = words.TryGetValue(key, out var word) ? word with { Lines = word.Lines + shape.Tally.Count } : new Word(shape.TextOf(column).ToString(), shape.Tokens[column].Kind, shape.Tally.Count);
        }

        return words;
    }

    private sealed record Word(string Text, TokenKind Kind, long Lines);

    private sealed record Column(int Index, Dictionary<ulong, Word> Words)
    {
        public long Lines { get; } = Words.Values.Sum(word => word.Lines);
    }
}
