namespace Dashboard.Logs.Patterns;

/// <summary>What is counted of the lines of one shape. Sums are exact; values are sampled once a shape is common.</summary>
internal sealed class PatternTally
{
    // Every line at first, then one of 32: what is most common shows soon.
    private const int AllUntil = 32, OneOf = 32;

    private CommonValues?[] values = [];

    public long Count { get; private set; }
    public PatternTimes? Times { get; private set; }
    public Dictionary<string, long>? Revisions { get; private set; }

    /// <summary>Whether the values of the line just counted are to be looked at.</summary>
    public bool Add(DateTimeOffset? at, string? revision)
    {
        Count++;
        if (at is { } moment)
            (Times ??= new PatternTimes()).Add(moment, 1);
        if (revision is not null)
            Counted(revision, 1);
        return Count is > 1 and <= AllUntil || Count % OneOf == 0;
    }

    public void Look(ReadOnlySpan<char> line, ReadOnlySpan<LineToken> tokens, LineShape shape)
    {
        if (values.Length == 0)
            values = new CommonValues?[tokens.Length];
        for (var column = 0; column < tokens.Length; column++)
        {
            if (shape.Tokens[column].Kind is not (TokenKind.Value or TokenKind.Numbered))
                continue;
            if (values[column] is not { } seen)
            {
                values[column] = seen = new CommonValues();
                seen.Add(shape.TextOf(column), 1);
            }

            seen.Add(line[tokens[column].Start..tokens[column].End], 1);
        }
    }

    public CommonValues? ValuesOf(int column) => column < values.Length ? values[column] : null;

    public void Add(PatternTally other)
    {
        Count += other.Count;
        if (other.Times is { } times)
            (Times ??= new PatternTimes()).Add(times);
        foreach (var (revision, lines) in other.Revisions ?? [])
            Counted(revision, lines);
    }

    public void Take(CommonValues?[] merged) => values = merged;

    private void Counted(string revision, long lines)
    {
        Revisions ??= new Dictionary<string, long>(StringComparer.Ordinal);

        // Revisions are few; past this many the caller passes something else, and the rest is one.
        if (Revisions.Count >= LogPattern.MostRevisions && !Revisions.ContainsKey(revision))
            revision = LogPattern.OtherRevisions;
        Revisions[revision] = Revisions.GetValueOrDefault(revision) + lines;
    }
}
