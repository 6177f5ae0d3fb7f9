namespace Dashboard.Logs.Patterns;

/// <summary>Lines that differ in nothing but their values; or, once shapes were merged, in the words of some columns too (their tokens are values then).</summary>
internal sealed class LineShape(string example, LineToken[] tokens, ulong bucket)
{
    /// <summary>The first such line, cut to <see cref="LineTokens.LongestLine"/> characters after its header.</summary>
    public string Example { get; } = example;

    public LineToken[] Tokens { get; } = tokens;

    /// <summary>Shapes of different buckets are never one template: number of tokens, marks and where they stand, and how the line begins.</summary>
    public ulong Bucket { get; } = bucket;

    public PatternTally Tally { get; } = new();

    public ReadOnlySpan<char> TextOf(int column) => Example.AsSpan(Tokens[column].Start, Tokens[column].End - Tokens[column].Start);

    /// <param name="anyBeginning">Whatever the first word is.</param>
    public static ulong BucketOf(ReadOnlySpan<LineToken> tokens, bool anyBeginning = false)
    {
        var hash = 14695981039346656037UL ^ (ulong)tokens.Length;
        for (var column = 0; column < tokens.Length; column++)
        {
            var token = tokens[column];
            var shown = token.Kind == TokenKind.Mark || (column == 0 && !anyBeginning && token.Kind is TokenKind.Word or TokenKind.Numbered) ? token.Hash + 1 : 0;
            hash = (hash ^ shown) * 1099511628211;
        }

        return hash;
    }

    public bool Covers(ReadOnlySpan<LineToken> line)
    {
        for (var column = 0; column < Tokens.Length; column++)
        {
            var own = Tokens[column];
            if (own.Kind != TokenKind.Value && (own.Kind != line[column].Kind || own.Hash != line[column].Hash))
                return false;
        }

        return true;
    }
}
