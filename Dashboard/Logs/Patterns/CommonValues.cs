namespace Dashboard.Logs.Patterns;

/// <summary>The most common of the values seen, in bounded memory: a value that is newly met takes the place of the rarest held and its count (space saving).</summary>
internal sealed class CommonValues
{
    /// <summary>Values held.</summary>
    public const int Most = 8;

    /// <summary>Characters kept of a value.</summary>
    public const int Longest = 120;

    private readonly List<(string Text, long Count)> held = new(2);

    public long Seen { get; private set; }

    public IEnumerable<(string Text, long Count)> All => held.OrderByDescending(value => value.Count).ThenBy(value => value.Text, StringComparer.Ordinal);

    public void Add(ReadOnlySpan<char> value, long count)
    {
        if (value.Length > Longest)
            value = value[..Longest];
        Seen += count;
        var rarest = 0;
        for (var i = 0; i < held.Count; i++)
        {
            if (value.SequenceEqual(held[i].Text))
            {
                held[i] = (held[i].Text, held[i].Count + count);
                return;
            }

            if (held[i].Count < held[rarest].Count)
                rarest = i;
        }

        if (held.Count < Most)
            held.Add((value.ToString(), count));
        else
            held[rarest] = (value.ToString(), held[rarest].Count + count);
    }

    public void Add(CommonValues other)
    {
        foreach (var (text, count) in other.held)
            Add(text, count);
    }
}
