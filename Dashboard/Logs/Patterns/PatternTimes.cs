namespace Dashboard.Logs.Patterns;

/// <summary>When lines came: first, last, and how many in each of at most 60 equal spans, whose width doubles from a second as the range grows.</summary>
public sealed class PatternTimes
{
    public const int MostBuckets = 60;

    private readonly long[] buckets = new long[MostBuckets];
    private long width = TimeSpan.TicksPerSecond;
    private long start = -1;
    private long lowest = long.MaxValue;
    private long highest = -1;

    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Of one bucket.</summary>
    public TimeSpan Width => TimeSpan.FromTicks(width);

    /// <summary>UTC beginning of the first bucket.</summary>
    public DateTimeOffset Start => new(Math.Max(start, 0), TimeSpan.Zero);

    /// <summary>Lines per bucket, oldest first.</summary>
    public IReadOnlyList<long> Buckets => buckets;

    /// <summary>How many times more lines the second half of the range has than the first; 1 is steady, more is growth. Half a line is added to both, so that it is always finite.</summary>
    public double Growth
    {
        get
        {
            var spans = start < 0 ? 1 : Math.Max(1, (int)((Last.UtcTicks - start) / width) + 1);
            return (buckets.Skip(spans / 2).Sum() + 0.5) / (buckets.Take((spans + 1) / 2).Sum() + 0.5);
        }
    }

    internal void Add(DateTimeOffset at, long lines)
    {
        First = at < First ? at : First;
        Last = at > Last ? at : Last;
        Put(at.UtcTicks, lines);
    }

    internal void Add(PatternTimes other)
    {
        if (other.start < 0)
            return;
        for (var bucket = 0; bucket < MostBuckets; bucket++)
        {
            if (other.buckets[bucket] > 0)
                Put(other.start + (bucket * other.width), other.buckets[bucket]);
        }

        First = other.First < First ? other.First : First;
        Last = other.Last > Last ? other.Last : Last;
    }

    private void Put(long ticks, long lines)
    {
        (lowest, highest) = (Math.Min(lowest, ticks), Math.Max(highest, ticks));
        if (start < 0)
            start = ticks - (ticks % width);
        else if (ticks < start || ticks - start >= width * MostBuckets)
            Move();
        buckets[(ticks - start) / width] += lines;
    }

    // Searches bring the newest lines first: then the spans move back in time, and are widened only when they do not reach from the first to the last line.
    private void Move()
    {
        var (wider, from) = (width, lowest - (lowest % width));
        while (highest - from >= wider * MostBuckets)
            (wider, from) = (wider * 2, lowest - (lowest % (wider * 2)));
        var moved = new long[MostBuckets];
        for (var bucket = 0; bucket < MostBuckets; bucket++)
            if (buckets[bucket] > 0)
                moved[(start + (bucket * width) - from) / wider] += buckets[bucket];
        moved.CopyTo(buckets, 0);
        (start, width) = (from, wider);
    }
}
